/**
 * Reads, replaces and removes marked blocks in a config file, one for each label. Text outside the blocks is never
 * changed, and removing a block restores the text from before it was added: if that text had no line end at its end,
 * the block has none either.
 */

import { type ConfigLine, configLines, lineEndOf, textOf } from '../config/lines.ts';
import { editFailures } from '../failure/edit-failures.ts';
import { printable } from '../text/printable.ts';
import { editableLines } from './section-edit.ts';
import { isMeaningful, withStrayedLinesMoved } from './strayed-lines.ts';

const MARKER = /^# (>>>|<<<) ssoenv (.+) \1$/;

interface Block {
	readonly label: string;
	/** Line indexes of its markers. */
	readonly first: number;
	readonly last: number;
}

const damaged = (label: string, at: number, problem: string) =>
	editFailures.configBlockDamaged({ label, line: at + 1, problem });

const markerIn = (line: ConfigLine) => (line.kind === 'comment' ? MARKER.exec(line.content) : null);

/**
 * A key on the same line as an end marker. If the file ends with the marker and no line end, `aws configure set` writes
 * the first new key onto that line.
 */
const KEY_AFTER_END_MARKER = /^(# <<< ssoenv .+ <<<)(\w[\w.]* =)/m;

function withSplitEndMarker(lines: readonly ConfigLine[]): readonly ConfigLine[] {
	const isGlued = lines.some((line) => line.kind === 'comment' && KEY_AFTER_END_MARKER.test(line.content));
	return isGlued ? configLines(textOf(lines).replace(KEY_AFTER_END_MARKER, `$1${lineEndOf(lines)}$2`)) : lines;
}

/** Moves each setting that the AWS CLI wrote after a marker back into its section. */
const withSettledMarkers = (lines: readonly ConfigLine[]) =>
	withStrayedLinesMoved(withSplitEndMarker(lines), (line) => markerIn(line) !== null);

/**
 * Returns the lines of a text, each setting in its section.
 * @throws Failure `config-not-editable`, `config-block-damaged` if markers are not in pairs
 */
export function settledLines(text: string): readonly ConfigLine[] {
	const lines = withSettledMarkers(editableLines(text));
	blocks(lines);
	return lines;
}

function markers(lines: readonly ConfigLine[]) {
	return lines.flatMap((line, at) => {
		const [, arrows, label] = markerIn(line) ?? [];
		return label === undefined ? [] : [{ at, label, isBegin: arrows === '>>>' }];
	});
}

type Marker = ReturnType<typeof markers>[number];

/** Returns the problem with a marker, if any: markers must be in pairs, and each label must appear once. */
function problemWith(allMarkers: readonly Marker[], { label, isBegin }: Marker, index: number): string | undefined {
	const partner = allMarkers[isBegin ? index + 1 : index - 1];
	if (partner?.label !== label || partner.isBegin === isBegin)
		return isBegin ? 'it has no end line' : 'it has no start line';
	return allMarkers.findIndex((marker) => marker.label === label) < index - 1 ? 'it appears twice' : undefined;
}

/**
 * Finds all blocks, in order.
 * @throws Failure `config-block-damaged`
 */
function blocks(lines: readonly ConfigLine[]): readonly Block[] {
	const allMarkers = markers(lines);
	return allMarkers.flatMap((marker, index) => {
		const problem = problemWith(allMarkers, marker, index);
		if (problem !== undefined) throw damaged(marker.label, marker.at, problem);
		const end = allMarkers[index + 1];
		return marker.isBegin && end !== undefined ? [{ label: marker.label, first: marker.at, last: end.at }] : [];
	});
}

const blockIn = (lines: readonly ConfigLine[], label: string): Block | undefined =>
	blocks(lines).find((block) => block.label === label);

const bodyIn = (lines: readonly ConfigLine[], { first, last }: Block): string =>
	lines
		.slice(first + 1, last)
		.map(({ raw }) => `${raw}\n`)
		.join('');

/**
 * Returns the text between the markers, with `\n` for every line end; undefined if there is no such block.
 * @throws Failure `config-block-damaged`
 */
export function configBlockOf(text: string, label: string): string | undefined {
	const lines = withSettledMarkers(configLines(text));
	const block = blockIn(lines, label);
	return block && bodyIn(lines, block);
}

/**
 * Returns true for a line that cannot belong to a section above it: a header at the start of a line, or the end of the
 * file.
 */
const isApart = (line: ConfigLine | undefined): boolean => line === undefined || line.raw.startsWith('[');

/**
 * Refuses a block that is followed by settings. They belong to its last section, so changing the block would move them
 * into another section.
 */
function refuseFollowers(lines: readonly ConfigLine[], { label, last }: Block): void {
	const at = lines.findIndex((line, index) => index > last && isMeaningful(line));
	if (!isApart(lines[at])) throw damaged(label, at, 'this line is below its end line but belongs to its last section');
}

/** Removes the block, with the blank line and the line end that were added with it. */
function withoutBlock(lines: readonly ConfigLine[], { first, last }: Block): readonly ConfigLine[] {
	const before = lines.slice(0, lines[first - 1]?.raw === '' ? first - 1 : first);
	const above = before.at(-1);
	if (lines[last]?.end !== '' || above === undefined) return [...before, ...lines.slice(last + 1)];
	return [...before.slice(0, -1), { ...above, end: '' }];
}

/**
 * Returns the text outside all blocks.
 * @throws Failure `config-block-damaged`
 */
export function withoutConfigBlocks(text: string): string {
	let lines = withSettledMarkers(configLines(text));
	// From the last block to the first, so that the line indexes of the other blocks stay valid.
	for (const block of blocks(lines).toReversed()) lines = withoutBlock(lines, block);
	return textOf(lines);
}

/**
 * Checks a body and ends each of its lines with `\n`.
 * @throws Failure `config-not-editable` if it would not stay within the markers
 */
function checkedBody(label: string, body: string): string {
	const lines = configLines(body);
	const isLabel = printable(label) === label && label.trim() === label && label !== '';
	if (!isLabel) throw editFailures.configNotEditable({ reason: `"${label}" is not a valid block name` });
	if (markers(lines).length > 0 || !isApart(lines.find(isMeaningful))) {
		throw editFailures.configNotEditable({ reason: `the new content of block "${label}" is not a list of sections` });
	}
	const ended = lines.at(-1)?.raw === '' ? lines.slice(0, -1) : lines;
	return ended.map(({ raw }) => `${raw}\n`).join('');
}

const blockText = (label: string, body: string, lineEnd: string): string =>
	`# >>> ssoenv ${label} >>>\n${body}# <<< ssoenv ${label} <<<`.replaceAll('\n', lineEnd);

/**
 * Returns the text with this block: in place of the block with this label, else at the end. Removes the block if the
 * body is undefined. Returns the same text if the block already has this body.
 * @throws Failure `config-block-damaged` if markers are not in pairs, `config-not-editable` if the body is not a list
 * of sections
 */
export function withConfigBlock(text: string, label: string, body: string | undefined): string {
	const lines = withSettledMarkers(editableLines(text));
	const block = blockIn(lines, label);
	if (body === undefined) {
		if (block === undefined) return text;
		refuseFollowers(lines, block);
		return textOf(withoutBlock(lines, block));
	}
	const checked = checkedBody(label, body);
	if (block === undefined) return `${textOf(lines)}${newBlock(lines, label, checked)}`;
	if (bodyIn(lines, block) === checked) return textOf(lines);
	refuseFollowers(lines, block);
	const { first, last } = block;
	const [begin, end] = [lines[first]?.end ?? '', lines[last]?.end ?? ''];
	return `${textOf(lines.slice(0, first))}${blockText(label, checked, begin)}${end}${textOf(lines.slice(last + 1))}`;
}

function newBlock(lines: readonly ConfigLine[], label: string, body: string): string {
	const lineEnd = lineEndOf(lines);
	const block = blockText(label, body, lineEnd);
	if (lines.at(-1)?.raw !== '') return `${lineEnd}${lineEnd}${block}`;
	return `${lines.length === 1 ? '' : lineEnd}${block}${lineEnd}`;
}
