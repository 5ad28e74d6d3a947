/** `ssoenv status`: shows expiry times, the next renewal, and the files involved. */

import { misreadLines } from '../../core/config/misread-text.ts';
import { areCredentialsFresh, endsAt } from '../../core/credentials/role-credentials.ts';
import { failures } from '../../core/failure/failures.ts';
import { isChained, type ServedProfile } from '../../core/profile/role-chain.ts';
import { usableProfileNamed } from '../../core/profile/usable-profile.ts';
import { shells } from '../../core/shell/syntaxes.ts';
import { clockWarning, statusText } from '../../core/status/status-text.ts';
import { asciiJson } from '../../core/text/json.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import { parseDuration } from '../../core/text/time.ts';
import { cachedRole } from '../../flows/credentials/cached-role.ts';
import { cachedCredentials } from '../../flows/credentials/credentials-for.ts';
import { tokenIfSignedInUntil } from '../../flows/sign-in/cached-token.ts';
import { sessionFor } from '../../flows/sign-in/session-for.ts';
import { roleWithoutProfile } from '../../flows/status/chain-status.ts';
import { statusFor } from '../../flows/status/status-for.ts';
import type { Ports } from '../../ports/context.ts';

interface StatusArguments {
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly json: boolean;
	readonly check: boolean;
	readonly 'min-left': string | undefined;
}

export async function run(args: StatusArguments, context: Ports<'terminal' | 'files' | 'machine'>): Promise<void> {
	const minLeft = parseDuration(args['min-left'] ?? '0');
	const refuse = (problem: string) => failures.usage({ problem, command: 'status' });
	if (minLeft === undefined)
		throw refuse(`--min-left is "${args['min-left']}", expected a duration such as 90s, 15m or 2h`);
	if (args['min-left'] !== undefined && !args.check) throw refuse('--min-left requires --check');
	if (args.json && args.check) throw refuse('--json and --check cannot be used together');
	await (args.check ? check(args, minLeft, context) : showStatus(args, context));
}

async function showStatus(
	{ profile, 'sso-session': ssoSession, json }: StatusArguments,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	const isNamed = profile !== undefined || ssoSession !== undefined;
	// A wrong name fails here, as in the other commands.
	const named = isNamed ? await sessionFor({ profile, ssoSession }, 'status', context) : undefined;
	const loaded = named?.loaded ?? context.files.loadConfig();
	const shell = context.machine.runningShell() ?? 'sh';
	const renewal = (name: string) => shells[shell].apply(`ssoenv use ${argumentWord(name)}`);
	const status = statusFor({ session: named?.session, profile }, renewal, loaded, context);
	context.terminal.stdout(json ? `${asciiJson(status, 2)}\n` : statusText(status));
	if (!isNamed) for (const line of misreadLines(loaded.config)) context.terminal.say(line);
	const warning = clockWarning(status);
	if (warning !== undefined) context.terminal.say(warning);
}

/**
 * Checks the profile that is named, active or set; without one, the only sign-in.
 * @throws Failure `sign-in-check-failed`
 */
async function check(
	{ profile, 'sso-session': ssoSession }: StatusArguments,
	minLeft: number,
	context: Ports<'files' | 'machine'>,
): Promise<void> {
	const active = ssoSession === undefined ? context.machine.env.SSOENV_PROFILE : undefined;
	const named = profile ?? active;
	const target = await sessionFor({ profile: named, ssoSession }, 'status', context);
	const { session } = target;
	if (tokenIfSignedInUntil(session, context.machine.now() + minLeft, context) !== undefined) return;
	const { config, path } = target.loaded;
	const name = named ?? target.profile ?? '';
	const role = usableProfileNamed(config, name, path) ?? roleWithoutProfile(name, target.loaded, context);
	if (ssoSession === undefined && role !== undefined && hasCredentials(role, minLeft, context)) return;
	throw failures.signInCheckFailed({ session, profile: target.profile });
}

/** Whether cached role credentials are fresh: `use` takes them without a sign-in. */
function hasCredentials(role: ServedProfile, minLeft: number, context: Ports<'files' | 'machine'>): boolean {
	const cached = isChained(role) ? cachedRole(role, context)?.credentials : cachedCredentials(role, context);
	return (
		cached !== undefined &&
		areCredentialsFresh(cached, context.machine.now()) &&
		endsAt(cached) - context.machine.now() >= minLeft
	);
}
