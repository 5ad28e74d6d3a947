/** The picker: a line to type in with the rows that fit below it, drawn on stderr and erased at the end. */
import { writeSync } from 'node:fs';
import { createPrompt, useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import { failures } from '../../core/failure/failures.ts';
import { hasOnlyFilters, searcher } from '../../core/picker/fuzzy.ts';
import { actOf } from '../../core/picker/keys.ts';
import { type PageLine, pageLines } from '../../core/picker/page.ts';
import { FILTER_NAMES, type PickRow, searchableRow } from '../../core/picker/row.ts';
import { printable } from '../../core/text/printable.ts';
import { isPromptAborted, releaseStdin, shortenEscape, terminal } from '../terminal/prompt.ts';
import { cut } from '../terminal/width.ts';
import { type Columns, columnsOf, naturalWidths, rowText, shrinkToFit } from './row-layout.ts';

/** The most rows shown at once. */
const MAX_PAGE = 15;

/** The lines besides the rows: the input, the counts, and one that stays empty. */
const OTHER_LINES = 3;

interface Config {
	readonly question: string;
	readonly count: number;
	/** The index of the row that is marked at first. */
	readonly start: number;
	readonly search: (query: string) => readonly number[];
	/** Returns the text of a row, at most so many columns wide. */
	readonly text: (row: number, columns: number) => string;
	/** Returns the title of the group of a row, if the rows that match a query stand in groups. */
	readonly titleFor?: (query: string) => ((row: number) => string) | undefined;
}

/** A terminal that does not know its size reports 0. */
const size = () => ({ columns: process.stderr.columns || 80, lines: process.stderr.rows || 24 });

/** Colours the text if the terminal has colours and NO_COLOR is not set. */
const painted = (code: number, text: string): string =>
	process.stderr.hasColors?.() === true ? `\x1b[${code}m${text}\x1b[0m` : text;

interface State {
	readonly query: string;
	readonly active: number;
}

/**
 * Returns the size of the terminal and follows its changes. Ignores Ctrl-Z: it would stop this process but not the
 * shell that waits for its output.
 */
function useTerminal() {
	const [current, setSize] = useState(size());
	useEffect((readline) => {
		const stay = () => undefined;
		const resized = () => {
			// A terminal wraps the rows anew, so they take more lines than inquirer erases. The cursor is in the line above them.
			writeSync(2, '\r\x1b[J');
			setSize(size());
		};
		readline.on('SIGTSTP', stay);
		process.stderr.on('resize', resized);
		return () => {
			readline.removeListener('SIGTSTP', stay);
			process.stderr.off('resize', resized);
		};
	}, []);
	return current;
}

type Line = Parameters<Parameters<typeof useKeypress>[0]>[1];

/** Restores the input after a movement key, because some of these keys also edit the line in readline. */
function restore(readline: Line, query: string): void {
	if (readline.line !== query) {
		readline.clearLine(0);
		readline.write(query);
	}
	Object.assign(readline, { cursor: readline.line.length });
}

const prompt = createPrompt<number | undefined, Config>((config, done) => {
	const [state, setState] = useState<State>({ query: '', active: config.start });
	const { columns, lines } = useTerminal();
	const first = useRef(0);
	const matches = config.search(state.query);
	const page = Math.max(1, Math.min(MAX_PAGE, lines - OTHER_LINES));
	const extent = { active: state.active, count: matches.length, page };
	useKeypress((key, readline) => {
		const act = actOf(key, extent, state.query === '');
		const chosen = matches[state.active];
		if (act.kind === 'leave') return done(undefined);
		if (act.kind === 'take' && chosen !== undefined) return done(chosen);
		if (act.kind === 'type') {
			if (readline.line !== state.query) setState({ query: readline.line, active: 0 });
			return undefined;
		}
		restore(readline, state.query);
		if (act.kind === 'move') setState({ ...state, active: act.active });
		return undefined;
	});
	const title = config.count > page ? config.titleFor?.(state.query) : undefined;
	const titleOf = title && ((at: number) => title(matches[at] ?? 0));
	const shown = pageLines(first.current, extent, titleOf);
	first.current = shown.first;
	const body = shown.lines.map((line) => lineText(line, matches, state.active, columns, config));
	const help = `${matches.length} of ${config.count}   Enter selects, Esc cancels`;
	return [`${config.question}: ${printable(state.query)}`, [...body, painted(2, cut(help, columns - 1))].join('\n')];
});

/** Returns a line of a page as text. @param active the index of the marked row among the matches */
function lineText(
	{ at, title }: PageLine,
	matches: readonly number[],
	active: number,
	columns: number,
	config: Config,
): string {
	if (at === undefined) return painted(1, cut(printable(title), columns - 1));
	const row = config.text(matches[at] ?? 0, columns - 3);
	const text = cut(`${at === active ? '>' : ' '} ${row}`, columns - 1);
	return at === active ? painted(7, text) : text;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Erases the picker if the process ends early, so that later output starts on an empty line. Returns a function that
 * cancels this.
 */
function eraseAtExit(): () => void {
	const erase = () => {
		cancel();
		try {
			writeSync(2, '\r\x1b[J');
		} catch {
			// The terminal is gone.
		}
	};
	const cancel = () => {
		process.off('exit', erase);
		for (const signal of SIGNALS) process.off(signal, erase);
	};
	process.once('exit', erase);
	for (const signal of SIGNALS) process.prependListener(signal, erase);
	return cancel;
}

/** Shows a prompt. Returns the index of the chosen row; undefined if the person left. */
async function choose(config: Config): Promise<number | undefined> {
	const cancel = eraseAtExit();
	shortenEscape();
	try {
		return await releaseStdin(prompt(config, { ...terminal(), clearPromptOnDone: true }));
	} catch (error) {
		if (isPromptAborted(error)) return undefined;
		throw error;
	} finally {
		cancel();
	}
}

/** Shows the picker. Returns the index of the chosen row; undefined if the person left. */
export function pick(rows: readonly PickRow[]): Promise<number | undefined> {
	const search = searcher(rows.map(searchableRow));
	const cellsByRow = new Map<PickRow, Columns>();
	const cells = (row: PickRow): Columns => {
		const known = cellsByRow.get(row) ?? { ...columnsOf(row), state: printable(row.state()) };
		cellsByRow.set(row, known);
		return known;
	};
	const natural = naturalWidths(rows);
	const text = (index: number, columns: number) => {
		const row = rows[index];
		return row === undefined ? '' : rowText(cells(row), shrinkToFit(natural, columns));
	};
	const titleFor = (query: string) =>
		hasOnlyFilters(query, FILTER_NAMES) ? (index: number) => rows[index]?.group ?? '' : undefined;
	return choose({ question: 'profile', count: rows.length, start: 0, search, text, titleFor });
}

/**
 * Shows a menu and returns the index of the chosen row.
 * @param start the index of the row that is marked at first
 * @throws Failure `declined` if the person leaves
 */
export async function menu(question: string, rows: readonly string[], start: number): Promise<number> {
	const search = searcher(rows.map((name) => ({ name, others: [] })));
	const text = (index: number) => printable(rows[index] ?? '');
	const index = await choose({ question: printable(question), count: rows.length, start, search, text });
	if (index === undefined) throw failures.declined(undefined);
	return index;
}
