/**
 * Formats a role for the shell functions: one value per line, which they read and never evaluate. They also keep this
 * text as a copy, so that a shell can load a fresh role without starting a process.
 */

import type { RoleCredentials } from '../credentials/role-credentials.ts';
import { failures } from '../failure/failures.ts';
import { type Environment, orAbsent } from '../machine/environment.ts';
import type { PassedSettings } from '../profile/passed-settings.ts';
import type { RoleOfProfile } from '../profile/role-of-profile.ts';
import { fitsVariable } from '../text/quoting.ts';
import { roleValues } from './activation.ts';
import { contractRows } from './contract.ts';

/** First line. Another number means another format, which an older shell refuses to read. */
export const MAGIC = 'ssoenv4';

/** Last line, which shows that nothing was cut off. */
export const END = 'end';

/** The longest file name on the file systems of Linux, macOS and Windows, in bytes. */
const LONGEST_FILE_NAME = 255;

/** Characters that stand for themselves in the file name of a copy. The first one is a letter, a digit or `_`. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9._@+=,-]*$/;

const encodeByte = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Writes each byte of the UTF-8 text that is not plain as `%` and two hexadecimal digits. */
function fileName(text: string): string {
	if (PLAIN.test(text)) return text;
	return [...new TextEncoder().encode(text)]
		.map((byte, at) => {
			const character = String.fromCharCode(byte);
			return PLAIN.test(at === 0 ? character : `_${character}`) ? character : encodeByte(byte);
		})
		.join('');
}

/**
 * Returns a text as the name of a file, which the layers make in the same way. Undefined if it cannot be one: it is
 * empty, too long, or more than one line.
 */
export function encodedName(text: string): string | undefined {
	const name = fileName(text);
	return name !== '' && name.length <= LONGEST_FILE_NAME && !/[\0\n\r]/.test(text) ? name : undefined;
}

/** Returns the file name of the copy for a profile, or undefined if the profile cannot have a copy. */
export function roleCopyFile(profile: string): string | undefined {
	const name = encodedName(profile);
	return name === undefined ? undefined : `roles/${name}`;
}

/**
 * Returns true for a path that means the same file in every folder: absolute or in the home folder, and without
 * variables.
 */
const isFixed = (path: string | undefined): boolean => path === undefined || /^(?:\/|~\/)[^$]*$/.test(path);

/**
 * Returns false if a copy could be used for other files than it was made from: a relative path means another file in
 * another folder.
 */
export const canBeKept = ({ AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }: Environment): boolean =>
	isFixed(AWS_CONFIG_FILE) && isFixed(AWS_SHARED_CREDENTIALS_FILE);

/** Returns true for a copy of any release, complete or not. */
export const isCopy = (text: string): boolean => /^ssoenv\d/.test(text);

/** Returns the values in a copy of any release: one in each line, behind `=` since the second format. */
export const valuesIn = (copy: string): readonly string[] => copy.split('\n').map((line) => line.replace(/^=/, ''));

/**
 * The variables and files that a role was read from. A copy is valid for shells with the same values while the files
 * are unchanged.
 */
export interface CopySource {
	readonly env: Environment;
	/** Absolute paths of the config file and the credentials file. */
	readonly files: readonly [string, string];
}

/** The variables that decide which files a role is read from, and the session name of one that is assumed. */
export const SOURCE_VARIABLES = [
	'HOME',
	'AWS_CONFIG_FILE',
	'AWS_SHARED_CREDENTIALS_FILE',
	'SSOENV_ROLE_SESSION_NAME',
] as const;

/** Returns what a record says of a variable: `=` and its value, nothing to unset it, or `-` to leave it to the person. */
function stateOf({ kind }: (typeof contractRows)[number], value: string | undefined): string {
	return value === undefined && kind === 'setting' ? '-' : orAbsent(value);
}

/**
 * Formats a record: what it is made from, then a line for each row of the contract. shell/README.md describes it.
 * @throws Failure `value-unfit`
 */
export function formatRoleCopy(
	profile: RoleOfProfile,
	credentials: RoleCredentials,
	{ env, files }: CopySource,
	passed?: PassedSettings,
): string {
	const values = roleValues(profile, credentials, passed);
	const lines: readonly (readonly [what: string, line: string])[] = [
		...SOURCE_VARIABLES.map((name) => [name, orAbsent(env[name])] as const),
		['the config file', files[0]],
		['the credentials file', files[1]],
		...contractRows.map((row) => [row.name, stateOf(row, values[row.name])] as const),
	];
	for (const [variable, line] of lines) {
		if (/[\n\r]/.test(line) || !fitsVariable(line)) throw failures.valueUnfit({ variable });
	}
	return `${[MAGIC, ...lines.map(([, line]) => line), END].join('\n')}\n`;
}
