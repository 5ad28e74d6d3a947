/** Headers that AWS tools pass over, as lines for people. */
import { isWritableName } from '../aws/identifiers.ts';
import { headerOf, type MisreadHeader, misreadHeaders } from './misread-headers.ts';
import type { SharedConfig } from './shared-config.ts';

/** Longer headers are shown in part. */
const LONGEST = 100;

/** Why it is passed over, in one line. */
export function misreadText({
	path,
	line,
	shown,
	meanings: [meant],
	isContinuation,
	isInCredentials,
}: MisreadHeader): string {
	const at = `${path} line ${line} has ${shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown}`;
	if (isInCredentials) {
		return meant.kind === 'profile'
			? `${at}: in that file AWS tools read only [${meant.name}]`
			: `${at}: AWS tools read that only in the config file`;
	}
	const header = headerOf(meant);
	if (isContinuation && shown === header) return `${at} behind blanks: AWS tools read it only at the start of a line`;
	return `${at}: ${isWritableName(meant.name) ? 'AWS tools read' : 'the AWS CLI reads'} only ${header}`;
}

/** What to write in its place. */
export function misreadHint({ path, line, meanings: [meant], isInCredentials }: MisreadHeader): string {
	if (!isInCredentials) return `write ${headerOf(meant)} in line ${line} of ${path}`;
	return meant.kind === 'profile'
		? `write [${meant.name}] in line ${line} of ${path}`
		: `move ${headerOf(meant)} and what is below it from ${path} to the config file`;
}

const MOST = 5;

/** All that have to do with Identity Center and with no section that is read under the same name, as lines for people. */
export function misreadLines(config: SharedConfig): readonly string[] {
	const told = misreadHeaders(config).filter(({ meanings: [meant], isKindTold, settings }) => {
		const sections = meant.kind === 'profile' ? config.profiles : config.ssoSessions;
		if (meant.kind === 'services' || sections.has(meant.name)) return false;
		const isSso = [...settings.keys()].some((key) => key.startsWith('sso_'));
		return isSso || (isKindTold && meant.kind === 'sso-session') || (isKindTold && settings.size === 0);
	});
	const more = told.length - MOST;
	return [...told.slice(0, MOST).map(misreadText), ...(more > 0 ? [`… and ${more} more such headers`] : [])];
}
