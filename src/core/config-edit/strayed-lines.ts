/**
 * Moves settings that the AWS CLI wrote on the wrong side of a block marker back into their section. `aws configure
 * set` adds a key after the last line of the section that contains `=` or `:`, comments included, and one line further
 * down at the end of the file (awscli/customizations/configure/writer.py). It reads a marker as a comment of the
 * section above. So a key of the block's last profile lands below the block, and a key of the section above the block
 * lands inside it. Both belong to the section with the last header above them.
 */
import { type ConfigLine, configLines, lineEndOf } from '../config/lines.ts';

/** Returns true for a line that is not blank and not a comment. */
export const isMeaningful = ({ kind }: ConfigLine): boolean => kind !== 'blank' && kind !== 'comment';

/**
 * Returns true for a line that may be moved. The AWS CLI reads an indented header as part of a value, which is surely a
 * mistake: it stays in place, so that it can be reported.
 */
const canMove = (line: ConfigLine): boolean =>
	line.kind === 'key' || (line.kind === 'continuation' && !line.content.startsWith('['));

type IsMark = (line: ConfigLine) => boolean;

/** Yields the line indexes of each section, from its header on. */
function* sectionsIn(lines: readonly ConfigLine[]): Generator<readonly number[]> {
	let section: number[] = [];
	for (const [at, { kind }] of lines.entries()) {
		if (kind === 'header') {
			yield section;
			section = [];
		}
		if (kind === 'header' || section.length > 0) section.push(at);
	}
	yield section;
}

/**
 * Finds the settings below a marker inside their section. Maps the index of each to the index of the line that it must
 * follow: the last line of the section above the marker.
 */
function targetLines(lines: readonly ConfigLine[], isMark: IsMark): ReadonlyMap<number, number> {
	const targets = new Map<number, number>();
	const movable = (at: number) => lines.slice(at, at + 1).some(canMove);
	for (const section of sectionsIn(lines)) {
		const mark = section.findIndex((at) => lines.slice(at, at + 1).some(isMark));
		if (mark < 0) continue;
		const target = section.slice(0, mark).findLast(movable) ?? section[0] ?? 0;
		for (const at of section.slice(mark).filter(movable)) targets.set(at, target);
	}
	return targets;
}

/** Moves each setting to its place before the marker. Returns the same lines if all are in place. */
export function withStrayedLinesMoved(lines: readonly ConfigLine[], isMark: IsMark): readonly ConfigLine[] {
	const targets = targetLines(lines, isMark);
	if (targets.size === 0) return lines;
	const lineEnd = lineEndOf(lines);
	const followers = new Map<number, string>();
	for (const [at, target] of targets) {
		const { raw = '', end = '' } = lines[at] ?? {};
		followers.set(target, `${followers.get(target) ?? ''}${raw}${end || lineEnd}`);
	}
	const texts = lines.map(({ raw, end }, at) => {
		if (targets.has(at)) return '';
		const more = followers.get(at);
		return more === undefined ? raw + end : `${raw}${end || lineEnd}${more}`;
	});
	return configLines(texts.join(''));
}
