/** Checks of the AWS CLI on PATH: two of them, and what its version lacks. */
import { isStartUrl } from '../aws/identifiers.ts';
import { type SharedConfig, text } from '../config/shared-config.ts';
import { shellWord } from '../text/quoting.ts';
import type { Check } from './check.ts';
import type { Facts, FoundProgram } from './facts.ts';
import { type Finding, run, type Severity, type Step, setFirstOnPath } from './finding.ts';
import { isOlder, versionIn } from './version.ts';

/** The version that `aws --version` names; undefined if it is not the AWS CLI, or does not answer. */
function versionOf(cli: FoundProgram): readonly number[] | undefined {
	const [, version] = /^aws-cli\/(\d+(?:\.\d+)+)/m.exec(cli.version ?? '') ?? [];
	return versionIn(version);
}

const isFirst = (version: readonly number[]): boolean => version[0] === 1;

const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '');

/** Returns the command that installs or updates the AWS CLI 2, as in AWS's own guide. */
function update({ platform, architecture, awsClis: [cli] }: Facts): Step {
	if (platform === 'darwin')
		return run('curl -fsSLO https://awscli.amazonaws.com/AWSCLIV2.pkg && sudo installer -pkg AWSCLIV2.pkg -target /');
	if (platform === 'win32') return run('msiexec.exe /i https://awscli.amazonaws.com/AWSCLIV2.msi');
	const machine = architecture === 'arm64' ? 'aarch64' : 'x86_64';
	const place = cli === undefined || !cli.real.includes('/v2/') ? '' : ` --bin-dir ${shellWord(folderOf(cli.path))}`;
	return run(
		`curl -fsSL https://awscli.amazonaws.com/awscli-exe-linux-${machine}.zip -o awscliv2.zip && unzip -q awscliv2.zip && sudo ./aws/install --update${place}`,
	);
}

const someProfile = (config: SharedConfig, has: (name: string) => boolean): boolean =>
	[...config.profiles.keys()].some(has);

const hasKey =
	(...keys: readonly string[]) =>
	({ config }: Facts): boolean =>
		someProfile(config, (name) => keys.some((key) => config.profiles.get(name)?.has(key)));

/** A start URL on a domain that is not AWS's. */
const hasVanityUrl = ({ config }: Facts): boolean =>
	[...config.ssoSessions].some(([, settings]) => {
		const url = text(settings, 'sso_start_url') ?? '';
		return (
			isStartUrl(url) &&
			!/^https:\/\/[^/]*\.(?:awsapps\.com|amazonaws\.com|aws|amazonaws\.com\.cn|awsapps\.cn)(?:[/:]|$)/i.test(url)
		);
	});

interface Trap {
	/** The first version without it. */
	readonly since: readonly number[];
	readonly severity: Severity;
	readonly what: string;
	readonly why: string;
	/** Whether it matters here. */
	readonly matters: (facts: Facts) => boolean;
}

const always = (): boolean => true;

/** What versions of the AWS CLI 2 lack, the gravest first: only the first that matters is told. */
const TRAPS: readonly Trap[] = [
	{
		since: [2, 9, 0],
		severity: 'problem',
		what: 'does not know sso-session sections',
		why: 'the AWS CLI cannot use profiles with sso_session',
		matters: hasKey('sso_session'),
	},
	{
		since: [2, 13, 0],
		severity: 'problem',
		what: 'does not know endpoint_url',
		why: 'the AWS CLI sends to AWS what another endpoint should get',
		matters: (facts) =>
			hasKey('endpoint_url', 'services')(facts) ||
			Object.keys(facts.env).some((name) => name.startsWith('AWS_ENDPOINT_URL')),
	},
	{
		since: [2, 1, 13],
		severity: 'hint',
		what: 'writes times of access tokens that other tools do not read',
		why: 'the SDKs for Go, Rust and Java refuse its access tokens',
		matters: always,
	},
	{
		since: [2, 22, 13],
		severity: 'hint',
		what: 'ignores --ca-bundle and AWS_CA_BUNDLE when it signs in',
		why: 'aws sso login trusts no certificate of your company',
		matters: ({ env }) => Boolean(env.AWS_CA_BUNDLE),
	},
	{
		since: [2, 35, 13],
		severity: 'hint',
		what: 'does not know start URLs on a domain of your organization',
		why: 'aws sso login fails; ssoenv login works',
		matters: hasVanityUrl,
	},
	{
		since: [2, 22, 0],
		severity: 'hint',
		what: 'signs in with a device code only',
		why: 'aws sso login shows a code that anybody may have asked for; ssoenv login does not',
		matters: always,
	},
	{
		since: [2, 33, 8],
		severity: 'hint',
		what: 'has no fish format for aws configure export-credentials',
		why: 'its output cannot be sourced in fish; ssoenv export --format fish can',
		matters: ({ shell }) => shell === 'fish',
	},
];

function traps(facts: Facts): readonly Finding[] {
	const [cli] = facts.awsClis;
	const version = cli === undefined ? undefined : versionOf(cli);
	if (cli === undefined || version === undefined || isFirst(version)) return [];
	const trap = TRAPS.find(({ since, matters }) => isOlder(version, since) && matters(facts));
	if (trap === undefined) return [];
	return [
		{
			severity: trap.severity,
			message: `${cli.path} is the AWS CLI ${version.join('.')}, which ${trap.what}`,
			why: trap.why,
			place: { path: cli.path },
			steps: [update(facts)],
		},
	];
}

function firstVersion(facts: Facts): readonly Finding[] {
	const [cli] = facts.awsClis;
	const version = cli === undefined ? undefined : versionOf(cli);
	if (cli === undefined || version === undefined || !isFirst(version)) return [];
	const newer = facts.awsClis.find((other) => versionOf(other)?.[0] === 2);
	return [
		{
			severity: 'hint',
			message: `${cli.path} is the AWS CLI ${version.join('.')}${newer === undefined ? '' : `, before ${newer.path}, which is the AWS CLI 2`}`,
			why: 'the AWS CLI 1 has no aws sso login and no aws configure sso',
			place: { path: cli.path },
			steps: [newer === undefined ? update(facts) : setFirstOnPath(facts.shell, folderOf(newer.path))],
		},
	];
}

const silent = ({ awsClis: [cli] }: Facts): readonly Finding[] =>
	cli === undefined || versionOf(cli) !== undefined
		? []
		: [
				{
					severity: 'hint',
					message: `${cli.path} does not say its version in time`,
					why: 'the AWS CLI refuses even that if it cannot read its files',
					place: { path: cli.path },
					steps: [run(`${shellWord(cli.path)} --version`)],
				},
			];

export const awsCliChecks: readonly Check[] = [
	{ id: 'aws-cli-1', group: 'aws-cli', about: 'the AWS CLI 1, alone or before the AWS CLI 2', findings: firstVersion },
	{ id: 'aws-cli-version', group: 'aws-cli', about: 'an AWS CLI 2 that lacks what your files need', findings: traps },
	{ id: 'aws-cli-silent', group: 'aws-cli', about: 'an AWS CLI that does not say its version', findings: silent },
];
