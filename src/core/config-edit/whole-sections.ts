/**
 * Takes whole sections out of a config file, gives a profile another name, or moves its section out of a marked block.
 * All other lines stay byte for byte, comments above a section and behind its last setting included.
 */
import { isWritableName } from '../aws/identifiers.ts';
import { type ConfigLine, lineEndOf, textOf } from '../config/lines.ts';
import { namedSection } from '../config/shared-config.ts';
import { editFailures } from '../failure/edit-failures.ts';
import { settledLines } from './blocks.ts';
import type { SectionId } from './section-edit.ts';
import { isMeaningful } from './strayed-lines.ts';

/** The lines from a header to the last setting below it; the index of the line behind them is `end`. */
interface Span {
	readonly id: SectionId;
	readonly first: number;
	readonly end: number;
}

/** Returns the profiles and sso-sessions. A name can have several sections. */
function spansIn(lines: readonly ConfigLine[]): readonly Span[] {
	const headers = lines.flatMap((line, at) => (line.kind === 'header' ? [at] : []));
	return headers.flatMap((first, index) => {
		const line = lines[first];
		const named = line?.kind === 'header' ? namedSection(line.header) : undefined;
		if (named === undefined || named.kind === 'services') return [];
		const next = headers[index + 1] ?? lines.length;
		const last = lines.slice(first, next).findLastIndex(isMeaningful);
		return [{ id: { kind: named.kind, name: named.name }, first, end: first + last + 1 }];
	});
}

const isBlank = (line: ConfigLine | undefined): boolean => line === undefined || line.raw.trim() === '';

/** Leaves out the lines of a span, and one of the blank lines around it, so that no gap grows. */
function withoutSpan(lines: readonly ConfigLine[], { first, end }: Span): readonly ConfigLine[] {
	const hasGap = isBlank(lines[first - 1]) && lines[end]?.kind === 'blank' && lines[end].end !== '';
	const rest = lines.slice(hasGap ? end + 1 : end);
	const before = lines.slice(0, first);
	// The last line of a file that ended without a line end is gone: what is last now had its own.
	return [...before, ...rest];
}

/**
 * Takes out all sections that are meant.
 * @throws Failure `config-not-editable`, `config-block-damaged`
 */
export function withoutWholeSections(text: string, isMeant: (id: SectionId) => boolean): string {
	let lines = settledLines(text);
	// From the last to the first, so that the indexes of the others stay valid.
	for (const span of spansIn(lines).toReversed()) if (isMeant(span.id)) lines = withoutSpan(lines, span);
	return textOf(lines);
}

/** @throws Failure `config-not-editable` */
function headerOf(name: string): string {
	if (name === 'default') return '[default]';
	if (isWritableName(name)) return `[profile ${name}]`;
	if (name === '') throw editFailures.configNotEditable({ reason: 'a profile needs a name' });
	throw editFailures.configNotEditable({
		reason: `the name "${name}" contains characters that AWS tools read differently`,
	});
}

/** Returns the header line with another name; what stands behind its bracket stays. */
const renamedHeader = ({ raw, end }: ConfigLine, name: string): string =>
	raw.replace(/\[.+\]/s, () => headerOf(name)) + end;

/**
 * Gives all sections of a profile another name.
 * @throws Failure `config-not-editable`, `config-block-damaged`
 */
export function withRenamedProfile(text: string, name: string, to: string): string {
	const lines = settledLines(text);
	const headers = new Set(spansIn(lines).flatMap(({ id, first }) => (isProfile(id, name) ? [first] : [])));
	return lines.map((line, at) => (headers.has(at) ? renamedHeader(line, to) : line.raw + line.end)).join('');
}

const isProfile = ({ kind, name }: SectionId, profile: string): boolean => kind === 'profile' && name === profile;

/**
 * Moves the sections of a profile to the end of the file, and gives them another name.
 * @throws Failure `config-not-editable`, `config-block-damaged`
 */
export function withProfileMovedOut(text: string, name: string, to: string): string {
	const lines = settledLines(text);
	const lineEnd = lineEndOf(lines);
	const moved = spansIn(lines)
		.filter(({ id }) => isProfile(id, name))
		.map(({ first, end }) => {
			const [header, ...settings] = lines.slice(first, end);
			if (header === undefined) return '';
			return renamedHeader(header, to) + textOf(settings);
		});
	const rest = withoutWholeSections(text, (id) => isProfile(id, name));
	const ended = rest === '' || /[\r\n]$/.test(rest) ? rest : `${rest}${lineEnd}`;
	return [ended, ...moved.map((section) => (/[\r\n]$/.test(section) ? section : `${section}${lineEnd}`))].join(lineEnd);
}
