/** The picker: a line to type in, and below it the rows that fit, drawn on stderr. It leaves nothing on the screen. */
import { writeSync } from 'node:fs';
import { createPrompt, useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import { failures } from '../../core/failure/failures.ts';
import { searcher } from '../../core/picker/fuzzy.ts';
import { actOf, firstOnPage } from '../../core/picker/keys.ts';
import type { PickRow } from '../../core/picker/row.ts';
import { printable } from '../../core/text/printable.ts';
import { hurryEscape, isLeft, terminal, thenClosed } from '../terminal/prompt.ts';
import { cut } from '../terminal/width.ts';
import { type Columns, columnsOf, fitting, naturalWidths, rowText } from './row-layout.ts';

/** More rows than this are read by nobody. */
const MAX_PAGE = 15;

/** Lines besides the rows: the one to type in, the counts, and one that stays free. */
const OTHER_LINES = 3;

interface Config {
	readonly question: string;
	readonly count: number;
	/** The row that is marked at first. */
	readonly start: number;
	readonly search: (query: string) => readonly number[];
	/** Texts of rows, in so many columns. */
	readonly texts: (rows: readonly number[], columns: number) => readonly string[];
}

/** A terminal that was never told its size says 0. */
const size = () => ({ columns: process.stderr.columns || 80, lines: process.stderr.rows || 24 });

/** Colours where the terminal has them and nobody set NO_COLOR. */
const painted = (code: number, text: string): string =>
	process.stderr.hasColors?.() === true ? `\x1b[${code}m${text}\x1b[0m` : text;

interface Scene {
	readonly query: string;
	readonly active: number;
}

/** The size of the terminal, also when it changes; and no Ctrl-Z, which would stop this process alone: the shell would wait for ever. */
function useTerminal() {
	const [current, setSize] = useState(size());
	useEffect((readline) => {
		const stay = () => undefined;
		const resized = () => setSize(size());
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

/** Some keys that move here do something else to the line: it is made again, with the cursor at its end. */
function restore(readline: Line, query: string): void {
	if (readline.line !== query) {
		readline.clearLine(0);
		readline.write(query);
	}
	Object.assign(readline, { cursor: readline.line.length });
}

const prompt = createPrompt<number | undefined, Config>((config, done) => {
	const [scene, setScene] = useState<Scene>({ query: '', active: config.start });
	const { columns, lines } = useTerminal();
	const first = useRef(0);
	const found = config.search(scene.query);
	const page = Math.max(1, Math.min(MAX_PAGE, lines - OTHER_LINES));
	const extent = { active: scene.active, count: found.length, page };
	useKeypress((key, readline) => {
		const act = actOf(key, extent, scene.query === '');
		const taken = found[scene.active];
		if (act.kind === 'leave') return done(undefined);
		if (act.kind === 'take' && taken !== undefined) return done(taken);
		if (act.kind === 'type') {
			if (readline.line !== scene.query) setScene({ query: readline.line, active: 0 });
			return undefined;
		}
		restore(readline, scene.query);
		if (act.kind === 'move') setScene({ ...scene, active: act.active });
		return undefined;
	});
	first.current = firstOnPage(first.current, extent);
	const shown = found.slice(first.current, first.current + page);
	const body = bodyText(shown, scene.active - first.current, columns, config);
	const help = `${found.length} of ${config.count}   Enter selects, Esc cancels`;
	return [`${config.question}: ${printable(scene.query)}`, [...body, painted(2, cut(help, columns - 1))].join('\n')];
});

/** The lines of a page. @param marked which of them is marked */
const bodyText = (shown: readonly number[], marked: number, columns: number, config: Config): readonly string[] =>
	config.texts(shown, columns - 3).map((row, at) => {
		const text = cut(`${at === marked ? '>' : ' '} ${row}`, columns - 1);
		return at === marked ? painted(7, text) : text;
	});

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** However the process ends, what was drawn goes, and what is said then begins on a line of its own. Returns what undoes that. */
function wipeAtExit(): () => void {
	const wipe = () => {
		keep();
		try {
			writeSync(2, '\r\x1b[J');
		} catch {
			// The terminal is gone.
		}
	};
	const keep = () => {
		process.off('exit', wipe);
		for (const signal of SIGNALS) process.off(signal, wipe);
	};
	process.once('exit', wipe);
	for (const signal of SIGNALS) process.prependListener(signal, wipe);
	return keep;
}

/** The index of the row that was taken; undefined when the person left. */
async function taken(config: Config): Promise<number | undefined> {
	const keep = wipeAtExit();
	hurryEscape();
	try {
		return await thenClosed(prompt(config, { ...terminal(), clearPromptOnDone: true }));
	} catch (error) {
		if (isLeft(error)) return undefined;
		throw error;
	} finally {
		keep();
	}
}

export function pick(rows: readonly PickRow[]): Promise<number | undefined> {
	const search = searcher(
		rows.map(({ name, accountId, accountName = '', roleName }) => ({
			name,
			others: [accountId, accountName, roleName],
		})),
	);
	const seen = new Map<PickRow, Columns>();
	const cells = (row: PickRow): Columns => {
		const known = seen.get(row) ?? { ...columnsOf(row), state: printable(row.state()) };
		seen.set(row, known);
		return known;
	};
	const natural = naturalWidths(rows);
	const texts = (shown: readonly number[], columns: number) => {
		const widths = fitting(natural, columns);
		return shown.flatMap((index) => rows[index] ?? []).map((row) => rowText(cells(row), widths));
	};
	return taken({ question: 'profile', count: rows.length, start: 0, search, texts });
}

/** @param start the row that is marked at first. @throws Failure `declined` when the person leaves */
export async function menu(question: string, rows: readonly string[], start: number): Promise<number> {
	const search = searcher(rows.map((name) => ({ name, others: [] })));
	const texts = (shown: readonly number[]) => shown.map((index) => printable(rows[index] ?? ''));
	const index = await taken({ question: printable(question), count: rows.length, start, search, texts });
	if (index === undefined) throw failures.declined(undefined);
	return index;
}
