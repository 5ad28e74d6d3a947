/**
 * Builds the status for `ssoenv status`: when the access token, its refresh and the role credentials end, and what
 * happens next. Pure, so that tests can play a whole day. Uses types, not interfaces: TypeScript accepts only types as
 * JSON, because an interface has no implicit index signature.
 */

import { RENEWAL_WINDOW_MS } from '../aws/lifetime.ts';
import { loginCommand, type SsoSession } from '../aws/sso-session.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import type { Environment } from '../machine/environment.ts';
import { DIRECTORY_VARIABLE } from '../shell/contract.ts';
import { type AccessToken, isTokenAlive, isTokenFresh, sessionEnd } from '../sign-in/access-token.ts';
import { formatDuration, formatTimestamp } from '../text/time.ts';

/**
 * States of a sign-in:
 * - `fresh`: its token is valid for 15 minutes or more.
 * - `ageing`: its token is valid for less than 15 minutes.
 * - `refreshable`: its token has expired but can be refreshed.
 * - `expired`: its token has expired and cannot be refreshed.
 * - `refused`: AWS did not accept its token when last asked.
 * - `signed-out`: there is no token file.
 * - `unusable`: its token file is broken.
 */
export type SignInState = 'fresh' | 'ageing' | 'refreshable' | 'expired' | 'refused' | 'signed-out' | 'unusable';

/** An expiry, for people and for programs. */
export type Expiry = {
	/** ISO 8601, UTC, whole seconds. */
	readonly expiresAt: string;
	/** Negative once it has expired. */
	readonly secondsLeft: number;
};

/** What happens next, by itself or by the person, and the command for it; null if there is nothing to do. */
export type NextStep = {
	readonly next: string;
	readonly command: string | null;
};

export type ProfileStatus = {
	readonly profile: string;
	readonly accountId: string;
	readonly roleName: string;
	/** The expiry of the cached role credentials; null if there are none. */
	readonly credentials: Expiry | null;
	readonly credentialsFile: string;
};

/** A profile that assumes a role, and each role on the way to it. */
export type ChainStatus = {
	readonly profile: string;
	/** In the order in which they are assumed: the role of the profile is last. */
	readonly roles: readonly AssumedRoleStatus[];
};

export type AssumedRoleStatus = ProfileStatus & {
	readonly roleArn: string;
	/** The profile or the place that the credentials come from with which it is assumed. */
	readonly source: string;
};

export type SessionStatus = NextStep & {
	readonly ssoSession: string | null;
	readonly startUrl: string;
	readonly ssoRegion: string;
	readonly state: SignInState;
	readonly accessToken: Expiry | null;
	/** The latest time until which a refresh can extend the session; AWS may end it sooner. */
	readonly refreshableUntil: Expiry | null;
	readonly tokenFile: string;
	readonly registrationFile: string;
	readonly profiles: readonly ProfileStatus[];
	/** Profiles without account and role: they can only sign in. */
	readonly otherProfiles: readonly string[];
};

/** The role of this shell. */
export type ActiveStatus = Expiry &
	NextStep & {
		readonly profile: string;
		readonly accountId: string | null;
		readonly roleName: string | null;
		readonly region: string | null;
		/** The folder whose `.ssoenv` chose it; null if it was chosen by hand. */
		readonly directory: string | null;
	};

/** A token file that matches no configured sign-in. */
export type OtherTokenFile = {
	readonly path: string;
	readonly startUrl: string | null;
	readonly accessToken: Expiry;
};

/** Keys that `write` has put into the credentials file. */
export type WrittenStatus = Expiry & {
	readonly name: string;
	/** The profile whose keys they are. */
	readonly profile: string;
	readonly file: string;
	/** False if others have changed the section: then nothing renews it. */
	readonly isIntact: boolean;
};

/** The profile that exec, console, export, serve and write take if none is named. */
export type UnnamedStatus = {
	readonly profile: string;
	/** A variable, `.ssoenv`, or `default`. */
	readonly namedBy: ProfileChoice['namedBy'];
};

export type Status = {
	/** Null if the status of one sign-in or profile was asked for. */
	readonly unnamed: UnnamedStatus | null;
	readonly active: ActiveStatus | null;
	readonly sessions: readonly SessionStatus[];
	readonly chains: readonly ChainStatus[];
	readonly written: readonly WrittenStatus[];
	readonly otherTokenFiles: readonly OtherTokenFile[];
	/** Seconds by which this machine's clock was ahead of AWS's when AWS last answered; null if it was right. */
	readonly clockOffsetSeconds: number | null;
};

export const clock = (time: number, now: number): Expiry => ({
	expiresAt: formatTimestamp(time),
	secondsLeft: Math.floor((time - now) / 1000),
});

/** A token, or whether its file exists. */
type TokenLookup = { readonly token: AccessToken } | { readonly isThere: boolean };

/**
 * Returns the state of a sign-in.
 * @param refused the last thing that AWS refused: the token or its refresh
 */
export function signInState(
	session: SsoSession,
	lookup: TokenLookup,
	refused: 'token' | 'refresh' | undefined,
	now: number,
): SignInState {
	if (!('token' in lookup)) return lookup.isThere ? 'unusable' : 'signed-out';
	const { token } = lookup;
	if (isTokenAlive(token, now) && refused === 'token') return 'refused';
	if (isTokenAlive(token, now)) return isTokenFresh(token, now) ? 'fresh' : 'ageing';
	return sessionEnd(session, token, now) > now && refused === undefined ? 'refreshable' : 'expired';
}

/**
 * Returns the next step for a sign-in.
 * @param isRefreshable true if the token can be renewed without a new sign-in
 */
export function nextStep(
	state: SignInState,
	{ session, profile, token, isRefreshable }: NextFacts,
	now: number,
): NextStep {
	const command = loginCommand(session, profile);
	if (token !== undefined && (state === 'fresh' || state === 'ageing')) {
		const from = formatTimestamp(token.expiresAt - RENEWAL_WINDOW_MS);
		if (!isRefreshable) return { next: `sign in again in ${formatDuration(token.expiresAt - now)}`, command };
		const next =
			state === 'fresh' ? `renews automatically on first use after ${from}` : 'renews automatically on next use';
		return { next, command: null };
	}
	if (state === 'refreshable') return { next: 'renews automatically on next use', command: null };
	return { next: state === 'refused' ? 'AWS refused the access token: sign in again' : 'sign in', command };
}

interface NextFacts {
	readonly session: SsoSession;
	readonly profile: string | undefined;
	readonly token: AccessToken | undefined;
	readonly isRefreshable: boolean;
}

/**
 * Returns the role that `use` put into this environment; null if `use` put no role there.
 * @param command returns the command that renews the role in this shell
 */
export function activeStatus(env: Environment, command: (profile: string) => string, now: number): ActiveStatus | null {
	const { SSOENV_PROFILE: profile, SSOENV_EXPIRES: expires } = env;
	if (profile === undefined || expires === undefined || !/^\d{1,12}$/.test(expires)) return null;
	const end = clock(Number(expires) * 1000, now);
	const [isOver, isSoon] = [end.secondsLeft <= 0, end.secondsLeft * 1000 < RENEWAL_WINDOW_MS];
	const renewable = `can be renewed from ${formatTimestamp(Number(expires) * 1000 - RENEWAL_WINDOW_MS)}`;
	return {
		profile,
		accountId: env.SSOENV_ACCOUNT_ID ?? null,
		roleName: env.SSOENV_ROLE_NAME ?? null,
		region: env.SSOENV_REGION ?? null,
		directory: env[DIRECTORY_VARIABLE] ?? null,
		...end,
		next: isOver ? 'renew the expired credentials' : isSoon ? 'renew the credentials' : renewable,
		command: isSoon ? command(profile) : null,
	};
}
