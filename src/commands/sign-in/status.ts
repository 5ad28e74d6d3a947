/** `ssoenv status`: shows expiry times, the next renewal, and the files involved. */

import { misreadLines } from '../../core/config/misread-text.ts';
import { areCredentialsFresh, endsAt } from '../../core/credentials/role-credentials.ts';
import { chainFailures } from '../../core/failure/chain-failures.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { servedProfile } from '../../core/profile/chained-profile.ts';
import { isChained } from '../../core/profile/role-chain.ts';
import { chooseProfile } from '../../core/profile/sso-profile.ts';
import { shells } from '../../core/shell/syntaxes.ts';
import { clockWarning, statusText } from '../../core/status/status-text.ts';
import { asciiJson } from '../../core/text/json.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import { parseDuration } from '../../core/text/time.ts';
import { cachedRole } from '../../flows/credentials/cached-role.ts';
import { cachedCredentials } from '../../flows/credentials/credentials-for.ts';
import { orOfDirectory } from '../../flows/directory/choice.ts';
import { tokenIfSignedInUntil } from '../../flows/sign-in/cached-token.ts';
import { type SignInTarget, sessionFor } from '../../flows/sign-in/session-for.ts';
import { roleWithoutProfile } from '../../flows/status/chain-status.ts';
import { statusFor } from '../../flows/status/status-for.ts';
import { showStatusView, watchStatus } from '../../flows/status/status-views.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

interface StatusArguments {
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly json: boolean;
	readonly check: boolean;
	readonly watch: boolean;
	readonly 'min-left': string | undefined;
}

export async function run(args: StatusArguments, context: Ports<'terminal' | 'files' | 'machine'>): Promise<void> {
	const minLeft = parseDuration(args['min-left'] ?? '0');
	const refuse = (problem: string) => failures.usage({ problem, command: 'status' });
	if (minLeft === undefined)
		throw refuse(`--min-left is "${args['min-left']}", expected a duration such as 90s, 15m or 2h`);
	if (args['min-left'] !== undefined && !args.check) throw refuse('--min-left requires --check');
	const [first, second] = (['json', 'check', 'watch'] as const).filter((name) => args[name]);
	if (second !== undefined) throw refuse(`--${first} and --${second} cannot be used together`);
	if (args.watch && !canDraw(context)) throw refuse('--watch needs a terminal that it can draw on');
	await (args.check ? check(args, minLeft, context) : showStatus(args, context));
}

const canDraw = ({ terminal, machine }: Ports<'terminal' | 'machine'>): boolean =>
	terminal.stdinIsTerminal() &&
	terminal.stdoutIsTerminal() &&
	terminal.stderrIsTerminal() &&
	machine.env.TERM !== 'dumb';

async function showStatus(
	{ profile, 'sso-session': ssoSession, json, watch }: StatusArguments,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	const isNamed = profile !== undefined || ssoSession !== undefined;
	// A wrong name fails here, as in the other commands.
	const named = isNamed ? await signInFor({ profile, ssoSession }, context) : undefined;
	const loaded = named?.loaded ?? context.files.loadConfig();
	const shell = context.machine.runningShell() ?? 'sh';
	const renewal = (name: string) => shells[shell].apply(`ssoenv use ${argumentWord(name)}`);
	const subject = { session: named?.session, profile };
	const statusIn = async (config: LoadedConfig) => {
		const known = statusFor(subject, renewal, config, context);
		const choice = known.unnamed && (await orOfDirectory(known.unnamed, context));
		return { ...known, unnamed: choice && { profile: choice.profile, namedBy: choice.namedBy } };
	};
	if (watch) return watchStatus(() => statusIn(context.files.loadConfig(() => undefined)), context);
	const status = await statusIn(loaded);
	if (json) context.terminal.stdout(`${asciiJson(status, 2)}\n`);
	else if (context.terminal.stdoutIsTerminal()) await showStatusView(status, context);
	else context.terminal.stdout(statusText(status));
	if (!isNamed) for (const line of misreadLines(loaded.config)) context.terminal.say(line);
	const warning = clockWarning(status);
	if (warning !== undefined) context.terminal.say(warning);
}

/** Returns the sign-in that is meant; undefined for a profile that needs none. @throws Failure of `sessionFor` */
async function signInFor(
	named: Parameters<typeof sessionFor>[0],
	context: Ports<'files' | 'machine'>,
): Promise<SignInTarget | undefined> {
	try {
		return await sessionFor(named, 'status', context);
	} catch (error) {
		if (error instanceof Failure && error.code === 'sign-in-not-needed') return undefined;
		throw error;
	}
}

/**
 * Checks the profile that is named, active or set; without one, the only sign-in. Of a profile that needs no sign-in, its
 * cached credentials are checked.
 * @throws Failure `sign-in-check-failed`, `role-check-failed`
 */
async function check(
	{ profile, 'sso-session': ssoSession }: StatusArguments,
	minLeft: number,
	context: Ports<'files' | 'machine'>,
): Promise<void> {
	const active = ssoSession === undefined ? context.machine.env.SSOENV_PROFILE : undefined;
	const named = profile ?? active;
	const target = await signInFor({ profile: named, ssoSession }, context);
	if (target === undefined) {
		const { profile: name } = chooseProfile(named, context.machine.env);
		if (hasCredentials(name, context.files.loadConfig(), minLeft, context)) return;
		throw chainFailures.roleCheckFailed({ profile: name });
	}
	const { session } = target;
	if (tokenIfSignedInUntil(session, context.machine.now() + minLeft, context) !== undefined) return;
	const name = named ?? target.profile ?? '';
	if (ssoSession === undefined && hasCredentials(name, target.loaded, minLeft, context)) return;
	throw failures.signInCheckFailed({ session, profile: target.profile });
}

/** Whether cached role credentials are fresh: `use` takes them without a sign-in. */
function hasCredentials(
	name: string,
	loaded: LoadedConfig,
	minLeft: number,
	context: Ports<'files' | 'machine'>,
): boolean {
	const role = servedProfile(loaded.config, name, loaded.path) ?? roleWithoutProfile(name, loaded, context);
	if (role === undefined) return false;
	const cached = isChained(role) ? cachedRole(role, context)?.credentials : cachedCredentials(role, context);
	return (
		cached !== undefined &&
		areCredentialsFresh(cached, context.machine.now()) &&
		endsAt(cached) - context.machine.now() >= minLeft
	);
}
