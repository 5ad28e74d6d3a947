/** Random values that look like the real ones, so that a client meets their length and characters. */

import { randomBytes, randomInt } from 'node:crypto';

/** Returns base64 text of exactly `length` characters, with at least one `+` and one `/` if `length` is 100 or more. */
export function base64Text(length: number): string {
	const text = randomBytes(length).toString('base64').slice(0, length);
	return length < 100 ? text : `${text.slice(0, length - 4)}+/A=`;
}

export function fromAlphabet(alphabet: string, length: number): string {
	return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** Never starts with a dash, so that it is never read as an option on a command line. */
export function urlToken(bytes = 16): string {
	return randomBytes(bytes).toString('base64url').replace(/^-/, 'a');
}

/** Returns a code like `ABCD-EFGH`, without vowels or letters that look like digits. */
export function userCode(): string {
	const consonants = 'BCDFGHJKLMNPQRSTVWXZ';
	return `${fromAlphabet(consonants, 4)}-${fromAlphabet(consonants, 4)}`;
}
