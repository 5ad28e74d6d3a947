/** Checks for sections and settings that are twice in a file, which the AWS CLI refuses. */
import type { Check } from './check.ts';
import { continuationsOf, DEFAULTS, isKey, type PlacedFile, type PlacedKey } from './config-lines.ts';
import { inFiles } from './file-form-checks.ts';
import { type Finding, remove, reorder, upwards } from './finding.ts';

const linesOfKey = (key: PlacedKey): readonly number[] => [key.line, ...continuationsOf(key).map(({ line }) => line)];

const whyTwice = 'the AWS CLI and boto3 refuse the whole file; other tools merge the two, and the last one wins';

function twiceSections({ path, lines, sections }: PlacedFile): readonly Finding[] {
	const firsts = new Map(sections.toReversed().map((section) => [section.header, section]));
	return sections.flatMap((section) => {
		const first = firsts.get(section.header);
		if (first === undefined || first === section || section.header === DEFAULTS) return [];
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
	const defaults = sections.filter(({ header }) => header === DEFAULTS);
	const others = sections.filter(({ header }) => header !== DEFAULTS);
	const all = [...others, { header: DEFAULTS, lines: defaults.flatMap(({ lines }) => lines) }];
	return all.flatMap(({ header, lines }) => {
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

export const twiceChecks: readonly Check[] = [
	{ id: 'section-twice', group: 'config', about: 'two sections with one header', findings: inFiles(twiceSections) },
	{ id: 'key-twice', group: 'config', about: 'a setting that is twice in its section', findings: inFiles(twiceKeys) },
];
