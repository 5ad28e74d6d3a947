/** Checks of where credentials come from: static keys, endpoints of a services section, token files, written keys. */
import type { NamedSection } from '../config/shared-config.ts';
import { writtenSections } from '../config-edit/written-section.ts';
import { TRIGGERS } from '../profile/credential-provider.ts';
import { argumentWord } from '../text/quoting.ts';
import { parseTimestamp } from '../text/time.ts';
import type { Check } from './check.ts';
import { at, keyIn, placedFiles, placeOfKey, sectionNamed } from './config-lines.ts';
import type { Facts } from './facts.ts';
import { comment, type Finding, run, set } from './finding.ts';

const STATIC = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'aws_security_token'] as const;
const OTHER_SOURCES = [
	...TRIGGERS,
	'role_arn',
	'credential_process',
	'login_session',
	'web_identity_token_file',
] as const;

/** botocore looks into the credentials file before it runs a program, and into the config file after that. */
function whyShadowed(source: string, isCredentials: boolean): string {
	if (source.startsWith('sso_'))
		return 'the SDK for Go takes the keys; ssoenv, the AWS CLI and boto3 take Identity Center';
	const isAfterKeys = source === 'credential_process' || source === 'login_session';
	return isAfterKeys && isCredentials
		? 'the AWS CLI and boto3 take the keys in place of it'
		: 'tools disagree about which of the two they take';
}

/** Static keys beside another source, in either file. */
const shadowed = ({ config }: Facts): readonly Finding[] =>
	placedFiles(config).flatMap(({ path, isCredentials, sections }) =>
		sections.flatMap((section) => {
			const { named } = section;
			const source = OTHER_SOURCES.find(
				(key) => named?.kind === 'profile' && config.profileIn('config', named.name)?.has(key),
			);
			const keys = STATIC.flatMap((key) => keyIn(section, key) ?? []);
			const [first] = keys;
			if (named === undefined || source === undefined || first === undefined) return [];
			const finding: Finding = {
				severity: 'hint',
				message: `profile "${named.name}" has ${source}, but ${isCredentials ? `${path} has` : 'it also has'} static keys for it, from ${at(first)} on`,
				why: whyShadowed(source, isCredentials),
				place: { path, line: first.line, profile: named.name, key: first.content.key },
				steps: keys.toSorted((a, b) => b.line - a.line).map((key) => comment(path, key.line)),
			};
			return [finding];
		}),
	);

/** Rust reads `sso` of a services section, and not `sso_oidc`. */
const services = ({ config, env, shell }: Facts): readonly Finding[] => {
	if (env.AWS_ENDPOINT_URL_SSO_OIDC) return [];
	return [...config.services].flatMap(([name, settings]) => {
		const block = settings.get('sso_oidc');
		const url = typeof block === 'string' ? undefined : block?.get('endpoint_url');
		const id: NamedSection = { kind: 'services', name };
		const key = keyIn(sectionNamed(config, id), 'sso_oidc');
		if (url === undefined || key === undefined) return [];
		const finding: Finding = {
			severity: 'hint',
			message: `services section "${name}" sets an endpoint for sso_oidc, on ${at(key)}`,
			why: 'the SDK for Rust ignores that one, and refreshes the access token at AWS',
			place: placeOfKey(key),
			steps: [set(shell, 'AWS_ENDPOINT_URL_SSO_OIDC', url)],
		};
		return [finding];
	});
};

/** The form of a time that each SDK reads. */
const COMMON_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

const tokenTimes = ({ tokens }: Facts): readonly Finding[] =>
	tokens.flatMap(({ path, login, ...times }) =>
		(['expiresAt', 'registrationExpiresAt'] as const).flatMap((key) => {
			const time = times[key];
			if (time === undefined || COMMON_TIME.test(time)) return [];
			const finding: Finding = {
				severity: parseTimestamp(time) === undefined ? 'problem' : 'hint',
				message: `${key} in ${path} is not in the form that each tool reads, such as 2026-11-21T10:25:18Z`,
				why: 'some of the SDKs for Go, Rust and Java refuse the access token',
				place: { path, key },
				steps: [run(login)],
			};
			return [finding];
		}),
	);

/** Keys of `ssoenv write` that nothing has renewed. */
const expiredWritten = ({ config, now }: Facts): readonly Finding[] =>
	config.texts.flatMap(({ path, text, isCredentials }) =>
		(isCredentials ? writtenSections(text) : [])
			.filter(({ expiresAt }) => expiresAt <= now)
			.map(({ name, line }) => ({
				severity: 'hint',
				message: `profile "${name}", on line ${line} of ${path}, has keys from ssoenv write that have expired`,
				why: 'AWS refuses the keys, and some tools take them before the profile of the config file',
				place: { path, line, profile: name },
				steps: [run(`ssoenv write --remove ${argumentWord(name)}`)],
			})),
	);

export const sourceChecks: readonly Check[] = [
	{
		id: 'static-keys',
		group: 'tools',
		about: 'static keys beside another source of credentials, in either file',
		findings: shadowed,
	},
	{
		id: 'services-oidc',
		group: 'tools',
		about: 'an endpoint for `sso_oidc` in a services section',
		findings: services,
	},
	{ id: 'token-times', group: 'tools', about: 'times in token files that some SDKs do not read', findings: tokenTimes },
	{
		id: 'written-keys',
		group: 'tools',
		about: 'keys from `ssoenv write` that have expired',
		findings: expiredWritten,
	},
];
