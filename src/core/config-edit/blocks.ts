/**
 * Marked blocks in a config file, one for each label. What is outside of them is never touched, and taking a block away gives
 * back what was there before it came: a text that ended without a line end gets a block that ends without one, too.
 */

import { type ConfigLine, configLines, lineEndOf, textOf } from '../config/lines.ts';
import { failures } from '../failure/failures.ts';
import { printable } from '../text/printable.ts';
import { editableLines } from './edit.ts';
import { isMeaningful, settledLines } from './strayed-lines.ts';

const MARKER = /^# (>>>|<<<) ssoenv (.+) \1$/;

interface Block {
	readonly label: string;
	/** Indexes of its markers. */
	readonly first: number;
	readonly last: number;
}

const damaged = (label: string, at: number, problem: string) =>
	failures.configBlockDamaged({ label, line: at + 1, problem });

const markerIn = (line: ConfigLine) => (line.kind === 'comment' ? MARKER.exec(line.content) : null);

/** Of a file that ends with a mark and no line end, the AWS CLI puts the first new key into the very line of the mark. */
const GLUED = /^(# <<< ssoenv .+ <<<)(\w[\w.]* =)/m;

function unglued(lines: readonly ConfigLine[]): readonly ConfigLine[] {
	const isGlued = lines.some((line) => line.kind === 'comment' && GLUED.test(line.content));
	return isGlued ? configLines(textOf(lines).replace(GLUED, `$1${lineEndOf(lines)}$2`)) : lines;
}

/** Each setting before the marks behind its section, wherever the AWS CLI put it. */
const settled = (lines: readonly ConfigLine[]) => settledLines(unglued(lines), (line) => markerIn(line) !== null);

function markers(lines: readonly ConfigLine[]) {
	return lines.flatMap((line, at) => {
		const [, arrows, label] = markerIn(line) ?? [];
		return label === undefined ? [] : [{ at, label, isBegin: arrows === '>>>' }];
	});
}

type Marker = ReturnType<typeof markers>[number];

/** What is wrong with a marker: they stand in pairs, and each label once. */
function problemWith(found: readonly Marker[], { label, isBegin }: Marker, index: number): string | undefined {
	const other = found[isBegin ? index + 1 : index - 1];
	if (other?.label !== label || other.isBegin === isBegin) return isBegin ? 'it has no end' : 'it has no beginning';
	return found.findIndex((marker) => marker.label === label) < index - 1 ? 'it is there twice' : undefined;
}

/** All blocks, in order. @throws Failure `config-block-damaged` */
function blocks(lines: readonly ConfigLine[]): readonly Block[] {
	const found = markers(lines);
	return found.flatMap((marker, index) => {
		const problem = problemWith(found, marker, index);
		if (problem !== undefined) throw damaged(marker.label, marker.at, problem);
		const end = found[index + 1];
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

/** What is between the markers, in `\n`; undefined when there is no such block. @throws Failure `config-block-damaged` */
export function configBlockOf(text: string, label: string): string | undefined {
	const lines = settled(configLines(text));
	const block = blockIn(lines, label);
	return block && bodyIn(lines, block);
}

/** What a section ends before: a line that no setting above it can take for its own. */
const isApart = (line: ConfigLine | undefined): boolean => line === undefined || line.raw.startsWith('[');

/** What still stands below a block and is no section goes into its last one: what the block is about to become would change whose it is. */
function refuseFollowers(lines: readonly ConfigLine[], { label, last }: Block): void {
	const at = lines.findIndex((line, index) => index > last && isMeaningful(line));
	if (!isApart(lines[at])) throw damaged(label, at, 'this line, below its end, belongs to its last section');
}

/** The lines without the block, and without the blank line and the line end that came with it. */
function without(lines: readonly ConfigLine[], { first, last }: Block): readonly ConfigLine[] {
	const before = lines.slice(0, lines[first - 1]?.raw === '' ? first - 1 : first);
	const above = before.at(-1);
	if (lines[last]?.end !== '' || above === undefined) return [...before, ...lines.slice(last + 1)];
	return [...before.slice(0, -1), { ...above, end: '' }];
}

/** The text outside of all blocks: what was written by hand, or by others. @throws Failure `config-block-damaged` */
export function withoutConfigBlocks(text: string): string {
	let lines = settled(configLines(text));
	// From the last one on, so that the indexes of the others stay.
	for (const block of blocks(lines).toReversed()) lines = without(lines, block);
	return textOf(lines);
}

/** The body in `\n`, each line ended. @throws Failure `config-not-editable` for what would not stay within the markers */
function checkedBody(label: string, body: string): string {
	const lines = configLines(body);
	const isLabel = printable(label) === label && label.trim() === label && label !== '';
	if (!isLabel) throw failures.configNotEditable({ reason: `"${label}" cannot name a block` });
	if (markers(lines).length > 0 || !isApart(lines.find(isMeaningful))) {
		throw failures.configNotEditable({ reason: `what is meant for block "${label}" is no list of sections` });
	}
	const ended = lines.at(-1)?.raw === '' ? lines.slice(0, -1) : lines;
	return ended.map(({ raw }) => `${raw}\n`).join('');
}

const blockText = (label: string, body: string, lineEnd: string): string =>
	`# >>> ssoenv ${label} >>>\n${body}# <<< ssoenv ${label} <<<`.replaceAll('\n', lineEnd);

/**
 * The text with this block: in place of the one with this label, else at the end; without it where the body is undefined. The
 * very text where the block says the same already.
 * @throws Failure `config-block-damaged` where markers are not in pairs, `config-not-editable` for a body that is no list of sections
 */
export function withConfigBlock(text: string, label: string, body: string | undefined): string {
	const lines = settled(editableLines(text));
	const block = blockIn(lines, label);
	if (body === undefined) {
		if (block === undefined) return text;
		refuseFollowers(lines, block);
		return textOf(without(lines, block));
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
