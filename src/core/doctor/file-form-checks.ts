/** Checks of the form of the two files: what keeps the AWS CLI or an SDK from reading the whole file. */
import { strip } from '../config/lines.ts';
import type { Check } from './check.ts';
import {
	at,
	continuationsOf,
	DEFAULTS,
	isKey,
	isPublicKey,
	keyIn,
	type PlacedFile,
	type PlacedKey,
	type PlacedLine,
	placedFiles,
} from './config-lines.ts';
import type { Facts } from './facts.ts';
import { advise, comment, type Finding, perlLines, type Step, write } from './finding.ts';
import { ignoredHeaders, WHOLE_FILE } from './header-checks.ts';

/** Finds something in each of the two files. */
export const inFiles = (find: (file: PlacedFile, facts: Facts) => readonly Finding[]) => (facts: Facts) =>
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

/** Whether lines end in CR alone. */
const hasLoneCr = ({ text }: PlacedFile): boolean => /\r(?!\n)/.test(text);

const splitLines = (path: string): Step => perlLines('s/\\r(?!\\n)/\\n/g', path);

/**
 * Puts the step before those of a finding that splits the lines of its file, if some end in CR alone: most editors and
 * Perl count no line there.
 */
export function withLineEnds<Found extends Finding>(finding: Found, { config }: Facts): Found {
	const { path, line } = finding.place;
	const file = placedFiles(config).find((one) => one.path === path);
	if (file === undefined || line === undefined || !hasLoneCr(file)) return finding;
	return { ...finding, steps: [splitLines(file.path), ...finding.steps] };
}

function lineEnds(file: PlacedFile): readonly Finding[] {
	const { path } = file;
	if (!hasLoneCr(file)) return [];
	return [
		{
			severity: 'hint',
			message: `lines of ${path} end in CR alone`,
			why: 'the SDKs for Go and Rust read it as one line',
			place: { path },
			steps: [splitLines(path)],
		},
	];
}

/** A byte that is not UTF-8 is kept as a lone surrogate, from U+DC80 on. */
const BYTE = /[\udc80-\udcff]/gu;
const asLatin1 = (text: string): string =>
	text.replace(BYTE, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xdc00));

const encoding = ({ path, lines }: PlacedFile): readonly Finding[] =>
	lines
		.filter(({ content }) => /[\udc80-\udcff]/u.test(content.raw))
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

const odd = ({ path, line }: PlacedLine, message: string, step: Step = comment(path, line)): Finding => ({
	severity: 'problem',
	message: `line ${line} of ${path} ${message}`,
	why: WHOLE_FILE,
	place: { path, line },
	steps: [step],
});

function oddLines(file: PlacedFile, facts: Facts): readonly Finding[] {
	const told = headerLines(facts, file.path);
	return file.lines.flatMap((placed) => {
		const { path, line, content } = placed;
		if (content.kind !== 'odd' || told.has(line)) return [];
		if (content.header !== undefined) {
			const step = write(path, line, `[${content.header}]`);
			return [odd(placed, 'has a byte order mark before its header', step)];
		}
		return [odd(placed, 'is neither a header nor a setting: it has no "=" behind a key')];
	});
}

/** Python's str.splitlines() splits an indented block at these, too. */
const INNER_LINE_END = '[\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]';

const isUnset = (text: string): boolean =>
	text.split(new RegExp(INNER_LINE_END)).some((part) => strip(part) !== '' && !part.includes('='));

/** Whether any section has the value: Python gives that of a setting in [DEFAULT] to the sections without the setting. */
const isRead = ({ section, content }: PlacedKey, sections: PlacedFile['sections']): boolean =>
	section?.header !== DEFAULTS ||
	sections.some((other) => other.header !== DEFAULTS && keyIn(other, content.key) === undefined);

/** Lines of an indented block, below a setting without a value of its own. */
const oddBlockLines = ({ lines, sections }: PlacedFile): readonly Finding[] =>
	lines
		.filter(isKey)
		.filter((key) => key.content.value === '' && isRead(key, sections))
		.flatMap(continuationsOf)
		.filter(({ content }) => content.kind === 'continuation' && isUnset(content.content))
		.map((placed) => odd(placed, 'is in an indented block, and has no "="'));

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

export const fileFormChecks: readonly Check[] = [
	{ id: 'byte-order-mark', group: 'config', about: 'a byte order mark', findings: inFiles(mark) },
	{ id: 'encoding', group: 'config', about: 'bytes that are not UTF-8', findings: inFiles(encoding) },
	{
		id: 'odd-line',
		group: 'config',
		about: 'lines without `=`',
		findings: inFiles((file, facts) => [...oddLines(file, facts), ...oddBlockLines(file)]),
	},
	{ id: 'no-section', group: 'config', about: 'settings before the first header', findings: inFiles(homelessKeys) },
	{ id: 'line-ends', group: 'tools', about: 'lines that end in CR alone', findings: inFiles(lineEnds) },
];
