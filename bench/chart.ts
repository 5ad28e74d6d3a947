/** Draws the rows as bars on a logarithmic scale, on a background of its own that works on light and dark pages. */
import { FONTS, INK, PAPER, round, xml } from '../scripts/pictures/svg.ts';
import { verdict } from './goals.ts';
import { type Group, inGroups, type Row, ratio, ratioText } from './rows.ts';

const WIDTH = 880;
const [MARGIN, LABELS, VALUES] = [24, 360, 90];
const [LINE, BAR] = [19, 11];
/** From a ten-thousandth to a hundred times of `node -e 0`. */
const DECADES = { first: -4, last: 2 };
const LONGEST = 48;

const COLOURS: Readonly<Record<Group, string>> = {
	commands: '#58a6ff',
	launcher: '#f778ba',
	shell: '#3fb950',
	scale: '#bc8cff',
	peers: '#8b949e',
};
const [QUIET, GRID, ONE, GOAL] = ['#9da7b3', '#21262d', '#ff7b72', '#e3b341'];

/** The rows of each shell in the chart; all of them would make it longer than a page. */
const IN_SHELLS = /: (?:start, with less without|hook, no role|use, warm|hook, role active|Tab, 10000 profiles, list)$/;
const LEFT_OUT = /^(?:node -e 0|true: .*|--version|use --help|sync, nothing new: .*)$/;

const isDrawn = ({ group, name, unit }: Row): boolean =>
	unit === 'ms' && group !== 'launcher' && (group === 'shell' ? IN_SHELLS.test(name) : !LEFT_OUT.test(name));

const left = MARGIN + LABELS;
const perDecade = (WIDTH - left - VALUES) / (DECADES.last - DECADES.first);
const across = (value: number): number => {
	const decade = Math.log10(Math.max(value, 10 ** DECADES.first));
	return round(left + (Math.min(decade, DECADES.last) - DECADES.first) * perDecade);
};

const text = (x: number, y: number, words: string, more = ''): string =>
	`<text x="${x}" y="${y}"${more}>${xml(words)}</text>`;

const shortened = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);

function bar(row: Row, colour: string, top: number): readonly string[] {
	const value = ratio(row).median;
	const goal = verdict(row);
	const [middle, y] = [top + LINE / 2, top + (LINE - BAR) / 2];
	const end = across(value);
	return [
		text(left - 10, middle + 4, shortened(row.name), ' text-anchor="end"'),
		`<rect x="${left}" y="${y}" width="${Math.max(round(end - left), 1)}" height="${BAR}" rx="2" fill="${colour}"/>`,
		...(goal === undefined
			? []
			: [`<rect x="${across(goal.atMost) - 1}" y="${top + 2}" width="2" height="${LINE - 4}" fill="${GOAL}"/>`]),
		text(WIDTH - MARGIN, middle + 4, value > 0 ? ratioText(value) : 'none', ' text-anchor="end"'),
	];
}

function scale(top: number, bottom: number): readonly string[] {
	const decades = Array.from({ length: DECADES.last - DECADES.first + 1 }, (_, at) => DECADES.first + at);
	return decades.flatMap((decade) => {
		const x = across(10 ** decade);
		const label = decade < 0 ? `${10 ** (decade + 2)} %` : `${10 ** decade}×`;
		const colour = decade === 0 ? ONE : GRID;
		return [
			`<line x1="${x}" y1="${top}" x2="${x}" y2="${bottom}" stroke="${colour}"/>`,
			text(x, top - 8, label, ` text-anchor="middle" fill="${decade === 0 ? ONE : QUIET}"`),
		];
	});
}

export function drawChart(rows: readonly Row[]): string {
	const shapes: string[] = [];
	const first = MARGIN + 66;
	let top = first;
	for (const { group, title, groupRows } of inGroups(rows.filter(isDrawn))) {
		shapes.push(text(MARGIN, top + LINE * 0.7, title, ' class="title"'));
		top += LINE;
		for (const row of groupRows) {
			shapes.push(...bar(row, COLOURS[group], top));
			top += LINE;
		}
		top += LINE / 2;
	}
	const height = top + MARGIN;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="How long ssoenv takes, against node -e 0, on a logarithmic scale">
<style>text { font: 12px ${FONTS} } .title { font-weight: 600; fill: #f0f6fc }</style>
<rect width="100%" height="100%" rx="10" fill="${PAPER}"/>
<g fill="${INK}">
${text(MARGIN, MARGIN + 8, 'Time taken, against node -e 0 in the same run (1×); each grid line is ten times the one before', ' class="title"')}
${text(MARGIN, MARGIN + 28, 'medians; a yellow mark is the goal: shorter is met', ` fill="${QUIET}"`)}
${[...scale(first, top), ...shapes].join('\n')}
</g>
</svg>
`;
}
