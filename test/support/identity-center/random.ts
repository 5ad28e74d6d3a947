/** Random values with the look of the real ones, so that a client meets their length and their characters. */

import { randomBytes, randomInt } from 'node:crypto';

/** Base64 text of exactly `length` characters, with at least one `+` and one `/` when it is long enough to have them. */
export function base64Text(length: number): string {
	const text = randomBytes(length).toString('base64').slice(0, length);
	return length < 100 ? text : `${text.slice(0, length - 4)}+/A=`;
}

export function fromAlphabet(alphabet: string, length: number): string {
	return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** Never starts with a dash, which would make it an option wherever it is passed on a command line. */
export function urlToken(bytes = 16): string {
	return randomBytes(bytes).toString('base64url').replace(/^-/, 'a');
}

/** Of the kind `ABCD-EFGH`: no vowels, nothing that reads like a digit. */
export function userCode(): string {
	const consonants = 'BCDFGHJKLMNPQRSTVWXZ';
	return `${fromAlphabet(consonants, 4)}-${fromAlphabet(consonants, 4)}`;
}
