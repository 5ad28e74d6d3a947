/** Checks of the way to AWS: proxies, certificates, the clock, and with `--online` the endpoints. */
import { formatOffset, offsetWarning } from '../aws/clock-offset.ts';
import { Failure } from '../failure/failure.ts';
import { proxyFor } from '../profile/proxy.ts';
import type { Check } from './check.ts';
import type { CertificateFile, Facts } from './facts.ts';
import { advise, type Finding, remove, run, type Step, unset } from './finding.ts';

/** A host of AWS, to ask which proxy is for it. */
const SAMPLE = 'https://oidc.us-east-1.amazonaws.com';

function proxyProblem(env: Facts['env']): string | undefined {
	try {
		proxyFor(SAMPLE, env);
		return undefined;
	} catch (error) {
		if (error instanceof Failure) return error.message;
		throw error;
	}
}

function proxy({ env, shell }: Facts): readonly Finding[] {
	const message = proxyProblem(env);
	const [variable = ''] = message?.split(' ') ?? [];
	if (message === undefined) return [];
	return [
		{
			severity: 'problem',
			message,
			why: 'no request reaches AWS',
			place: { variable },
			steps: [unset(shell, variable)],
		},
	];
}

function stepFor({ variable, line }: CertificateFile, { shell, configPath }: Facts): Step {
	if (variable !== undefined) return unset(shell, variable);
	return line === undefined ? advise('remove ca_bundle from that profile') : remove(configPath, line);
}

const certificates = (facts: Facts): readonly Finding[] =>
	facts.certificates.flatMap((file) => {
		const { variable, profile, line, path, problem } = file;
		if (problem === undefined) return [];
		const subject =
			variable ??
			`ca_bundle of profile "${profile}"${line === undefined ? '' : ` (line ${line} of ${facts.configPath})`}`;
		const finding: Finding = {
			severity: 'problem',
			message: `${subject} names ${path}: ${problem}`,
			why: 'without the certificates no connection to AWS is trusted',
			place:
				variable === undefined
					? { path: facts.configPath, ...(line !== undefined && { line }), key: 'ca_bundle' }
					: { variable },
			steps: [stepFor(file, facts)],
		};
		return [finding];
	});

/** Returns the command that sets the clock by the network. */
const clockCommand = ({ platform }: Facts): Step =>
	platform === 'darwin'
		? run('sudo sntp -sS time.apple.com')
		: platform === 'win32'
			? run('w32tm /resync')
			: run('sudo timedatectl set-ntp true');

function clock(facts: Facts): readonly Finding[] {
	const { clockSeconds } = facts;
	if (clockSeconds === undefined) return [];
	return [
		{
			severity: offsetWarning(clockSeconds) === undefined ? 'hint' : 'problem',
			message: `the clock of this machine is ${formatOffset(clockSeconds)}`,
			why: 'AWS refuses signed requests when the clock is 5 min off',
			place: {},
			steps: [clockCommand(facts)],
		},
	];
}

const isCommand = (hint: string): boolean => /^(?:ssoenv|unset|export|ls|chmod) /.test(hint);

/** Returns the hints of a failure as steps. */
export const hintSteps = (hints: readonly string[]): readonly Step[] =>
	hints.map((hint) => (isCommand(hint) ? run(hint) : advise(hint)));

const endpoints = ({ endpoints: asked }: Facts): readonly Finding[] =>
	(asked ?? []).flatMap(({ problem }) => {
		if (problem === undefined) return [];
		const finding: Finding = {
			severity: 'problem',
			message: problem.message,
			why: 'sign-ins and credentials come from there',
			place: {},
			steps: hintSteps(problem.hints),
		};
		return [finding];
	});

const group = 'network';

export const networkChecks: readonly Check[] = [
	{ id: 'proxy', group, about: 'a variable for a proxy that is no URL of one', findings: proxy },
	{ id: 'certificates', group, about: 'files with certificates that are gone or empty', findings: certificates },
	{ id: 'clock', group, about: 'a clock that is wrong, by the last answer of AWS', findings: clock },
	{
		id: 'endpoints',
		group,
		about: 'endpoints of the sign-ins that do not answer (only with `--online`)',
		findings: endpoints,
	},
];
