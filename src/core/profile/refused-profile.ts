/**
 * What is said of a profile or a sign-in that cannot be used. A hint names only what would be accepted in its place, never again
 * what was just refused.
 */

import { ACCOUNT_ACCESS_SCOPE } from '../aws/sso-session.ts';
import { misreadFor } from '../config/misread-headers.ts';
import { misreadLines } from '../config/misread-text.ts';
import { placeOf } from '../config/setting-places.ts';
import { type NamedSection, type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import { type Failure, shownValue } from '../failure/failure.ts';
import { failures } from '../failure/failures.ts';
import { nearest } from '../text/nearest.ts';
import { argumentWord } from '../text/quoting.ts';
import { toolOf } from './foreign-tool.ts';

interface Asked {
	readonly config: SharedConfig;
	/** Of the config file. */
	readonly path: string;
	/** Whether the profile of this name would do. */
	readonly serves: (profile: string) => boolean;
	/** The command line that would be right for a profile. */
	readonly retry: (profile: string) => string;
}

export function missingProfile({ profile, namedBy }: ProfileChoice, { config, path, serves, retry }: Asked): Failure {
	const misread = misreadFor(config, { kind: 'profile', name: profile });
	const meant = nearest(profile, config.profiles.keys(), serves);
	const otherwise =
		config.profiles.size === 0 ? 'ssoenv configure' : meant === undefined ? 'ssoenv list' : retry(meant);
	const isSession = config.ssoSessions.has(profile);
	const facts = { profile, namedBy, nearest: meant, otherwise, path, misread, isSession };
	// Who named nothing may have meant any of them.
	return failures.profileNotFound({ ...facts, others: namedBy === 'default' ? misreadLines(config) : [] });
}

interface AskedSession {
	readonly config: SharedConfig;
	readonly path: string;
	/** The profile that names it. */
	readonly profile: string | undefined;
	/** Whether the sso-session of this name would do. */
	readonly serves: (session: string) => boolean;
}

export function missingSession(session: string, { config, path, profile, serves }: AskedSession): Failure {
	const misread = misreadFor(config, { kind: 'sso-session', name: session });
	const bare = bareValue(session);
	if (misread === undefined && profile !== undefined && bare !== session && config.ssoSessions.has(bare)) {
		const subject = { name: `profile "${profile}"`, sections: [{ kind: 'profile', name: profile }] } as const;
		return unfitSetting({ key: 'sso_session', value: session, subject, fits: serves }, config, path);
	}
	const near = nearest(session, config.ssoSessions.keys(), serves);
	const place = profile === undefined ? undefined : placeOf(config, { kind: 'profile', name: profile }, 'sso_session');
	const isMend = near !== undefined && place !== undefined;
	const hint = isMend ? `write sso_session = ${near} in line ${place.line} of ${place.path}` : undefined;
	return failures.ssoSessionNotFound({ profile, session, nearest: near, path, misread, hint });
}

export function missingServices(services: string, profile: string, config: SharedConfig, path: string): Failure {
	const misread = misreadFor(config, { kind: 'services', name: services });
	return failures.servicesNotFound({ profile, services, path, misread });
}

/** Says what a profile is instead, in the order in which botocore would have used it. */
export function otherKindOfProfile(profile: string, own: Settings, asked: Asked): Failure {
	const refuse = (because: string, hint: string) => failures.profileNotSso({ profile, because, hint });
	const configure = `ssoenv configure ${argumentWord(profile)}`;
	if (own.has('role_arn')) {
		const [roleArn = 'a role', source] = [text(own, 'role_arn'), text(own, 'source_profile')];
		const from = source === undefined ? '' : ` from profile "${source}"`;
		const usable = sourceOf(profile, own, asked);
		return refuse(`it assumes ${roleArn}${from}`, usable === undefined ? 'ssoenv list' : asked.retry(usable));
	}
	if (text(own, 'web_identity_token_file') !== undefined) return refuse('it uses a web identity token', 'ssoenv list');
	if (own.has('sso_session') || own.has('sso_start_url')) return refuse('it names no account and no role', configure);
	const tool = toolOf(own);
	if (tool !== undefined) return refuse(`its credentials come from ${tool}`, `ssoenv sync --from ${tool}`);
	return refuse(otherKind(own), configure);
}

/** The profile that the credentials come from in the end, where that is one to be had here. */
function sourceOf(profile: string, own: Settings, { config, serves }: Asked): string | undefined {
	const seen = new Set([profile]);
	let source = text(own, 'source_profile');
	while (source !== undefined && !seen.has(source)) {
		if (serves(source)) return source;
		seen.add(source);
		source = text(config.profiles.get(source), 'source_profile');
	}
	return undefined;
}

function otherKind(own: Settings): string {
	if (own.has('aws_access_key_id')) return 'it holds static keys';
	if (own.has('login_session')) return 'it signs in with aws login';
	if (own.has('credential_process')) return 'it runs a credential_process';
	return 'it has no sso_account_id and no sso_role_name';
}

interface Form {
	/** What the value is not. */
	readonly expected: string;
	/** What to set it to, where the value does not tell. */
	readonly wanted: string;
}

const FORMS: Readonly<Record<string, Form>> = {
	sso_account_id: { expected: '12 digits', wanted: 'the id of the account, 12 digits' },
	sso_role_name: { expected: 'the name of a role', wanted: 'the name of the role alone' },
	sso_session: { expected: 'the name of an sso-session', wanted: 'the name of the sso-session alone' },
	sso_start_url: { expected: 'a URL', wanted: 'the start URL of your AWS access portal' },
	sso_region: {
		expected: 'the name of a region',
		wanted: 'the region of your Identity Center, for example us-east-1',
	},
	sso_registration_scopes: {
		expected: 'a list of scopes with commas between them',
		wanted: `scopes, for example ${ACCOUNT_ACCESS_SCOPE}`,
	},
	region: { expected: 'the name of a region', wanted: 'a region, for example us-east-1' },
};

const COMMENT = /\s([#;]).*$/s;

/** The value that was meant: without a comment behind it, without quotes around it, without the lines that continue it. */
const bareValue = (value: string): string =>
	value
		.replace(/\n.*$/s, '')
		.replace(COMMENT, '')
		.trim()
		.replace(/^(["'])(.*)\1$/s, '$2');

function reasonFor(value: string): string | undefined {
	if (/\n./s.test(value)) return 'the indented line below is part of it';
	const [, sign] = COMMENT.exec(value) ?? [];
	if (sign !== undefined) return `the comment behind ${sign} is part of it, as it is for the AWS CLI`;
	return /^(["']).*\1$/.test(value) ? 'the quotes are part of it, as they are for the AWS CLI' : undefined;
}

interface UnfitValue {
	readonly key: string;
	readonly value: string;
	readonly subject: {
		readonly name: string;
		/** Where the setting may stand, the one that counts first. */
		readonly sections: readonly NamedSection[];
	};
	readonly fits: (value: string) => boolean;
}

/** A value that has not the form that its key asks for. */
export function unfitSetting({ key, value, subject, fits }: UnfitValue, config: SharedConfig, path: string): Failure {
	const [place] = subject.sections.flatMap((section) => placeOf(config, section, key) ?? []);
	const { expected, wanted } = FORMS[key] ?? { expected: 'of the form that it needs', wanted: 'another value' };
	const reason = reasonFor(value);
	const bare = bareValue(value);
	const line = place === undefined ? '' : ` (${place.path} line ${place.line})`;
	const where = place === undefined ? path : `line ${place.line} of ${place.path}`;
	const facts = {
		problem: `${key} of ${subject.name} is "${shownValue(value)}", which is not ${expected}${reason === undefined ? '' : `: ${reason}`}${line}`,
		hint:
			reason !== undefined && fits(bare)
				? `write ${key} = ${bare} in ${where}, and nothing behind it`
				: `set it in ${place?.path ?? path} to ${wanted}`,
	};
	return key === 'sso_region' ? failures.ssoRegionInvalid(facts) : failures.profileValueInvalid(facts);
}
