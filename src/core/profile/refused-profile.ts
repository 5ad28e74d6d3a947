/**
 * Creates the failures for profiles and sign-ins that cannot be used. A hint suggests only values that would be
 * accepted.
 */

import { ACCOUNT_ACCESS_SCOPE } from '../aws/sso-session.ts';
import { findMisreadHeader } from '../config/misread-headers.ts';
import { misreadLines } from '../config/misread-text.ts';
import { placeOf } from '../config/setting-places.ts';
import { type NamedSection, type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import { type Failure, shownValue } from '../failure/failure.ts';
import { failures } from '../failure/failures.ts';
import { nearest } from '../text/nearest.ts';
import { argumentWord } from '../text/quoting.ts';
import { toolOf } from './foreign-tool.ts';

interface ProfileRequest {
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
	const refuse = (because: string, hint: string) => failures.profileNotSso({ profile, because, hint });
	const configure = `ssoenv configure ${argumentWord(profile)}`;
	if (settings.has('role_arn')) {
		const [roleArn = 'a role', source] = [text(settings, 'role_arn'), text(settings, 'source_profile')];
		const from = source === undefined ? '' : ` from profile "${source}"`;
		const usable = sourceOf(profile, settings, request);
		return refuse(`it assumes ${roleArn}${from}`, usable === undefined ? 'ssoenv list' : request.retry(usable));
	}
	if (text(settings, 'web_identity_token_file') !== undefined)
		return refuse('it uses a web identity token', 'ssoenv list');
	if (settings.has('sso_session') || settings.has('sso_start_url'))
		return refuse('it has no account and no role', configure);
	const tool = toolOf(settings);
	if (tool !== undefined) return refuse(`its credentials come from ${tool}`, `ssoenv sync --from ${tool}`);
	return refuse(otherKind(settings), configure);
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

function otherKind(settings: Settings): string {
	if (settings.has('aws_access_key_id')) return 'it holds static keys';
	if (settings.has('login_session')) return 'it signs in with aws login';
	if (settings.has('credential_process')) return 'it runs a credential_process';
	return 'it has no sso_account_id and no sso_role_name';
}

interface ValueForm {
	/** The expected form, in words that follow "is not". */
	readonly expected: string;
	/** What the hint suggests if the correct value cannot be derived from the wrong one. */
	readonly wanted: string;
}

const FORMS: Readonly<Record<string, ValueForm>> = {
	sso_account_id: { expected: '12 digits', wanted: 'the 12-digit account ID' },
	sso_role_name: { expected: 'the name of a role', wanted: 'only the name of the role' },
	sso_session: { expected: 'the name of an sso-session', wanted: 'only the name of the sso-session' },
	sso_start_url: { expected: 'a URL', wanted: 'the start URL of your AWS access portal' },
	sso_region: {
		expected: 'the name of a region',
		wanted: 'the region of your Identity Center, for example us-east-1',
	},
	sso_registration_scopes: {
		expected: 'a comma-separated list of scopes',
		wanted: `scopes, for example ${ACCOUNT_ACCESS_SCOPE}`,
	},
	region: { expected: 'the name of a region', wanted: 'a region, for example us-east-1' },
};

const COMMENT = /\s([#;]).*$/s;

/** Returns the value that was probably meant: without a comment after it, quotes around it, or continuation lines. */
const bareValue = (value: string): string =>
	value
		.replace(/\n.*$/s, '')
		.replace(COMMENT, '')
		.trim()
		.replace(/^(["'])(.*)\1$/s, '$2');

function reasonFor(value: string): string | undefined {
	if (/\n./s.test(value)) return 'the indented line below is part of the value';
	const [, sign] = COMMENT.exec(value) ?? [];
	if (sign !== undefined) return `the comment after ${sign} is part of the value, as in the AWS CLI`;
	return /^(["']).*\1$/.test(value) ? 'the quotes are part of the value, as in the AWS CLI' : undefined;
}

interface UnfitValue {
	readonly key: string;
	readonly value: string;
	readonly subject: {
		readonly name: string;
		/** The sections that may set it, the one that wins first. */
		readonly sections: readonly NamedSection[];
	};
	readonly fits: (value: string) => boolean;
}

/** Creates the failure for a value that does not have the form that its key requires. */
export function unfitSetting({ key, value, subject, fits }: UnfitValue, config: SharedConfig, path: string): Failure {
	const [place] = subject.sections.flatMap((section) => placeOf(config, section, key) ?? []);
	const { expected, wanted } = FORMS[key] ?? { expected: 'a valid value', wanted: 'a valid value' };
	const reason = reasonFor(value);
	const bare = bareValue(value);
	const line = place === undefined ? '' : ` (line ${place.line} of ${place.path})`;
	const where = place === undefined ? `in ${path}` : `on line ${place.line} of ${place.path}`;
	const facts = {
		problem: `${key} of ${subject.name} is "${shownValue(value)}", which is not ${expected}${reason === undefined ? '' : `: ${reason}`}${line}`,
		hint:
			reason !== undefined && fits(bare)
				? `write ${key} = ${bare} ${where}, and nothing after it`
				: `set ${key} in ${place?.path ?? path} to ${wanted}`,
	};
	return key === 'sso_region' ? failures.ssoRegionInvalid(facts) : failures.profileValueInvalid(facts);
}
