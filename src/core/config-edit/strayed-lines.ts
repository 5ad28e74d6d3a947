/**
 * Settings that got behind a mark of a block. `aws configure set` adds a key behind the last line of its section that has a `=` or a
 * `:`, comments included, and at the end of the file one line further (awscli/customizations/configure/writer.py). To it a mark is a
 * comment of the section above, so a key of the block's last profile lands below the block, and one of the section above the
 * block lands in it. Both belong to the section that they are read in, and go back before the mark.
 */
import { type ConfigLine, configLines, lineEndOf } from '../config/lines.ts';

/** True for what is more than blanks and comments. */
export const isMeaningful = ({ kind }: ConfigLine): boolean => kind !== 'blank' && kind !== 'comment';

/** An indented header continues a value, which is hardly meant: it stays where it is, to be told of. */
const canMove = (line: ConfigLine): boolean =>
	line.kind === 'key' || (line.kind === 'continuation' && !line.content.startsWith('['));

type IsMark = (line: ConfigLine) => boolean;

/** The lines of each section, from its header on. */
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

/** For each line behind a mark that its section is followed by: the index of the last line above the mark that is of that section. */
function homes(lines: readonly ConfigLine[], isMark: IsMark): ReadonlyMap<number, number> {
	const found = new Map<number, number>();
	const movable = (at: number) => lines.slice(at, at + 1).some(canMove);
	for (const section of sectionsIn(lines)) {
		const mark = section.findIndex((at) => lines.slice(at, at + 1).some(isMark));
		if (mark < 0) continue;
		const home = section.slice(0, mark).findLast(movable) ?? section[0] ?? 0;
		for (const at of section.slice(mark).filter(movable)) found.set(at, home);
	}
	return found;
}

/** The lines with every setting before the marks that its section is followed by; the same lines where all are. */
export function settledLines(lines: readonly ConfigLine[], isMark: IsMark): readonly ConfigLine[] {
	const homeOf = homes(lines, isMark);
	if (homeOf.size === 0) return lines;
	const lineEnd = lineEndOf(lines);
	const followers = new Map<number, string>();
	for (const [at, home] of homeOf) {
		const { raw = '', end = '' } = lines[at] ?? {};
		followers.set(home, `${followers.get(home) ?? ''}${raw}${end || lineEnd}`);
	}
	const texts = lines.map(({ raw, end }, at) => {
		if (homeOf.has(at)) return '';
		const more = followers.get(at);
		return more === undefined ? raw + end : `${raw}${end || lineEnd}${more}`;
	});
	return configLines(texts.join(''));
}
