/** Collects the facts for `ssoenv status` from files: no network, no questions. */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { writtenSections } from '../../core/config-edit/written-section.ts';
import { endsAt, roleCredentialsKey } from '../../core/credentials/role-credentials.ts';
import { isChained } from '../../core/profile/role-chain.ts';
import { type ConfiguredSession, configuredSessions } from '../../core/profile/session-list.ts';
import { chooseActiveProfile, profileOfSession } from '../../core/profile/sso-profile.ts';
import { type AccessToken, parseTokenFile, refreshFacts, sessionEnd } from '../../core/sign-in/access-token.ts';
import { registrationKey } from '../../core/sign-in/client-registration.ts';
import {
	activeStatus,
	clock,
	nextStep,
	type OtherTokenFile,
	type ProfileStatus,
	type SessionStatus,
	type SignInState,
	type Status,
	signInState,
	type WrittenStatus,
} from '../../core/status/status.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { clockOffset } from '../credentials/clock-offset.ts';
import { cachedCredentials } from '../credentials/credentials-for.ts';
import { readAccessToken, refusalOf } from '../sign-in/cached-token.ts';
import { chainsOf, roleWithoutProfile, type Subject } from './chain-status.ts';

/** Returns the status. @param renewal returns the command that renews a role in this shell */
export function statusFor(
	subject: Subject,
	renewal: (profile: string) => string,
	loaded: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): Status {
	const { session: onlySession, profile } = subject;
	// A profile that needs no sign-in.
	const isAlone = onlySession === undefined && profile !== undefined;
	const all = configuredSessions(loaded.config, loaded.path);
	const sessions = all
		.filter(({ session }) => !isAlone && (onlySession === undefined || tokenKey(session) === tokenKey(onlySession)))
		.map(({ session, profiles }) => ({ session, profiles: profile === undefined ? profiles : [profile] }));
	return {
		unnamed: onlySession === undefined && !isAlone ? chooseActiveProfile(undefined, context.machine.env) : null,
		active: activeStatus(context.machine.env, renewal, context.machine.now()),
		sessions: sessions.map((configured) => sessionStatus(configured, loaded, context)),
		chains: chainsOf(subject, loaded, context),
		written: writtenStatus(subject, loaded, context),
		otherTokenFiles: onlySession === undefined && !isAlone ? otherTokenFiles(all, context) : [],
		clockOffsetSeconds: clockOffset(context) ?? null,
	};
}

/** Returns the keys that are written for a profile or a sign-in; all, if the status is about everything. */
function writtenStatus(
	{ session, profile }: Subject,
	{ config }: LoadedConfig,
	{ machine }: Ports<'machine'>,
): readonly WrittenStatus[] {
	const [file] = config.texts.filter(({ isCredentials }) => isCredentials);
	return writtenSections(file?.text ?? '')
		.filter((section) => profile === undefined || section.profile === profile)
		.filter(({ signIn }) => profile !== undefined || session === undefined || signIn === tokenKey(session))
		.map(({ name, profile: source, isIntact, expiresAt }) => ({
			name,
			profile: source,
			file: file?.path ?? '',
			isIntact,
			...clock(expiresAt, machine.now()),
		}));
}

function sessionStatus(
	{ session, profiles }: ConfiguredSession,
	loaded: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): SessionStatus {
	const now = context.machine.now();
	const token = tokenOf(session, context);
	const refused = token === undefined ? undefined : refusalOf(session, token, context);
	const state = stateOf(session, context, token);
	const refreshableUntil = token === undefined || refused !== undefined ? undefined : refreshEnd(session, token, now);
	const isRefreshable = refreshableUntil !== undefined;
	const roles = profiles.flatMap((name) => profileStatus(name, loaded, context));
	const named = new Set(roles.map(({ profile }) => profile));
	return {
		ssoSession: session.ssoSession ?? null,
		startUrl: session.startUrl,
		ssoRegion: session.ssoRegion,
		state,
		accessToken: token === undefined ? null : clock(token.expiresAt, now),
		refreshableUntil: isRefreshable ? clock(refreshableUntil, now) : null,
		...nextStep(state, { session, profile: profiles[0], token, isRefreshable }, now),
		tokenFile: context.files.accessTokens.path(tokenKey(session)),
		registrationFile: context.files.accessTokens.path(registrationKey(session)),
		profiles: roles,
		otherProfiles: profiles.filter((name) => !named.has(name)),
	};
}

/** Returns the state of a sign-in. @param token of the session, if it has been read already */
export function stateOf(
	session: SsoSession,
	context: Ports<'files' | 'machine'>,
	token: AccessToken | undefined = tokenOf(session, context),
): SignInState {
	const refused = token === undefined ? undefined : refusalOf(session, token, context);
	const known = token === undefined ? { isThere: hasFile(session, context) } : { token };
	return signInState(session, known, refused, context.machine.now());
}

function tokenOf(session: SsoSession, context: Ports<'files'>): AccessToken | undefined {
	const cached = readAccessToken(session, context);
	return 'token' in cached ? cached.token : undefined;
}

const hasFile = (session: SsoSession, context: Ports<'files'>): boolean =>
	context.files.accessTokens.read(tokenKey(session), () => true) !== undefined ||
	context.files.accessTokens.whyUnreadable(tokenKey(session)) !== undefined;

const refreshEnd = (session: SsoSession, token: AccessToken, now: number): number | undefined =>
	session.ssoSession === undefined || refreshFacts(token, now) === undefined
		? undefined
		: sessionEnd(session, token, now);

function profileStatus(
	name: string,
	loaded: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): readonly ProfileStatus[] {
	const profile = profileOfSession(loaded.config, name, loaded.path) ?? roleWithoutProfile(name, loaded, context);
	if (profile === undefined || isChained(profile)) return [];
	const { accountId, roleName } = profile;
	const credentials = cachedCredentials(profile, context);
	return [
		{
			profile: name,
			accountId,
			roleName,
			credentials: credentials === undefined ? null : clock(endsAt(credentials), context.machine.now()),
			credentialsFile: context.files.roleCredentials.path(roleCredentialsKey(profile)),
		},
	];
}

function otherTokenFiles(
	all: readonly ConfiguredSession[],
	context: Ports<'files' | 'machine'>,
): readonly OtherTokenFile[] {
	const known = new Set(all.map(({ session }) => context.files.accessTokens.path(tokenKey(session))));
	return context.files.accessTokens.entries().flatMap(({ path, text }) => {
		const file = parseTokenFile(text);
		if (known.has(path) || file.kind !== 'token') return [];
		const { startUrl, expiresAt } = file.token;
		return [{ path, startUrl: startUrl ?? null, accessToken: clock(expiresAt, context.machine.now()) }];
	});
}
