/**
 * Headers that a person took for one of a profile, an sso-session or a services section, and that AWS tools pass over: `[dev]`,
 * `[Profile dev]`, `[profile My Account]`. Looked for only when a name is missed, or all that is there is told.
 */

import { isWritableName } from '../aws/identifiers.ts';
import { pieces } from './fast-sections.ts';
import { type ConfigLine, configLines, strip } from './lines.ts';
import { type ConfigText, type NamedSection, namedSection, type SharedConfig } from './shared-config.ts';

export interface MisreadHeader {
	readonly path: string;
	readonly line: number;
	/** As it stands in the file. */
	readonly shown: string;
	/** What it may have been meant for, the likeliest first. */
	readonly meanings: readonly [NamedSection, ...NamedSection[]];
	/** The kind is written in it. */
	readonly isKindTold: boolean;
	/** Indented below a setting: AWS tools take it for a part of that. */
	readonly isContinuation: boolean;
	/** It stands in the credentials file, where sections are profiles alone, by their bare name. */
	readonly isInCredentials: boolean;
	/** What stands below it. */
	readonly settings: ReadonlyMap<string, string>;
}

/** Sections of the AWS CLI that are none of these. */
const OTHERS = new Set(['plugins', 'preview', 'toolkit', 'DEFAULT']);

/** A word for a kind with a name behind it, as in `profile dev`, `Profile: dev`, `sso_session "corp"`. */
const KIND = /^(profiles?|(?:sso[-_ ]?)?sessions?|services?)[\s:=.,"'\u201c\u201d\u2018\u2019]+(.*)$/is;
/** The same with nothing that parts the two, as in `profile-dev`. */
const GLUED_KIND = /^(profile|(?:sso[-_]?)?session)[-_]?(\w.*)$/is;

function kindOf(word: string): NamedSection['kind'] {
	if (/^service/i.test(word)) return 'services';
	return /^p/i.test(word) ? 'profile' : 'sso-session';
}

const QUOTES = '"\'\u201c\u201d\u2018\u2019';

/** Without quotes at its ends, matching or not. A loop, for a pattern takes the square of the time on a long run of them. */
function unquoted(text: string): string {
	let [start, end] = [0, text.length];
	while (start < end && QUOTES.includes(text.charAt(start))) start += 1;
	while (start < end && QUOTES.includes(text.charAt(end - 1))) end -= 1;
	return text.slice(start, end);
}

const bareName = (text: string): string => strip(unquoted(strip(text.replace(/\s[#;].*$/s, ''))));

/** What stands between the first bracket and the next one that closes, or the end of the line. */
function inside(content: string): string {
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

/** @param isSession what stands below it is of a sign-in and of no role */
function meaningsOf(content: string, isSession: boolean): Meanings {
	const text = inside(content);
	const told = meaningIn(text, KIND);
	const name = bareName(text).toLowerCase() === 'default' ? 'default' : bareName(text);
	const kinds = isSession ? (['sso-session', 'profile'] as const) : (['profile', 'sso-session'] as const);
	const bare = kinds.map((kind) => ({ kind, name })).filter(isReadable);
	const meanings = [...told, ...(told.length > 0 ? [] : [...bare, ...meaningIn(text, GLUED_KIND)])];
	return { isKindTold: told.length > 0, meanings };
}

/** The header by which AWS tools, or at least the AWS CLI, know a section. */
export function headerOf({ kind, name }: NamedSection): string {
	if (kind === 'profile' && name === 'default') return '[default]';
	return `[${kind} ${isWritableName(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`}]`;
}

function isReadable(id: NamedSection): boolean {
	const read = namedSection(headerOf(id).slice(1, -1));
	return read?.kind === id.kind && read.name === id.name;
}

/** The text of a line that is, or was meant for, a header; a continuation has to name its kind to be taken for one. */
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

/** A setting of the section, also where the whole section is indented below another one. */
function settingIn(line: ConfigLine): readonly [string, string] | undefined {
	if (line.kind === 'key') return [line.key, line.value];
	const at = line.kind === 'continuation' ? line.content.indexOf('=') : -1;
	if (line.kind !== 'continuation' || at < 1) return undefined;
	return [strip(line.content.slice(0, at)).toLowerCase(), strip(line.content.slice(at + 1))];
}

interface Found extends Omit<MisreadHeader, 'meanings' | 'isKindTold' | 'settings'> {
	readonly settings: Map<string, string>;
}

/** The lines of the sections that are not of the plainest kind, with their indexes: of thousands of sections most have nothing to tell. */
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

function headersIn(file: ConfigText): readonly Found[] {
	const found: Found[] = [];
	let open: Found | undefined;
	for (const [at, line] of oddLines(file)) {
		const shown = headerText(line);
		if (shown !== undefined) {
			const isContinuation = line.kind === 'continuation';
			const { path, isCredentials: isInCredentials } = file;
			const header = { path, line: at + 1, shown, isContinuation, isInCredentials, settings: new Map() };
			open = isReadAsMeant(line, file) ? undefined : header;
			if (open !== undefined) found.push(open);
		}
		const setting = settingIn(line);
		if (setting !== undefined) open?.settings.set(...setting);
	}
	return found;
}

function withMeanings(found: Found): readonly MisreadHeader[] {
	const isSession = found.settings.has('sso_start_url') && !found.settings.has('sso_account_id');
	const { isKindTold, meanings } = meaningsOf(found.shown, isSession);
	const [first, ...more] = meanings;
	if (first === undefined || OTHERS.has(first.name)) return [];
	return [{ ...found, meanings: [first, ...more], isKindTold }];
}

const known = new WeakMap<SharedConfig, readonly MisreadHeader[]>();

/** In the order of the files; looked for once. */
export function misreadHeaders(config: SharedConfig): readonly MisreadHeader[] {
	const found = known.get(config) ?? config.texts.flatMap((file) => headersIn(file).flatMap(withMeanings));
	known.set(config, found);
	return found;
}

const alike = (name: string): string => name.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();

/** The header that was meant for this name: one that has it to the letter, else one that has it in another case or form. */
export function misreadFor(config: SharedConfig, { kind, name }: NamedSection): MisreadHeader | undefined {
	if (name === '') return undefined;
	const means = (fits: (other: string) => boolean) =>
		misreadHeaders(config).flatMap((header) => {
			const meaning = header.meanings.find((one) => one.kind === kind && fits(one.name));
			return meaning === undefined ? [] : [{ ...header, meanings: [meaning] as const }];
		});
	return means((other) => other === name)[0] ?? means((other) => alike(other) === alike(name))[0];
}
