/**
 * What `ssoenv status` tells: the three clocks of a sign-in, and what happens next. Pure, so that a whole day can be played.
 * Types, not interfaces: only those are known to TypeScript to be JSON.
 */

import { RENEWAL_WINDOW_MS } from '../aws/lifetime.ts';
import { loginCommand, type SsoSession } from '../aws/sso-session.ts';
import type { Environment } from '../machine/environment.ts';
import { type AccessToken, isTokenAlive, isTokenFresh, sessionEnd } from '../sign-in/access-token.ts';
import { formatDuration, formatTimestamp } from '../text/time.ts';

/**
 * `fresh`: 15 minutes or more are left. `ageing`: less. `refreshable`: over, but there is a refresh token. `expired`: over.
 * `refused`: AWS did not accept it when last asked. `unusable`: the file is broken.
 */
export type SignInState = 'fresh' | 'ageing' | 'refreshable' | 'expired' | 'refused' | 'signed-out' | 'unusable';

/** A point in time, as both people and programs want it. */
export type Clock = {
	/** ISO 8601, UTC, whole seconds. */
	readonly expiresAt: string;
	/** Negative once it is over. */
	readonly secondsLeft: number;
};

/** What happens next by itself or by whose hand, and the command for it; null where nothing has to be done. */
export type NextStep = {
	readonly next: string;
	readonly command: string | null;
};

export type ProfileStatus = {
	readonly profile: string;
	readonly accountId: string;
	readonly roleName: string;
	/** The cached role credentials. */
	readonly credentials: Clock | null;
	readonly credentialsFile: string;
};

export type SessionStatus = NextStep & {
	readonly ssoSession: string | null;
	readonly startUrl: string;
	readonly ssoRegion: string;
	readonly state: SignInState;
	readonly accessToken: Clock | null;
	/** The latest possible end of what a refresh can do; AWS may end the session sooner. */
	readonly refreshableUntil: Clock | null;
	readonly tokenFile: string;
	readonly registrationFile: string;
	readonly profiles: readonly ProfileStatus[];
	/** Profiles that name no account and role: they can sign in, and nothing else. */
	readonly otherProfiles: readonly string[];
};

/** What this shell runs as. */
export type ActiveStatus = Clock &
	NextStep & {
		readonly profile: string;
		readonly accountId: string | null;
		readonly roleName: string | null;
		readonly region: string | null;
	};

/** A token file that belongs to no sign-in of the config file. */
export type OtherTokenFile = {
	readonly path: string;
	readonly startUrl: string | null;
	readonly accessToken: Clock;
};

export type Status = {
	readonly active: ActiveStatus | null;
	readonly sessions: readonly SessionStatus[];
	readonly otherTokenFiles: readonly OtherTokenFile[];
	/** Seconds by which this machine's clock was ahead of AWS's when AWS last answered; null when it was right. */
	readonly clockOffsetSeconds: number | null;
};

export const clock = (time: number, now: number): Clock => ({
	expiresAt: formatTimestamp(time),
	secondsLeft: Math.floor((time - now) / 1000),
});

/** What is known of a token: itself, or why there is none. */
type Known = { readonly token: AccessToken } | { readonly isThere: boolean };

/** @param refused what AWS has refused of the token: itself, or its refresh */
export function signInState(
	session: SsoSession,
	known: Known,
	refused: 'token' | 'refresh' | undefined,
	now: number,
): SignInState {
	if (!('token' in known)) return known.isThere ? 'unusable' : 'signed-out';
	const { token } = known;
	if (isTokenAlive(token, now) && refused === 'token') return 'refused';
	if (isTokenAlive(token, now)) return isTokenFresh(token, now) ? 'fresh' : 'ageing';
	return sessionEnd(session, token, now) > now && refused === undefined ? 'refreshable' : 'expired';
}

/** @param isRefreshable whether the token can be renewed without anybody signing in */
export function nextStep(
	state: SignInState,
	{ session, profile, token, isRefreshable }: NextFacts,
	now: number,
): NextStep {
	const command = loginCommand(session, profile);
	if (token !== undefined && (state === 'fresh' || state === 'ageing')) {
		const from = formatTimestamp(token.expiresAt - RENEWAL_WINDOW_MS);
		if (!isRefreshable) return { next: `sign in again within ${formatDuration(token.expiresAt - now)}`, command };
		const next = state === 'fresh' ? `whatever asks from ${from} on renews it` : 'whatever asks next renews it';
		return { next, command: null };
	}
	if (state === 'refreshable') return { next: 'whatever asks next renews it', command: null };
	return { next: state === 'refused' ? 'AWS refused it when last asked: sign in' : 'sign in', command };
}

interface NextFacts {
	readonly session: SsoSession;
	readonly profile: string | undefined;
	readonly token: AccessToken | undefined;
	readonly isRefreshable: boolean;
}

/** What `use` left in this environment. @param command that renews the role in this shell */
export function activeStatus(env: Environment, command: (profile: string) => string, now: number): ActiveStatus | null {
	const { SSOENV_PROFILE: profile, SSOENV_EXPIRES: expires } = env;
	if (profile === undefined || expires === undefined || !/^\d{1,12}$/.test(expires)) return null;
	const end = clock(Number(expires) * 1000, now);
	const [isOver, isSoon] = [end.secondsLeft <= 0, end.secondsLeft * 1000 < RENEWAL_WINDOW_MS];
	const renewable = `from ${formatTimestamp(Number(expires) * 1000 - RENEWAL_WINDOW_MS)} on it can be renewed`;
	return {
		profile,
		accountId: env.SSOENV_ACCOUNT_ID ?? null,
		roleName: env.SSOENV_ROLE_NAME ?? null,
		region: env.SSOENV_REGION ?? null,
		...end,
		next: isOver ? 'renew it: every request fails' : isSoon ? 'renew it' : renewable,
		command: isSoon ? command(profile) : null,
	};
}
