/**
 * Adds, replaces and removes the profiles that `write` puts into the credentials file. Text outside of them is never
 * changed, and removing one restores the text from before it was added: if that text had no line end at its end, there
 * is no blank line above the section.
 */

import { isWritableName } from '../aws/identifiers.ts';
import { type ConfigLine, configLines, lineEndOf, textOf } from '../config/lines.ts';
import { editFailures } from '../failure/edit-failures.ts';
import { isWritableValue } from './section-edit.ts';
import {
	type FoundSection,
	foundSections,
	isOwnComment,
	isSetting,
	type WrittenFacts,
	type WrittenSection,
	type WrittenValues,
	writtenLines,
} from './written-section.ts';

/**
 * Returns true for a name that a section may have. The AWS CLI gives what is in `[DEFAULT]` to every other profile.
 */
export const isSectionName = (name: string): boolean => isWritableName(name) && name !== 'DEFAULT';

/** @throws Failure `config-not-editable` */
function checkedLines(name: string, facts: WrittenFacts, values: WrittenValues): readonly string[] {
	const { secretAccessKey, sessionToken, region } = values;
	const all = [facts.accessKeyId, secretAccessKey, sessionToken, ...(region === undefined ? [] : [region])];
	if (isSectionName(name) && all.every(isWritableValue)) return writtenLines(name, facts, values);
	throw editFailures.configNotEditable({ reason: `[${name}] would have characters that AWS tools read differently` });
}

/**
 * Returns the text with this section: in place of the one with this name, else at the end. Call it only if
 * `ownerOfSection` says that there is no other section of this name.
 * @throws Failure `config-not-editable`
 */
export function withWritten(text: string, name: string, facts: WrittenFacts, values: WrittenValues): string {
	const lines = configLines(text);
	const section = checkedLines(name, facts, values);
	const found = foundSections(lines).find((one) => one.section.name === name);
	if (found === undefined) {
		const lineEnd = lineEndOf(lines);
		return `${text}${text === '' ? '' : lineEnd}${section.map((line) => line + lineEnd).join('')}`;
	}
	const lineEnd = lines[found.first]?.end || lineEndOf(lines);
	const last = lines[found.end - 1]?.end ?? lineEnd;
	return `${textOf(lines.slice(0, found.first))}${section.join(lineEnd)}${last}${textOf(lines.slice(found.end))}`;
}

/**
 * Returns the text with newer keys in the section of this name. Undefined if it has no such section of this profile,
 * others have changed it, or its keys last longer.
 * @throws Failure `config-not-editable`
 */
export function withRenewed(
	text: string,
	name: string,
	facts: WrittenFacts,
	values: WrittenValues,
): string | undefined {
	const found = foundSections(configLines(text)).find((one) => one.section.name === name);
	if (found?.section.isIntact !== true || found.section.profile !== facts.profile) return undefined;
	if (found.section.expiresAt >= facts.expiresAt) return text;
	return withWritten(text, name, facts, { ...values, region: found.values.region });
}

/** The keys that ssoenv writes beside the region, which may be the person's own by now. */
const OWN_KEYS = new Set(['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']);

/** Returns the text without the sections that are meant. Of one that others have changed, their lines stay. */
export function withoutWritten(text: string, isMeant: (section: WrittenSection) => boolean): string {
	const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
	let lines = configLines(text.slice(mark.length));
	// From the last section to the first, so that the line indexes of the others stay valid.
	for (const found of foundSections(lines).toReversed()) {
		if (!isMeant(found.section)) continue;
		lines = found.section.isIntact ? withoutWhole(lines, found) : withoutKeys(lines, found);
	}
	return mark + textOf(lines);
}

function withoutWhole(lines: readonly ConfigLine[], { first, end }: FoundSection): readonly ConfigLine[] {
	const [before, after] = [lines.slice(0, first), lines.slice(end)];
	const above = before.at(-1);
	if (above === undefined) return after;
	if (above.raw === '') return [...before.slice(0, -1), ...after];
	if (textOf(after) === '') return [...before.slice(0, -1), { ...above, end: '' }];
	// The next section of ssoenv is now the one that says whether there was a line end.
	const next = foundSections(after)[0]?.first;
	return [...before, ...(next === 1 && after[0]?.raw === '' ? after.slice(1) : after)];
}

/** Removes the comments and keys of ssoenv, and the header if no setting is left. */
function withoutKeys(lines: readonly ConfigLine[], { first, end }: FoundSection): readonly ConfigLine[] {
	let isOwn = false;
	const rest = lines.slice(first + 1, end).filter((line) => {
		if (line.kind === 'key') isOwn = OWN_KEYS.has(line.key);
		const isOfKey = line.kind === 'key' || line.kind === 'continuation';
		return !isOwnComment(line) && !(isOwn && isOfKey);
	});
	const header = rest.some(isSetting) ? lines.slice(first, first + 1) : [];
	return [...lines.slice(0, first), ...header, ...rest, ...lines.slice(end)];
}
