/** Further settings of the profiles: `--set KEY=VALUE`, or `--set PATTERN:KEY=VALUE` for some of the roles. */
import { isWritableValue } from '../config-edit/section-edit.ts';
import { type RoleOfAccount, rolePattern } from '../discovery/role-patterns.ts';
import { syncFailures } from '../failure/edit-failures.ts';
import { printable } from '../text/printable.ts';

interface SetOption {
	/** The roles whose profiles get the setting. */
	readonly pattern: string;
	readonly key: string;
	readonly value: string;
}

/** Keys that sync writes itself. */
const OWN_KEYS: ReadonlySet<string> = new Set(['sso_session', 'sso_account_id', 'sso_role_name', 'region']);

/** Keys that give a profile other credentials than those of its role, or another sign-in. */
const CREDENTIAL_KEYS: ReadonlySet<string> = new Set([
	'sso_start_url',
	'sso_region',
	'sso_registration_scopes',
	'role_arn',
	'source_profile',
	'credential_source',
	'credential_process',
	'web_identity_token_file',
	'login_session',
	'aws_access_key_id',
	'aws_secret_access_key',
	'aws_session_token',
	'aws_security_token',
	'external_id',
	'mfa_serial',
	'role_session_name',
	'duration_seconds',
	'include_profile',
	'parent_profile',
]);

function problemOfKey(key: string): string | undefined {
	if (!/^[a-z0-9_]+$/.test(key)) return `"${key}" is not a key: it has lower-case letters, digits and _`;
	if (key === 'region') return 'sync writes region itself';
	if (key.startsWith('ssoenv_'))
		return `${key} has no effect in a profile: it belongs in the section of the sso-session`;
	if (OWN_KEYS.has(key)) return `sync writes ${key} itself`;
	return CREDENTIAL_KEYS.has(key) ? `${key} would give the profile other credentials` : undefined;
}

/** Splits at the first `=` or, if a pattern comes first, at the first `:` with a key and a `=` behind it. */
function parseSetOption(setting: string): SetOption | undefined {
	const [, key, value] = /^([^\s:=/*?]+)=(.*)$/s.exec(setting) ?? [];
	if (key !== undefined && value !== undefined) return { pattern: '*', key, value };
	const [, pattern, keyOfSome, valueOfSome] = /^(.+?):([^\s:=/*?]+)=(.*)$/s.exec(setting) ?? [];
	if (pattern === undefined || keyOfSome === undefined || valueOfSome === undefined) return undefined;
	return { pattern, key: keyOfSome, value: valueOfSome };
}

/**
 * Returns the option if it can be written. A value may be empty, as for `cli_pager`.
 * @throws Failure `setting-refused`
 */
export function checkSetOption(setting: string): SetOption {
	const option = parseSetOption(setting);
	const refuse = (problem: string, hint?: string) => syncFailures.settingRefused({ setting, problem, hint });
	if (option === undefined) throw refuse('it is neither KEY=VALUE nor PATTERN:KEY=VALUE');
	const { key, value, pattern } = option;
	const problem = problemOfKey(key);
	if (problem !== undefined) throw refuse(problem, key === 'region' ? 'ssoenv sync --region us-east-1' : undefined);
	const isWritable = value === '' || isWritableValue(value);
	if (!isWritable || printable(pattern) !== pattern) {
		throw refuse('it has characters that AWS tools read differently, or blanks at an end');
	}
	return option;
}

/** Returns the keys that these options set. */
export const keysOfSetOptions = (settings: readonly string[]): ReadonlySet<string> =>
	new Set(settings.flatMap((setting) => parseSetOption(setting)?.key ?? []));

/** Returns a function that gives the settings of a role. If several set the same key, the last one wins. */
export function settingsByRole(settings: readonly string[]): (role: RoleOfAccount) => ReadonlyMap<string, string> {
	const options = settings.map(checkSetOption).map((option) => ({ ...option, ...rolePattern(option.pattern) }));
	return (role) =>
		new Map(options.filter(({ matches }) => matches(role)).map(({ key, value }) => [key, value] as const));
}
