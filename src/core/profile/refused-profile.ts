/**
 * Creates the failures for profiles and sign-ins that cannot be used. A hint suggests only values that would be
 * accepted.
 */

import { findMisreadHeader } from '../config/misread-headers.ts';
import { misreadLines } from '../config/misread-text.ts';
import { placeOf } from '../config/setting-places.ts';
import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { profileOfKeys } from '../config-edit/written-note.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import type { Failure } from '../failure/failure.ts';
import { failures } from '../failure/failures.ts';
import { nearest } from '../text/nearest.ts';
import { argumentWord, profileOption } from '../text/quoting.ts';
import { assumesRole, type Provider, providerOf } from './credential-provider.ts';
import { toolOf } from './foreign-tool.ts';
import { bareValue, unfitSetting } from './unfit-value.ts';

export interface ProfileRequest {
	readonly config: SharedConfig;
	/** The config file. */
	readonly path: string;
	/** Returns true if the profile with this name could be used instead. */
	readonly isUsable: (profile: string) => boolean;
	/** Returns the corrected command for a profile. */
	readonly retry: (profile: string) => string;
}

export function missingProfile(
	{ profile, namedBy }: ProfileChoice,
	{ config, path, isUsable, retry }: ProfileRequest,
): Failure {
	const misread = findMisreadHeader(config, { kind: 'profile', name: profile });
	if (profile === '-' && namedBy === 'argument' && misread === undefined) return failures.previousUnknown(undefined);
	const suggestion = nearest(profile, config.profiles.keys(), isUsable);
	const otherwise =
		config.profiles.size === 0 ? 'ssoenv configure' : suggestion === undefined ? 'ssoenv list' : retry(suggestion);
	const isSession = config.ssoSessions.has(profile);
	const facts = { profile, namedBy, nearest: suggestion, otherwise, path, misread, isSession };
	// Without a name, any misread header may be the profile that the person meant.
	return failures.profileNotFound({ ...facts, others: namedBy === 'default' ? misreadLines(config) : [] });
}

interface SessionRequest {
	readonly config: SharedConfig;
	readonly path: string;
	/** The profile that refers to it. */
	readonly profile: string | undefined;
	/** Returns true if the sso-session with this name could be used instead. */
	readonly isUsable: (session: string) => boolean;
}

export function missingSession(session: string, { config, path, profile, isUsable }: SessionRequest): Failure {
	const misread = findMisreadHeader(config, { kind: 'sso-session', name: session });
	const bare = bareValue(session);
	if (misread === undefined && profile !== undefined && bare !== session && config.ssoSessions.has(bare)) {
		const subject = { name: `profile "${profile}"`, sections: [{ kind: 'profile', name: profile }] } as const;
		return unfitSetting({ key: 'sso_session', value: session, subject, fits: isUsable }, config, path);
	}
	const near = nearest(session, config.ssoSessions.keys(), isUsable);
	const place = profile === undefined ? undefined : placeOf(config, { kind: 'profile', name: profile }, 'sso_session');
	const canCorrect = near !== undefined && place !== undefined;
	const hint = canCorrect ? `write sso_session = ${near} on line ${place.line} of ${place.path}` : undefined;
	return failures.ssoSessionNotFound({ profile, session, nearest: near, path, misread, hint });
}

export function missingServices(services: string, profile: string, config: SharedConfig, path: string): Failure {
	const misread = findMisreadHeader(config, { kind: 'services', name: services });
	return failures.servicesNotFound({ profile, services, path, misread });
}

/** Explains what kind of profile it is, in the order in which botocore's providers would use it. */
export function otherKindOfProfile(profile: string, settings: Settings, request: ProfileRequest): Failure {
	const refuse = (because: string, ...hints: readonly string[]) => failures.profileNotSso({ profile, because, hints });
	if (assumesRole(settings)) {
		const [roleArn = 'a role', source] = [text(settings, 'role_arn'), text(settings, 'source_profile')];
		const from = source === undefined ? '' : ` from profile "${source}"`;
		const usable = sourceOf(profile, settings, request);
		return refuse(`it assumes ${roleArn}${from}`, usable === undefined ? 'ssoenv list' : request.retry(usable));
	}
	const provider = providerOf(request.config, profile);
	const configure = `ssoenv configure ${argumentWord(profile)}`;
	if (provider !== 'web_identity_token_file' && namesSignIn(settings)) return refuse(lackOf(settings), configure);
	const written = writtenFor(profile, provider, request.config);
	if (written !== undefined) {
		return refuse(`it holds keys that ssoenv wrote for profile "${written}"`, request.retry(written));
	}
	const tool = toolOf(settings);
	if (tool !== undefined) return refuse(`its credentials come from ${tool}`, `ssoenv sync --from ${tool}`);
	if (provider === undefined || provider === 'sso') return refuse(lackOf(settings), configure);
	return refuse(KINDS[provider], ...hintsFor(provider, profile, configure));
}

function hintsFor(provider: Provider, profile: string, configure: string): readonly string[] {
	const signIn = provider === 'login_session' ? [`aws login ${profileOption(profile)}`] : [];
	const move = provider === 'static-keys' ? [configure] : [];
	return [...signIn, exportedByAws(profile), ...move];
}

const KINDS: Readonly<Record<Exclude<Provider, 'sso'>, string>> = {
	web_identity_token_file: 'it assumes its role with a web identity token',
	'static-keys': 'it holds static keys',
	login_session: 'it signs in with aws login',
	credential_process: 'it runs a credential_process',
};

/** Returns the profile whose keys `write` has put under this name. */
function writtenFor(profile: string, provider: Provider | undefined, { texts }: SharedConfig): string | undefined {
	const text = provider === 'static-keys' ? texts.find(({ isCredentials }) => isCredentials)?.text : undefined;
	return text === undefined ? undefined : profileOfKeys(text, profile);
}

/** Formats the command that gives a shell the credentials of a profile that only the AWS CLI serves. */
export const exportedByAws = (profile: string): string =>
	`eval "$(aws configure export-credentials ${profileOption(profile)} --format env)"`;

const namesSignIn = (settings: Settings): boolean => settings.has('sso_session') || settings.has('sso_start_url');

/** Says what a profile lacks that no provider serves. */
export function lackOf(settings: Settings): string {
	if (namesSignIn(settings)) return 'it has no account and no role';
	return settings.has('aws_secret_access_key')
		? 'it has aws_secret_access_key but no aws_access_key_id'
		: 'it has no sso_account_id and no sso_role_name';
}

/** Follows `source_profile` to the first profile that ssoenv can use. */
function sourceOf(profile: string, settings: Settings, { config, isUsable }: ProfileRequest): string | undefined {
	const seen = new Set([profile]);
	let source = text(settings, 'source_profile');
	while (source !== undefined && !seen.has(source)) {
		if (isUsable(source)) return source;
		seen.add(source);
		source = text(config.profiles.get(source), 'source_profile');
	}
	return undefined;
}
