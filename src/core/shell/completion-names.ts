/** Formats the lists of names for Tab completion, so that no shell has to parse ten thousand sections. */

import { type SharedConfig, text } from '../config/shared-config.ts';
import { orAbsent } from '../machine/environment.ts';
import { assumesRole } from '../profile/credential-provider.ts';
import { roleOfArn } from '../profile/role-of-profile.ts';
import { printable } from '../text/printable.ts';
import type { CopySource } from './role-copy.ts';

/** First line of the list of names. */
export const NAMES_MAGIC = 'ssoenv-names1';
const MANY_MAGIC = 'ssoenv-profiles1';

/** From this many profiles on, Tab in bash and zsh is slow if the shell inspects each name. */
const MANY = 300;

/** Names that need no quotes on any command line. They are ASCII, so JavaScript's `<` sorts them by bytes. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_.@+=-]*$/;

const isShown = (name: string): boolean => printable(name) === name;

/** Returns the account and role that a shell shows next to a profile name, or an empty text. */
function describe(config: SharedConfig, profile: string): string {
	const settings = config.profiles.get(profile);
	const assumed = settings !== undefined && assumesRole(settings) ? text(settings, 'role_arn') : undefined;
	const named = { accountId: text(settings, 'sso_account_id'), roleName: text(settings, 'sso_role_name') };
	const { accountId, roleName } = assumed === undefined ? named : (roleOfArn(assumed) ?? {});
	const words = accountId === undefined || roleName === undefined ? '' : `${roleName} in ${accountId}`;
	return isShown(words) ? words : '';
}

/**
 * Formats the list: a header of six lines, as in the copies of roles, then `p<TAB>name<TAB>description` and
 * `s<TAB>name`. Omits names that a terminal must not show.
 */
export function nameList(config: SharedConfig, source: CopySource): string {
	const profiles = [...config.profiles.keys()].filter(isShown).map((name) => `p\t${name}\t${describe(config, name)}`);
	const sessions = [...config.ssoSessions.keys()].filter(isShown).map((name) => `s\t${name}`);
	return `${[NAMES_MAGIC, ...headerLines(source), ...profiles, ...sessions].join('\n')}\n`;
}

/**
 * Formats only the profile names, so that a shell can use them without parsing: the header, the number of plain names,
 * the plain names sorted by bytes, then all other names. Returns undefined if there are not many profiles.
 */
export function profileNameList(config: SharedConfig, source: CopySource): string | undefined {
	if (config.profiles.size < MANY) return undefined;
	const names = [...config.profiles.keys()].filter(isShown);
	const plain = names.filter((name) => PLAIN.test(name)).sort((left, right) => (left < right ? -1 : 1));
	const others = names.filter((name) => !PLAIN.test(name));
	return `${[MANY_MAGIC, ...headerLines(source), plain.length, ...plain, ...others].join('\n')}\n`;
}

const headerLines = ({ env, files }: CopySource): readonly string[] => [
	...[env.HOME, env.AWS_CONFIG_FILE, env.AWS_SHARED_CREDENTIALS_FILE].map(orAbsent),
	...files,
];
