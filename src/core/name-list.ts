/** The list that Tab reads: names of profiles and sso-sessions, so that no shell has to parse ten thousand sections. */
import { printable } from './printable.ts';
import { type SharedConfig, text } from './shared-config.ts';
import { orAbsent, type Source } from './shell-fields.ts';

const MAGIC = 'ssoenv-names1';

const isOneLine = (name: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(name);

/** What a shell may show beside a name: the account and the role, or what else the profile is. */
function describe(config: SharedConfig, profile: string): string {
	const own = config.profiles.get(profile);
	const [account, role] = [text(own, 'sso_account_id'), text(own, 'sso_role_name')];
	const words = account === undefined || role === undefined ? '' : `${role} of ${account}`;
	return printable(words) === words ? words : '';
}

/**
 * Six lines about itself, as in the copies of roles, then `p<TAB>name<TAB>description` and `s<TAB>name`. Names with
 * control characters are left out: no terminal could show them.
 */
export function nameList(config: SharedConfig, { env, files }: Source): string {
	const profiles = [...config.profiles.keys()].filter(isOneLine).map((name) => `p\t${name}\t${describe(config, name)}`);
	const sessions = [...config.ssoSessions.keys()].filter(isOneLine).map((name) => `s\t${name}`);
	const variables = [env.HOME, env.AWS_CONFIG_FILE, env.AWS_SHARED_CREDENTIALS_FILE].map(orAbsent);
	const about = [MAGIC, ...variables, ...files];
	return `${[...about, ...profiles, ...sessions].join('\n')}\n`;
}
