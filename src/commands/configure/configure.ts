/** `ssoenv configure`: configures a profile and its sign-in, by questions or by flags alone. */

import { loginCommand } from '../../core/aws/sso-session.ts';
import type { SharedConfig } from '../../core/config/shared-config.ts';
import { type AnswerName, type GivenAnswers, problemWithAnswer } from '../../core/configure/answers.ts';
import { failures } from '../../core/failure/failures.ts';
import { chooseProfile } from '../../core/profile/sso-profile.ts';
import { argumentWord, shellWord } from '../../core/text/quoting.ts';
import { type Configured, configure } from '../../flows/configure/configure.ts';
import { canPrompt } from '../../flows/sign-in/can-prompt.ts';
import type { Context, Ports } from '../../ports/context.ts';

interface ConfigureArguments extends GivenAnswers {
	readonly legacy: boolean;
	readonly 'session-only': boolean;
	readonly 'device-code': boolean;
	readonly 'no-browser': boolean;
}

const ANSWERS: readonly AnswerName[] = [
	'profile',
	'sso-session',
	'start-url',
	'sso-region',
	'scopes',
	'account',
	'role',
	'region',
	'output',
];

const flagOf = (answer: AnswerName): string => (answer === 'profile' ? 'PROFILE' : `--${answer}`);
const refuse = (problem: string) => failures.usage({ problem, command: 'configure' });

/** The answers that each flag excludes. */
const EXCLUDED = {
	legacy: ['sso-session', 'scopes'],
	'session-only': ['profile', 'account', 'role', 'region', 'output'],
} as const satisfies Record<string, readonly AnswerName[]>;

/** @throws Failure `usage` */
function refuseMixtures(args: ConfigureArguments): void {
	if (args.legacy && args['session-only']) throw refuse('--legacy and --session-only cannot be used together');
	for (const flag of ['legacy', 'session-only'] as const) {
		const other = args[flag] ? EXCLUDED[flag].find((answer) => args[answer] !== undefined) : undefined;
		if (other !== undefined) throw refuse(`${flagOf(other)} and --${flag} cannot be used together`);
	}
}

/** @throws Failure `usage` */
function refuseWrong(given: GivenAnswers, config: SharedConfig): void {
	for (const answer of ANSWERS) {
		const value = given[answer];
		const problem = value === undefined ? undefined : problemWithAnswer(answer, value, config);
		if (problem !== undefined) throw refuse(`${flagOf(answer)} is "${value}": ${problem}`);
	}
}

export async function run(args: ConfigureArguments, context: Context): Promise<void> {
	refuseMixtures(args);
	const isSessionOnly = args['session-only'];
	const loaded = context.files.loadConfig();
	const choice = chooseProfile(args.profile, context.machine.env);
	const isNamed = !isSessionOnly && choice.namedBy !== 'default';
	const given: GivenAnswers = { ...args, profile: isNamed ? choice.profile : undefined };
	refuseWrong(given, loaded.config);
	if (isNamed && choice.namedBy !== 'argument') {
		context.terminal.say(`configuring profile "${choice.profile}" (from ${choice.namedBy})`);
	}
	const method = { isDeviceCode: args['device-code'], opensBrowser: !args['no-browser'] };
	const isAsking = canPrompt(context);
	const configuring = { given, isLegacy: args.legacy, isSessionOnly, loaded, isAsking, missing: [], context };
	report(await configure(configuring, method), loaded.config, context);
}

function report({ signIn, profile, edit }: Configured, before: SharedConfig, context: Ports<'terminal'>): void {
	const { ssoSession } = signIn;
	const parts = [
		...(profile === undefined ? [] : [`profile "${profile.name}"`]),
		...(ssoSession === undefined ? [] : [`sso-session "${ssoSession}"`]),
	];
	const what = parts.join(' and ');
	const kept = edit.backup === undefined ? '' : `; backup: ${shellWord(edit.backup)}`;
	context.terminal.say(
		edit.hasChanged
			? `wrote ${what} to ${edit.path}${kept}`
			: `${edit.path} already has ${what} with these settings: nothing to write`,
	);
	if (profile === undefined) {
		context.terminal.say(`to sign in: ${loginCommand(signIn, undefined)}`);
	} else if (profile.role === undefined) {
		const had = before.profiles.get(profile.name)?.has('sso_account_id') === true;
		const has = had ? 'no longer has an account and a role' : 'has no account and no role';
		context.terminal.say(`the profile ${has}, so only tools that use the sign-in itself can use it`);
	} else {
		context.terminal.say(`to use it: ssoenv use ${argumentWord(profile.name)}`);
	}
}
