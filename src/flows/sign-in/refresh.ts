/** One refresh of an access token for all processes, and what becomes of its answer. */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
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
import { noteRefusal, readAccessToken, refusalOf, roomForToken } from './cached-token.ts';
import { type FoundSession, oidcOf } from './session-for.ts';
import { forgetUnknown } from './sign-in-attempt.ts';
import { hasNoToken, signedOutMeanwhile } from './sign-out-watch.ts';

/** Whether AWS takes the old token for as long as it lives, as far as is known. */
type TokenVerdict = 'good' | 'refused';

/** Once for all processes: who comes later finds the new token in the cache. The legacy form is never refreshed. */
export async function refresh(
	found: FoundSession,
	old: AccessToken,
	standing: TokenVerdict,
	context: Context,
): Promise<AccessToken> {
	const { session } = found;
	if (session.ssoSession === undefined || refreshFacts(old, context.machine.now()) === undefined) return old;
	const isRefused = () => refusalOf(session, old, context) !== undefined;
	if (isRefused()) return old;
	return context.machine.singleFlight(`refresh ${tokenKey(session)}`, {
		ready: () => newerToken(old, session, context) ?? (isRefused() ? old : undefined),
		prepare: () => context.services.load('oidc'),
		work: () => {
			// The lock may have been waited for while somebody signed out: a refresh would bring the token back.
			if (hasNoToken(session, context)) throw signedOutMeanwhile(session, found.profile);
			return requestRefresh(found, old, standing, context);
		},
	});
}

/** The cached token, when it is another one than `old` and alive. */
export function newerToken(
	old: AccessToken,
	session: SsoSession,
	context: Ports<'files' | 'machine'>,
): AccessToken | undefined {
	const cached = readAccessToken(session, context);
	if ('because' in cached || cached.token.accessToken === old.accessToken) return undefined;
	return isTokenAlive(cached.token, context.machine.now()) ? cached.token : undefined;
}

/** `old` again when there is no other: whether it can still be used shows in its time. */
async function requestRefresh(
	found: FoundSession,
	old: AccessToken,
	standing: TokenVerdict,
	context: Context,
): Promise<AccessToken> {
	const { session } = found;
	const facts = refreshFacts(old, context.machine.now());
	if (facts === undefined) return old;
	let room: ReservedEntry | undefined;
	try {
		const like = formatRefreshed(session, { ...old, refreshToken: facts.refreshToken }, old);
		room = await roomForToken(session, 'renew', like, context);
		const answer = await askForRefresh(found, facts, context);
		if (answer.ok) return keep(found, formatRefreshed(session, answer.value, old), { old, room }, context);
		forgetUnknown(answer.code, session, facts.clientId, context);
		// Says nothing of the session: the same question may well be answered in a moment.
		if (answer.code === 'SlowDownException') throw failures.throttled({ endpoint: answer.endpoint });
	} catch (error) {
		if (!isBearable(error, standing) || !isTokenAlive(old, context.machine.now())) throw error;
		return old;
	} finally {
		room?.discard();
	}
	// Refused: another tool has used the refresh token up and is about to write the new one, or the session has ended.
	const newer = await writtenMeanwhile(old, session, context);
	if (newer === undefined) await noteRefusal(session, old, standing === 'good' ? 'refresh' : 'token', context);
	return newer ?? old;
}

async function askForRefresh(
	found: FoundSession,
	{ clientId, clientSecret, refreshToken }: RefreshFacts,
	context: Ports<'services' | 'machine'>,
): Promise<Answer<IssuedToken>> {
	const oidc = await oidcOf(found, context);
	return oidc.createToken({ grantType: 'refresh_token', clientId, clientSecret, refreshToken });
}

/** A good token serves as it is, where AWS is out of reach at the moment, or where a new one could not be kept. */
const isBearable = (error: unknown, standing: TokenVerdict): boolean =>
	standing === 'good' && error instanceof Failure && (error.isPassing || error.code === 'token-unkeepable');

/** The AWS CLI and the SDKs know no lock of ours. They write what they were given within this, also on a busy machine. */
const LOOK_AGAIN_MS = 2000;
const LOOK_PAUSE_MS = 50;

/** What another tool writes in place of `old`, which it has refreshed at this very moment. */
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
	readonly room: ReservedEntry;
}

/** The new token, also in the rare case that it could not be written in spite of the room for it. */
function keep(
	{ session, profile }: FoundSession,
	text: string,
	{ old, room }: Renewal,
	context: Ports<'terminal' | 'files' | 'machine'>,
): AccessToken {
	// Other tools sign out without a lock.
	if (hasNoToken(session, context)) throw signedOutMeanwhile(session, profile);
	// A new sign-in has happened meanwhile, perhaps of another person: this must not undo it.
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
