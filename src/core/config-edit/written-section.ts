/**
 * Formats and finds the profiles that `write` puts into the credentials file. Two comments below the header say that the
 * keys are from ssoenv, of which role and sign-in they are, and when they expire. They are in the section, because the
 * AWS CLI would add a key of the section above below a comment that stands above the header.
 */

import { isAccountId, isRoleName } from '../aws/identifiers.ts';
import { type ConfigLine, configLines, strip } from '../config/lines.ts';
import { parseRecord } from '../text/json.ts';
import { formatNote } from '../text/note.ts';
import { argumentWord } from '../text/quoting.ts';
import { formatTimestamp, parseTimestamp } from '../text/time.ts';

/** What the comments say: no secret. */
export interface WrittenFacts {
	/** The profile of ssoenv whose keys these are. */
	readonly profile: string;
	readonly accountId: string;
	readonly roleName: string;
	/** The sign-in that the keys are from, if there is one: its sso-session, or in the legacy form its start URL. */
	readonly signIn: string | undefined;
	readonly accessKeyId: string;
	/** In epoch milliseconds, by AWS's clock. */
	readonly expiresAt: number;
}

/** The other lines of a section. */
export interface WrittenValues {
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	readonly region: string | undefined;
}

/** A section of ssoenv whose keys are still those that ssoenv wrote. */
export interface WrittenSection extends WrittenFacts {
	readonly name: string;
	/** The line of its header, from 1. */
	readonly line: number;
	/** False if lines have been added or changed since, by a person or another tool. */
	readonly isIntact: boolean;
}

/** A section with its lines. */
export interface FoundSection {
	readonly section: WrittenSection;
	readonly values: Partial<WrittenValues>;
	/** Indexes of its header, and of the line behind its last one. */
	readonly first: number;
	readonly end: number;
}

/** How the comment for programs begins. */
const MARK = '# ssoenv {';
/** How the comment for people begins. */
const NOTICE = '# ssoenv: ';

function noticeOf(name: string, { roleName, accountId, expiresAt }: WrittenFacts): string {
	const remove = `ssoenv write --remove ${argumentWord(name)}`;
	return `${NOTICE}role ${roleName} of account ${accountId}, until ${formatTimestamp(expiresAt)}; to remove it: ${remove}`;
}

function markOf({ profile, accountId, roleName, signIn, accessKeyId, expiresAt }: WrittenFacts): string {
	const note = {
		profile,
		accountId,
		roleName,
		...(signIn !== undefined && { signIn }),
		accessKeyId,
		expiresAt: formatTimestamp(expiresAt),
	};
	return `# ssoenv ${formatNote(note)}`;
}

/**
 * Parses the comment for programs. One of another format counts too if it says all of this: else a sign-out would leave
 * the keys that another release has written, and not name them.
 */
function parseMark(content: string): WrittenFacts | undefined {
	const note = content.startsWith(MARK) ? parseRecord(content.slice(MARK.length - 1)) : undefined;
	const { profile, accountId, roleName, signIn, accessKeyId } = note ?? {};
	const expiresAt = parseTimestamp(note?.expiresAt);
	const areTexts = typeof profile === 'string' && typeof accessKeyId === 'string';
	if (!areTexts || !isAccountId(accountId) || !isRoleName(roleName) || expiresAt === undefined) return undefined;
	const ofSignIn = typeof signIn === 'string' ? signIn : undefined;
	return { profile, accountId, roleName, signIn: ofSignIn, accessKeyId, expiresAt };
}

/** Returns the lines of a section. */
export function writtenLines(name: string, facts: WrittenFacts, values: WrittenValues): readonly string[] {
	return [
		`[${name}]`,
		noticeOf(name, facts),
		markOf(facts),
		`aws_access_key_id = ${facts.accessKeyId}`,
		`aws_secret_access_key = ${values.secretAccessKey}`,
		`aws_session_token = ${values.sessionToken}`,
		...(values.region === undefined ? [] : [`region = ${values.region}`]),
	];
}

/** Returns true for the comments of ssoenv. */
export const isOwnComment = (line: ConfigLine): boolean =>
	line.kind === 'comment' && (line.content.startsWith(NOTICE) || line.content.startsWith(MARK));

/** Returns the header of a line that begins a section. */
const headerOf = (line: ConfigLine | undefined): string | undefined =>
	line?.kind === 'header' || line?.kind === 'odd' ? line.header : undefined;

/** Returns true for a line that is a setting or a part of one. */
export const isSetting = ({ kind }: ConfigLine): boolean => kind === 'key' || kind === 'continuation' || kind === 'odd';

/** Returns the sections that ssoenv wrote, as long as their keys are the same. */
export function foundSections(lines: readonly ConfigLine[]): readonly FoundSection[] {
	const starts = lines.flatMap((line, at) => (headerOf(line) === undefined ? [] : [at]));
	return starts.flatMap((first, index) => {
		const found = sectionAt(first, lines.slice(first, starts[index + 1]), headerOf(lines[first]) ?? '');
		return found === undefined ? [] : [found];
	});
}

/** @param lines from the header to the next one */
function sectionAt(first: number, lines: readonly ConfigLine[], name: string): FoundSection | undefined {
	const [facts] = lines.flatMap((line) => (line.kind === 'comment' ? (parseMark(line.content) ?? []) : []));
	const entries = new Map(lines.flatMap((line) => (line.kind === 'key' ? [[line.key, line.value] as const] : [])));
	if (facts === undefined || entries.get('aws_access_key_id') !== facts.accessKeyId) return undefined;
	const [secretAccessKey, sessionToken, region] = ['aws_secret_access_key', 'aws_session_token', 'region'].map((key) =>
		entries.get(key),
	);
	const whole = { secretAccessKey: secretAccessKey ?? '', sessionToken: sessionToken ?? '', region };
	const expected = writtenLines(name, facts, whole);
	const isSame = expected.every((text, at) => lines[at]?.raw === text);
	const isIntact = isSame && !lines.slice(expected.length).some(isSetting);
	const end = first + (isIntact ? expected.length : lines.length);
	return { section: { ...facts, name, line: first + 1, isIntact }, values: whole, first, end };
}

/** Returns the profiles in the text of a credentials file that ssoenv wrote, as long as their keys are the same. */
export const writtenSections = (text: string): readonly WrittenSection[] =>
	foundSections(configLines(text)).map(({ section }) => section);

/**
 * Says what a credentials file has under a name: a section of ssoenv, one of ssoenv to which others have added something
 * (`changed`), or one that is not from ssoenv, or no longer has its keys (`foreign`).
 */
export function ownerOfSection(text: string, name: string): 'absent' | 'ssoenv' | 'changed' | 'foreign' {
	const lines = configLines(text);
	// Some tools drop the blanks around a name.
	const count = lines.filter((line) => strip(headerOf(line) ?? '') === name).length;
	if (count === 0) return 'absent';
	const [found] = foundSections(lines).filter(({ section }) => section.name === name);
	if (found === undefined || count > 1) return 'foreign';
	return found.section.isIntact ? 'ssoenv' : 'changed';
}
