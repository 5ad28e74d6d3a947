/**
 * Finds headers that a person meant for a profile, an sso-session or a services section, but that AWS tools ignore:
 * `[dev]`, `[Profile dev]`, `[profile My Account]`. Used only if a name is not found, or to list problems.
 */

import { isWritableName } from '../aws/identifiers.ts';
import { pieces } from './fast-sections.ts';
import { type ConfigLine, configLines, strip } from './lines.ts';
import { type ConfigText, type NamedSection, namedSection, type SharedConfig } from './shared-config.ts';

export interface MisreadHeader {
	readonly path: string;
	readonly line: number;
	/** As written in the file. */
	readonly shown: string;
	/** The sections that it may have been meant for, the most likely first. */
	readonly meanings: readonly [NamedSection, ...NamedSection[]];
	/** True if the header names the kind of section. */
	readonly isKindTold: boolean;
	/** True if it is indented below a setting: AWS tools read it as a part of that value. */
	readonly isContinuation: boolean;
	/** True in the credentials file, where every section is a profile and its header is the bare name. */
	readonly isInCredentials: boolean;
	/** The settings below it. */
	readonly settings: ReadonlyMap<string, string>;
}

/** Sections of the AWS CLI that are not profiles, sso-sessions or services. */
const OTHER_SECTIONS = new Set(['plugins', 'preview', 'toolkit', 'DEFAULT']);

/** A kind and then a name, as in `profile dev`, `Profile: dev`, `sso_session "corp"`. */
const KIND = /^(profiles?|(?:sso[-_ ]?)?sessions?|services?)[\s:=.,"'\u201c\u201d\u2018\u2019]+(.*)$/is;
/** The same without a separator, as in `profile-dev`. */
const GLUED_KIND = /^(profile|(?:sso[-_]?)?session)[-_]?(\w.*)$/is;

function kindOf(word: string): NamedSection['kind'] {
	if (/^service/i.test(word)) return 'services';
	return /^p/i.test(word) ? 'profile' : 'sso-session';
}

const QUOTES = '"\'\u201c\u201d\u2018\u2019';

/**
 * Removes quotes at both ends, matching or not. A loop, because a pattern takes quadratic time on a long run of quotes.
 */
function unquoted(text: string): string {
	let [start, end] = [0, text.length];
	while (start < end && QUOTES.includes(text.charAt(start))) start += 1;
	while (start < end && QUOTES.includes(text.charAt(end - 1))) end -= 1;
	return text.slice(start, end);
}

const bareName = (text: string): string => strip(unquoted(strip(text.replace(/\s[#;].*$/s, ''))));

/** Returns the text between the first opening bracket and the next closing bracket, or the end of the line. */
function bracketText(content: string): string {
	const opened = content.replace(/^[\ufeff\s([{]+/, '');
	const end = opened.search(/[\])}]/);
	return strip(end < 0 ? opened : opened.slice(0, end));
}

function meaningIn(text: string, pattern: RegExp): readonly NamedSection[] {
	const [, word, rest = ''] = pattern.exec(text) ?? [];
	return word === undefined ? [] : [{ kind: kindOf(word), name: bareName(rest) }].filter(isReadable);
}

interface Meanings {
	readonly isKindTold: boolean;
	readonly meanings: readonly NamedSection[];
}

/** @param isSession true if its settings belong to a sign-in and not to a role */
function meaningsOf(content: string, isSession: boolean): Meanings {
	const text = bracketText(content);
	const withKind = meaningIn(text, KIND);
	const name = bareName(text).toLowerCase() === 'default' ? 'default' : bareName(text);
	const kinds = isSession ? (['sso-session', 'profile'] as const) : (['profile', 'sso-session'] as const);
	const bare = kinds.map((kind) => ({ kind, name })).filter(isReadable);
	const meanings = [...withKind, ...(withKind.length > 0 ? [] : [...bare, ...meaningIn(text, GLUED_KIND)])];
	return { isKindTold: withKind.length > 0, meanings };
}

/** Formats the header that AWS tools, or at least the AWS CLI, read as this section. */
export function headerOf({ kind, name }: NamedSection): string {
	if (kind === 'profile' && name === 'default') return '[default]';
	return `[${kind} ${isWritableName(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`}]`;
}

function isReadable(id: NamedSection): boolean {
	const read = namedSection(headerOf(id).slice(1, -1));
	return read?.kind === id.kind && read.name === id.name;
}

/** Returns the text of a line that is a header or was meant as one. A continuation line must name its kind to count. */
function headerText(line: ConfigLine): string | undefined {
	if (line.kind === 'header') return strip(line.raw);
	if (line.kind === 'continuation')
		return /^\[\s*(?:profile|sso-session)\s[^\]]+\]/i.test(line.content) ? line.content : undefined;
	if (line.kind !== 'odd') return undefined;
	return /^\ufeff?[[({]|^(?:profile|sso-session)\s.*\]$/i.test(line.content) ? line.content : undefined;
}

const isReadAsMeant = (line: ConfigLine, { isCredentials }: ConfigText): boolean => {
	const header = line.kind === 'header' || line.kind === 'odd' ? line.header : undefined;
	if (header === undefined) return false;
	return isCredentials ? !/^(?:profile|sso-session|services)\s/i.test(header) : namedSection(header) !== undefined;
};

/** Returns the setting in a line, even if the whole section is indented below another section. */
function settingIn(line: ConfigLine): readonly [string, string] | undefined {
	if (line.kind === 'key') return [line.key, line.value];
	const at = line.kind === 'continuation' ? line.content.indexOf('=') : -1;
	if (line.kind !== 'continuation' || at < 1) return undefined;
	return [strip(line.content.slice(0, at)).toLowerCase(), strip(line.content.slice(at + 1))];
}

interface HeaderCandidate extends Omit<MisreadHeader, 'meanings' | 'isKindTold' | 'settings'> {
	readonly settings: Map<string, string>;
}

/**
 * Yields each line of the sections that are not plain, with its index in the file. Most sections are plain, and a plain
 * section has no misread header.
 */
function* oddLines({ text, isCredentials }: ConfigText): Generator<readonly [number, ConfigLine]> {
	const whole = text.replace(/\r\n?/g, '\n');
	let [at, counted] = [0, 0];
	for (const { text: piece, start, plainHeader } of pieces(whole)) {
		const isPlain = plainHeader !== undefined && namedSection(plainHeader) !== undefined;
		if (isPlain && !isCredentials) continue;
		at += whole.slice(counted, start).split('\n').length - 1;
		counted = start;
		for (const [index, line] of configLines(piece.replace(/\n$/, '')).entries()) yield [at + index, line];
	}
}

function headersIn(file: ConfigText): readonly HeaderCandidate[] {
	const candidates: HeaderCandidate[] = [];
	let current: HeaderCandidate | undefined;
	for (const [at, line] of oddLines(file)) {
		const shown = headerText(line);
		if (shown !== undefined) {
			const isContinuation = line.kind === 'continuation';
			const { path, isCredentials: isInCredentials } = file;
			const header = { path, line: at + 1, shown, isContinuation, isInCredentials, settings: new Map() };
			current = isReadAsMeant(line, file) ? undefined : header;
			if (current !== undefined) candidates.push(current);
		}
		const setting = settingIn(line);
		if (setting !== undefined) current?.settings.set(...setting);
	}
	return candidates;
}

function withMeanings(candidate: HeaderCandidate): readonly MisreadHeader[] {
	const isSession = candidate.settings.has('sso_start_url') && !candidate.settings.has('sso_account_id');
	const { isKindTold, meanings } = meaningsOf(candidate.shown, isSession);
	const [first, ...more] = meanings;
	if (first === undefined || OTHER_SECTIONS.has(first.name)) return [];
	return [{ ...candidate, meanings: [first, ...more], isKindTold }];
}

const headersByConfig = new WeakMap<SharedConfig, readonly MisreadHeader[]>();

/** Returns all misread headers in file order. Searches each config once. */
export function misreadHeaders(config: SharedConfig): readonly MisreadHeader[] {
	const headers = headersByConfig.get(config) ?? config.texts.flatMap((file) => headersIn(file).flatMap(withMeanings));
	headersByConfig.set(config, headers);
	return headers;
}

const comparable = (name: string): string => name.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();

/**
 * Finds the header that was meant for this section: with exactly this name, else with the name in another case or
 * Unicode form.
 */
export function findMisreadHeader(config: SharedConfig, { kind, name }: NamedSection): MisreadHeader | undefined {
	if (name === '') return undefined;
	const headersWith = (fits: (other: string) => boolean) =>
		misreadHeaders(config).flatMap((header) => {
			const meaning = header.meanings.find((section) => section.kind === kind && fits(section.name));
			return meaning === undefined ? [] : [{ ...header, meanings: [meaning] as const }];
		});
	return headersWith((other) => other === name)[0] ?? headersWith((other) => comparable(other) === comparable(name))[0];
}
