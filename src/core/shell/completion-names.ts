/** The list that Tab reads: names of profiles and sso-sessions, so that no shell has to parse ten thousand sections. */

import { type SharedConfig, text } from '../config/shared-config.ts';
import { printable } from '../text/printable.ts';
import { orAbsent, type Source } from './role-copy.ts';

const MAGIC = 'ssoenv-names1';
const MANY_MAGIC = 'ssoenv-profiles1';

/** From so many on, to look at each of them is what makes a Tab slow in bash and zsh. */
const MANY = 300;

/** Names that stand for themselves on every command line, and are in one order everywhere. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_.@+=-]*$/;

const isShown = (name: string): boolean => printable(name) === name;

/** What a shell may show beside a name: the account and the role, or what else the profile is. */
function describe(config: SharedConfig, profile: string): string {
	const own = config.profiles.get(profile);
	const [account, role] = [text(own, 'sso_account_id'), text(own, 'sso_role_name')];
	const words = account === undefined || role === undefined ? '' : `${role} of ${account}`;
	return isShown(words) ? words : '';
}

/**
 * Six lines about itself, as in the copies of roles, then `p<TAB>name<TAB>description` and `s<TAB>name`. Names with
 * what a terminal must not be shown are left out.
 */
export function nameList(config: SharedConfig, source: Source): string {
	const profiles = [...config.profiles.keys()].filter(isShown).map((name) => `p\t${name}\t${describe(config, name)}`);
	const sessions = [...config.ssoSessions.keys()].filter(isShown).map((name) => `s\t${name}`);
	return `${[MAGIC, ...about(source), ...profiles, ...sessions].join('\n')}\n`;
}

/**
 * Of very many profiles, the names alone, so that a shell can take them as they are: behind the lines about itself the number of
 * plain names, then these, sorted by bytes, then all others. Undefined where there are not so many.
 */
export function profileNameList(config: SharedConfig, source: Source): string | undefined {
	if (config.profiles.size < MANY) return undefined;
	const names = [...config.profiles.keys()].filter(isShown);
	const plain = names.filter((name) => PLAIN.test(name)).sort((one, other) => (one < other ? -1 : 1));
	const others = names.filter((name) => !PLAIN.test(name));
	return `${[MANY_MAGIC, ...about(source), plain.length, ...plain, ...others].join('\n')}\n`;
}

const about = ({ env, files }: Source): readonly string[] => [
	...[env.HOME, env.AWS_CONFIG_FILE, env.AWS_SHARED_CREDENTIALS_FILE].map(orAbsent),
	...files,
];
