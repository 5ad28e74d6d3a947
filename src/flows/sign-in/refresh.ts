/** Refreshes an access token once for all processes, and stores the result. */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import {
	type AccessToken,
	formatRefreshed,
	type IssuedToken,
	isTokenAlive,
	parseTokenFile,
	type RefreshFacts,
	refreshFacts,
} from '../../core/sign-in/access-token.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { ReservedEntry } from '../../ports/files.ts';
import type { Answer } from '../../ports/services.ts';
import { noteRefusal, readAccessToken, refusalOf, reserveToken } from './cached-token.ts';
import { oidcOf, type SignInTarget } from './session-for.ts';
import { forgetUnknown } from './sign-in-attempt.ts';
import { hasNoToken, signedOutMeanwhile } from './sign-out-watch.ts';

/** `refused`: the service refused the token although it has not expired. */
type TokenVerdict = 'good' | 'refused';

/**
 * Returns a refreshed token; `old` if it cannot be refreshed. Processes that come later find the new token in the
 * cache. The legacy form has no refresh token.
 */
export async function refresh(
	target: SignInTarget,
	old: AccessToken,
	verdict: TokenVerdict,
	context: Context,
): Promise<AccessToken> {
	const { session } = target;
	if (session.ssoSession === undefined || refreshFacts(old, context.machine.now()) === undefined) return old;
	const isRefused = () => refusalOf(session, old, context) !== undefined;
	if (isRefused()) return old;
	return context.machine.singleFlight(`refresh ${tokenKey(session)}`, {
		ready: () => newerToken(old, session, context) ?? (isRefused() ? old : undefined),
		prepare: () => context.services.load('oidc'),
		work: () => {
			// The person may have signed out while we waited for the lock: a refresh would undo that.
			if (hasNoToken(session, context)) throw signedOutMeanwhile(session, target.profile);
			return requestRefresh(target, old, verdict, context);
		},
	});
}

/** Returns the cached token if it is not `old` and has not expired. */
export function newerToken(
	old: AccessToken,
	session: SsoSession,
	context: Ports<'files' | 'machine'>,
): AccessToken | undefined {
	const cached = readAccessToken(session, context);
	if ('because' in cached || cached.token.accessToken === old.accessToken) return undefined;
	return isTokenAlive(cached.token, context.machine.now()) ? cached.token : undefined;
}

/** Returns `old` if there is no new token; its expiry shows whether it still works. */
async function requestRefresh(
	target: SignInTarget,
	old: AccessToken,
	verdict: TokenVerdict,
	context: Context,
): Promise<AccessToken> {
	const { session } = target;
	const facts = refreshFacts(old, context.machine.now());
	if (facts === undefined) return old;
	let reserved: ReservedEntry | undefined;
	try {
		const sampleText = formatRefreshed(session, { ...old, refreshToken: facts.refreshToken }, old);
		reserved = await reserveToken(session, 'renew', sampleText, context);
		const answer = await askForRefresh(target, facts, context);
		if (answer.ok) return store(target, formatRefreshed(session, answer.value, old), { old, reserved }, context);
		forgetUnknown(answer.code, session, facts.clientId, context);
		// Throttling says nothing about the session.
		if (answer.code === 'SlowDownException') throw networkFailures.throttled({ endpoint: answer.endpoint });
	} catch (error) {
		if (!canUseOld(error, verdict) || !isTokenAlive(old, context.machine.now())) throw error;
		return old;
	} finally {
		reserved?.discard();
	}
	// Refused: another tool used the refresh token and is about to write the new one, or the session has ended.
	const newer = await writtenMeanwhile(old, session, context);
	if (newer === undefined) await noteRefusal(session, old, verdict === 'good' ? 'refresh' : 'token', context);
	return newer ?? old;
}

async function askForRefresh(
	target: SignInTarget,
	{ clientId, clientSecret, refreshToken }: RefreshFacts,
	context: Ports<'services' | 'machine'>,
): Promise<Answer<IssuedToken>> {
	const oidc = await oidcOf(target, context);
	return oidc.createToken({ grantType: 'refresh_token', clientId, clientSecret, refreshToken });
}

/**
 * Whether to go on with a working token after this error: AWS cannot be reached at the moment, or a new token could not
 * be saved.
 */
const canUseOld = (error: unknown, verdict: TokenVerdict): boolean =>
	verdict === 'good' && error instanceof Failure && (error.isPassing || error.code === 'token-unkeepable');

/**
 * The AWS CLI and the SDKs do not take our lock. They write their new token within this time, even on a busy machine.
 */
const LOOK_AGAIN_MS = 2000;
const LOOK_PAUSE_MS = 50;

/** Returns the token that another tool is writing because it refreshed `old` just now. */
async function writtenMeanwhile(
	old: AccessToken,
	session: SsoSession,
	context: Ports<'files' | 'machine'>,
): Promise<AccessToken | undefined> {
	const end = context.machine.now() + LOOK_AGAIN_MS;
	for (;;) {
		const newer = newerToken(old, session, context);
		if (newer !== undefined || context.machine.now() >= end) return newer;
		await context.machine.sleep(LOOK_PAUSE_MS);
	}
}

interface Renewal {
	readonly old: AccessToken;
	readonly reserved: ReservedEntry;
}

/**
 * Stores the new token and returns it. If the write fails in spite of the reserved space, warns and still returns it.
 */
function store(
	{ session, profile }: SignInTarget,
	text: string,
	{ old, reserved: room }: Renewal,
	context: Ports<'terminal' | 'files' | 'machine'>,
): AccessToken {
	// Other tools sign out without taking our lock.
	if (hasNoToken(session, context)) throw signedOutMeanwhile(session, profile);
	// Keep a token of a new sign-in: it may be another person's.
	const newer = newerToken(old, session, context);
	if (newer !== undefined) return newer;
	try {
		room.commit(text);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		context.terminal.say(
			`warning: ${error.message}; the new access token is lost, so the next command needs a sign-in`,
		);
	}
	const file = parseTokenFile(text);
	if (file.kind !== 'token') throw new TypeError('the token file that was just made is not one');
	return file.token;
}
