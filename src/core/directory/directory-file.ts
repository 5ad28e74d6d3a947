/** The file that names the profile of a folder: its name, what it may hold, and what remembers that a person allowed it. */
import { encodedName } from '../shell/role-copy.ts';

export const DIRECTORY_FILE = '.ssoenv';

/** The most bytes of a file that a shell reads. */
export const LONGEST_DIRECTORY_FILE = 4096;

/** What a file holds: the profile that it names, or why it names none. */
type DirectoryText = { readonly profile: string } | { readonly problem: string };

/**
 * Reads the text of a file. Its first line is the name of a profile, without the blanks around it; other lines are for
 * people. Nothing in it is expanded.
 */
export function directoryText(text: string): DirectoryText {
	if (new TextEncoder().encode(text).length > LONGEST_DIRECTORY_FILE) {
		return { problem: `it is longer than ${LONGEST_DIRECTORY_FILE} bytes` };
	}
	if (text.includes('\0')) return { problem: 'it has a NUL' };
	const [first = ''] = text.split('\n');
	const profile = first.replace(/^[ \t]+|[ \t\r]+$/g, '');
	if (profile === '') return { problem: 'its first line is not the name of a profile' };
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
	if (/[\x00-\x1f\x7f]/.test(profile)) return { problem: 'its first line has a control character' };
	return { profile };
}

/** First line of a record. Another number means another format, which an older shell does not take. */
export const DIRECTORY_MAGIC = 'ssoenv-directory1';

/**
 * Returns the file name of the record for a folder, or undefined if it cannot have one: its path is more than one line,
 * or too long.
 */
export const directoryRecordFile = (folder: string): string | undefined => encodedName(folder);

/**
 * Formats the record of an allowed folder. A shell takes the profile only if the record ends with the text that it read
 * from the file itself, so that changed content is not allowed.
 * @param folder without links
 * @param text all of the file
 */
export const allowedRecord = (folder: string, profile: string, text: string): string =>
	`${DIRECTORY_MAGIC}\nallow\n${folder}\n=${profile}\n${text}`;

/** Formats the record of a folder whose file is ignored in silence, also after it changes. */
export const deniedRecord = (folder: string): string => `${DIRECTORY_MAGIC}\ndeny\n${folder}\n`;

/** Parses the record of an allowed folder; undefined for any other text. */
export function parseAllowedRecord(record: string): { readonly folder: string; readonly profile: string } | undefined {
	const [magic, verdict, folder = '', profile = ''] = record.split('\n', 4);
	const isAllowed = magic === DIRECTORY_MAGIC && verdict === 'allow' && profile.startsWith('=');
	return isAllowed ? { folder, profile: profile.slice(1) } : undefined;
}

/** The folder of the notes about roles that did not come, beside the copies for shells. */
export const FAILED_FOLDER = 'failed';

/** Returns the file of the note for a profile; undefined if it cannot have one. */
export function failedRoleFile(profile: string): string | undefined {
	const name = encodedName(profile);
	return name === undefined ? undefined : `${FAILED_FOLDER}/${name}`;
}

/** @param status of `ssoenv`. @param now in epoch milliseconds */
export const failedRoleText = (status: number, now: number): string => `${status} ${Math.trunc(now / 1000)}\n`;
