/** Formats the rows as tables for terminals and for Markdown. */
import { verdict } from './goals.ts';
import { inGroups, least, type Row, ratio, ratioText, spread } from './rows.ts';

type Cells = readonly string[];

const HEADINGS: Cells = ['', 'ratio', 'middle half', 'least', 'median', 'goal', ''];

const figure = (value: number): string => value.toFixed(Math.abs(value) < 1 ? 3 : 1);

function goalCells(row: Row): Cells {
	const goal = verdict(row);
	if (goal === undefined) return ['', ''];
	const text = row.baseline.length === 0 ? String(goal.atMost) : ratioText(goal.atMost);
	return [`≤ ${text}`, goal.isMet ? 'met' : 'missed'];
}

function cells(row: Row): Cells {
	const goal = goalCells(row);
	if (row.baseline.length === 0) return [row.name, '', '', '', String(spread(row.samples).median), ...goal];
	const { low, median, high } = ratio(row);
	const half = `${ratioText(low)} to ${ratioText(high)}`;
	const quickest = least(row);
	const best = quickest === undefined ? '' : ratioText(quickest);
	return [row.name, ratioText(median), half, best, `${figure(spread(row.samples).median)} ${row.unit}`, ...goal];
}

export function plainTable(rows: readonly Row[]): string {
	const groups = inGroups(rows);
	const [headings, ...lines] = inColumns([HEADINGS, ...groups.flatMap(({ groupRows }) => groupRows.map(cells))]);
	const parts = groups.flatMap(({ title, groupRows }) => ['', title, ...lines.splice(0, groupRows.length)]);
	return [headings, ...parts, ''].join('\n');
}

/** Lays out lines in columns: the first to the left, the others to the right. */
export function inColumns(lines: readonly Cells[]): string[] {
	const width = (column: number) => Math.max(...lines.map((line) => [...(line[column] ?? '')].length));
	const widths = (lines[0] ?? []).map((_, column) => width(column));
	const layOut = (line: Cells) =>
		line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
	return lines.map((line) => layOut(line).join('  ').trimEnd());
}

/** A pipe would end the cell. */
const escaped = (cell: string): string => cell.replaceAll('|', '\\|');

export function markdownTable(headings: Cells, lines: readonly Cells[]): string {
	const row = (line: Cells) => `| ${line.map(escaped).join(' | ')} |`;
	const ruler = `| ${headings.map((_, column) => (column === 0 ? '---' : '--:')).join(' | ')} |`;
	return `${[row(headings), ruler, ...lines.map(row)].join('\n')}\n`;
}

/** Returns a table for each group, under its title. */
export function markdownTables(rows: readonly Row[]): string {
	return inGroups(rows)
		.map(({ title, groupRows }) => `### ${title}\n\n${markdownTable(HEADINGS, groupRows.map(cells))}`)
		.join('\n');
}
