/** Checks of the form of the two files: what keeps the AWS CLI or an SDK from reading the whole file. */
import type { Check } from './check.ts';
import {
	at,
	continuationsOf,
	isKey,
	isPublicKey,
	type PlacedFile,
	type PlacedKey,
	placedFiles,
} from './config-lines.ts';
import type { Facts } from './facts.ts';
import { advise, comment, type Finding, perlLines, remove, reorder, upwards, write } from './finding.ts';
import { ignoredHeaders } from './header-checks.ts';

const WHOLE_FILE = 'the AWS CLI and boto3 refuse the whole file, and so do the SDKs for Rust and Java';

const inFiles = (find: (file: PlacedFile, facts: Facts) => readonly Finding[]) => (facts: Facts) =>
	placedFiles(facts.config).flatMap((file) => find(file, facts));

function mark({ path, hasMark }: PlacedFile): readonly Finding[] {
	if (!hasMark) return [];
	return [
		{
			severity: 'problem',
			message: `${path} begins with a byte order mark`,
			why: `${WHOLE_FILE}; the SDK for Go may not find the first section`,
			place: { path, line: 1 },
			steps: [perlLines('s/^\\xEF\\xBB\\xBF// if $. == 1', path)],
		},
	];
}

function lineEnds({ path, text }: PlacedFile): readonly Finding[] {
	if (!/\r(?!\n)/.test(text)) return [];
	return [
		{
			severity: 'hint',
			message: `lines of ${path} end in CR alone`,
			why: 'the SDKs for Go and Rust read it as one line',
			place: { path },
			steps: [perlLines('s/\\r(?!\\n)/\\n/g', path)],
		},
	];
}

/** A byte that is not UTF-8 is kept as a lone surrogate, from U+DC80 on. */
const BYTE = /[\udc80-\udcff]/g;
const asLatin1 = (text: string): string =>
	text.replace(BYTE, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xdc00));

const encoding = ({ path, lines }: PlacedFile): readonly Finding[] =>
	lines
		.filter(({ content }) => /[\udc80-\udcff]/.test(content.raw))
		.map((placed) => ({
			severity: 'problem',
			message: `${at(placed)} has bytes that are not UTF-8`,
			why: 'the AWS CLI and boto3 refuse the whole file, and the SDK for Rust finds no credentials',
			place: { path, line: placed.line },
			steps: [
				isKey(placed) && !isPublicKey(placed.content.key)
					? advise(`save line ${placed.line} of ${path} as UTF-8`)
					: write(path, placed.line, asLatin1(placed.content.raw)),
			],
		}));

/** The lines of headers that another check reports. */
const headerLines = ({ config }: Facts, path: string): ReadonlySet<number> =>
	new Set(
		ignoredHeaders(config)
			.filter((header) => header.path === path)
			.map(({ line }) => line),
	);

function oddLines(file: PlacedFile, facts: Facts): readonly Finding[] {
	const { path, lines } = file;
	const told = headerLines(facts, path);
	const isOdd = ({ content, line }: PlacedFile['lines'][number]) =>
		content.kind === 'odd' && content.header === undefined && !told.has(line);
	return lines.filter(isOdd).map((placed) => ({
		severity: 'problem',
		message: `${at(placed)} is neither a header nor a setting: it has no "=" behind a key`,
		why: WHOLE_FILE,
		place: { path, line: placed.line },
		steps: [comment(path, placed.line)],
	}));
}

/** Settings before the first header. Those behind a header that cannot be read belong to that header. */
function homelessKeys({ path, lines }: PlacedFile): readonly Finding[] {
	const end = lines.findIndex(({ content }) => content.kind === 'header' || content.kind === 'odd');
	return lines
		.slice(0, end < 0 ? undefined : end)
		.filter(isKey)
		.map((placed) => ({
			severity: 'problem',
			message: `${placed.content.key} on ${at(placed)} is in no section`,
			why: WHOLE_FILE,
			place: { path, line: placed.line, key: placed.content.key },
			steps: [comment(path, placed.line)],
		}));
}

const linesOfKey = (key: PlacedKey): readonly number[] => [key.line, ...continuationsOf(key).map(({ line }) => line)];

const whyTwice = 'the AWS CLI and boto3 refuse the whole file; other tools merge the two, and the last one wins';

function twiceSections({ path, lines, sections }: PlacedFile): readonly Finding[] {
	const firsts = new Map(sections.toReversed().map((section) => [section.header, section]));
	return sections.flatMap((section) => {
		const first = firsts.get(section.header);
		if (first === undefined || first === section || section.header === 'DEFAULT') return [];
		const keys = new Set(section.lines.filter(isKey).map(({ content }) => content.key));
		const overridden = new Set(
			first.lines.filter(isKey).flatMap((key) => (keys.has(key.content.key) ? linesOfKey(key) : [])),
		);
		const own = section.lines.map(({ line }) => line);
		const moved = new Set([section.line, ...own]);
		const last = first.lines.findLast(isKey);
		const anchor = last === undefined ? first.line : (linesOfKey(last).at(-1) ?? first.line);
		const count = lines.at(-1)?.content.raw === '' ? lines.length - 1 : lines.length;
		const order = Array.from({ length: count }, (_, line) => line + 1).flatMap((line) => {
			const kept = moved.has(line) || overridden.has(line) ? [] : [line];
			return line === anchor ? [...kept, ...own.filter((one) => one <= count)] : kept;
		});
		return [
			{
				severity: 'problem',
				message: `[${section.header}] is twice in ${path}, on lines ${first.line} and ${section.line}`,
				why: whyTwice,
				place: { path, line: section.line },
				steps: [reorder(order, path)],
			},
		];
	});
}

function twiceKeys({ path, sections }: PlacedFile): readonly Finding[] {
	return sections.flatMap(({ header, lines }) => {
		const keys = lines.filter(isKey);
		return keys.flatMap((key, index) => {
			const later = keys.slice(index + 1).find(({ content }) => content.key === key.content.key);
			if (later === undefined) return [];
			return [
				{
					severity: 'problem',
					message: `${key.content.key} is twice in [${header}] of ${path}, on lines ${key.line} and ${later.line}`,
					why: whyTwice,
					place: { path, line: key.line, key: key.content.key },
					steps: upwards(linesOfKey(key).map((line) => remove(path, line))),
				},
			];
		});
	});
}

export const fileFormChecks: readonly Check[] = [
	{ id: 'byte-order-mark', group: 'config', about: 'a byte order mark', findings: inFiles(mark) },
	{ id: 'encoding', group: 'config', about: 'bytes that are not UTF-8', findings: inFiles(encoding) },
	{ id: 'odd-line', group: 'config', about: 'lines without `=`', findings: inFiles(oddLines) },
	{ id: 'no-section', group: 'config', about: 'settings before the first header', findings: inFiles(homelessKeys) },
	{ id: 'section-twice', group: 'config', about: 'two sections with one header', findings: inFiles(twiceSections) },
	{ id: 'key-twice', group: 'config', about: 'a setting that is twice in its section', findings: inFiles(twiceKeys) },
	{ id: 'line-ends', group: 'tools', about: 'lines that end in CR alone', findings: inFiles(lineEnds) },
];
