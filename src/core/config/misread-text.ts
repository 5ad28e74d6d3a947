/** Describes misread headers for people, with a hint for each. */
import { isWritableName } from '../aws/identifiers.ts';
import { headerOf, type MisreadHeader, misreadHeaders } from './misread-headers.ts';
import type { SharedConfig } from './shared-config.ts';

/** Characters of a header that are shown; the rest is cut. */
const LONGEST = 100;

/** Explains in one line why AWS tools ignore the header. */
export function misreadText({
	path,
	line,
	shown,
	meanings: [meaning],
	isContinuation,
	isInCredentials,
}: MisreadHeader): string {
	const at = `line ${line} of ${path} has ${shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown}`;
	if (isInCredentials) {
		return meaning.kind === 'profile'
			? `${at}, but in that file AWS tools read only [${meaning.name}]`
			: `${at}, but AWS tools read it only in the config file`;
	}
	const header = headerOf(meaning);
	if (isContinuation && shown === header)
		return `${at} after whitespace, but AWS tools read it only at the start of a line`;
	return `${at}, but ${isWritableName(meaning.name) ? 'AWS tools read' : 'the AWS CLI reads'} only ${header}`;
}

/** Returns a hint that says what to write instead. */
export function misreadHint({ path, line, meanings: [meaning], isInCredentials }: MisreadHeader): string {
	if (!isInCredentials) return `write ${headerOf(meaning)} on line ${line} of ${path}`;
	return meaning.kind === 'profile'
		? `write [${meaning.name}] on line ${line} of ${path}`
		: `move ${headerOf(meaning)} and its settings from ${path} to the config file`;
}

const MAX_LINES = 5;

/** Describes the misread headers that concern Identity Center, except those whose name also has a readable section. */
export function misreadLines(config: SharedConfig): readonly string[] {
	const relevant = misreadHeaders(config).filter(({ meanings: [meaning], isKindTold, settings }) => {
		const sections = meaning.kind === 'profile' ? config.profiles : config.ssoSessions;
		if (meaning.kind === 'services' || sections.has(meaning.name)) return false;
		const isSso = [...settings.keys()].some((key) => key.startsWith('sso_'));
		return isSso || (isKindTold && meaning.kind === 'sso-session') || (isKindTold && settings.size === 0);
	});
	const more = relevant.length - MAX_LINES;
	return [...relevant.slice(0, MAX_LINES).map(misreadText), ...(more > 0 ? [`… and ${more} more such headers`] : [])];
}
