/** The lines that the AWS CLI would refuse. test/config compares the parsed texts with AWS's own loaders. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { configLines, stripEnd } from '../../../src/core/config/lines.ts';
import { generatedTexts } from '../../support/assertions/generated-text.ts';

type Plain = readonly (readonly [string, unknown])[];

const sectionsOf = (text: string): Plain =>
	parseAwsIni(text).sections.map(({ header, settings }) => [
		header,
		[...settings].map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
	]);

const NO_EQUALS = 'line without "="';

const problems: Readonly<Record<string, readonly (readonly [line: number, what: string])[]>> = {
	'': [],
	'\n\n': [],
	'[a]\nk = v\n': [],
	'[a]\nk : v\n# c\n; c\n  # c\n': [],
	'[a]\nk = v\n  more\n\n  even more\n': [],
	'[a]\ns3 =\n  x = 1\n  y = 2\n': [],
	'[DEFAULT]\na = 1\n[DEFAULT]\nb = 2\n': [],
	nonsense: [[1, NO_EQUALS]],
	'[a]\nnonsense\nk = v': [[2, NO_EQUALS]],
	'[a]\n\n\n\nnonsense': [[5, NO_EQUALS]],
	'[a]\r\nk = v\r\nnonsense\r\n': [[3, NO_EQUALS]],
	'[a]\rk = v\rnonsense': [[3, NO_EQUALS]],
	'[a]\n= v': [[2, NO_EQUALS]],
	'[a]\n: v': [[2, NO_EQUALS]],
	'[]\n': [[1, NO_EQUALS]],
	'[a\nk = v': [
		[1, NO_EQUALS],
		[2, 'key outside any section'],
	],
	'k = v\n[a]\n': [[1, 'key outside any section']],
	'[a]\n[b]\n[a]\n': [[3, 'duplicate section [a]']],
	'[a]\nk = 1\nK = 2\nk : 3\n': [
		[3, 'duplicate key k'],
		[4, 'duplicate key k'],
	],
	'\ufeff[a]\n': [[1, 'byte order mark']],
	'[a]\n\ufeff[b]\n': [[2, 'byte order mark']],
	'[a]\ns3 =\n  x = 1\n  nonsense\n': [[4, 'line without "=" in an indented block']],
};

for (const [text, expected] of Object.entries(problems)) {
	test(`problems in ${JSON.stringify(text)}`, () => {
		assert.equal(
			parseAwsIni(text).problems.map(({ line, what }) => [line, what]),
			expected,
		);
	});
}

const sectionTexts: readonly (readonly [text: string, sections: Plain])[] = [
	['[a]\nk = v # c\n', [['a', [['k', 'v # c']]]]],
	['[a]\nu = https://x/start#/\n', [['a', [['u', 'https://x/start#/']]]]],
	['[a]\nk = "q"\n', [['a', [['k', '"q"']]]]],
	['[a]\nk = a=b:c\n', [['a', [['k', 'a=b:c']]]]],
	['[a]\nk =\n', [['a', [['k', '']]]]],
	[
		'[a]\nk = true\nl = null\nm = 1\n',
		[
			[
				'a',
				[
					['k', 'true'],
					['l', 'null'],
					['m', '1'],
				],
			],
		],
	],
	['[a]\nk[] = 1\n', [['a', [['k[]', '1']]]]],
	['[a]\nk = %0041\n', [['a', [['k', '%0041']]]]],
	['[profile a.b]\nk = v\n', [['profile a.b', [['k', 'v']]]]],
	['[profile a] # see\n', [['profile a', []]]],
	[
		'[a]\n__proto__ = 1\nconstructor = 2\n',
		[
			[
				'a',
				[
					['__proto__', '1'],
					['constructor', '2'],
				],
			],
		],
	],
	['[__proto__]\nk = v\n', [['__proto__', [['k', 'v']]]]],
	['[a]\nk = v\n  more\n', [['a', [['k', 'v\nmore']]]]],
	['[a]\ns3 =\n  x = 1\n', [['a', [['s3', [['x', '1']]]]]]],
	['[a]\nk = 1\nk = 2\n', [['a', [['k', '2']]]]],
	[
		'[a]\nx = 1\n[b]\n[a]\ny = 2\n',
		[
			[
				'a',
				[
					['x', '1'],
					['y', '2'],
				],
			],
			['b', []],
		],
	],
	['[a]\nk = \0\n', [['a', [['k', '\0']]]]],
	['\ufeff[a]\nk = v\n', [['a', [['k', 'v']]]]],
];

for (const [text, sections] of sectionTexts) {
	test(`sections of ${JSON.stringify(text)}`, () => {
		assert.equal(sectionsOf(text), sections);
	});
}

test('2000 generated texts are read without an error, and every problem has a line of its text', () => {
	const pieces = [
		'[a]',
		'[profile b]',
		'[',
		']',
		'=',
		':',
		'k',
		'v',
		' ',
		'\t',
		'\n',
		'\r',
		'\r\n',
		'#',
		';',
		'"',
		"'",
		'\\',
		'%',
		'\0',
		'\ufeff',
		'\u2028',
		'\u0085',
		'\f',
		'__proto__',
		'é',
		'\ud800',
		'.',
		'[]',
	];
	for (const text of generatedTexts(3, 2000, 14, pieces)) {
		const lines = text.split(/\r\n|\r|\n/).length;
		for (const { line } of parseAwsIni(text).problems) assert.ok(line >= 1 && line <= lines, JSON.stringify(text));
	}
});

test('a text that is read and written again reads the same', () => {
	const pieces = [
		'a',
		'b.c',
		'=',
		':',
		' ',
		'#',
		';',
		'"',
		'\\',
		'%',
		'[',
		']',
		'é',
		'😀',
		'__proto__',
		'true',
		'$',
		',',
	];
	for (const value of generatedTexts(5, 500, 8, pieces).map((text) => text.trim())) {
		assert.equal(sectionsOf(`[s]\nk = ${value}\n`), [['s', [['k', value]]]], JSON.stringify(value));
	}
});

const SECTION_PIECES = [
	'[profile a]',
	'[profile b] # c',
	'[sso-session s]',
	' [profile i]',
	'[]=',
	'[x',
	'region',
	'Region',
	'output',
	' = ',
	'=',
	':',
	'v',
	' ',
	'\t',
	'\u00a0',
	'#',
	';',
	']',
	'\n',
	'\n',
	'\n',
	'\r\n',
];

/** Reads headers, keys and values from the lines of the whole text at once, without the lazy sections. */
function readWhole(text: string): Plain {
	const sections = new Map<string, Map<string, string[]>>();
	let values: Map<string, string[]> | undefined;
	let open: string[] | undefined;
	for (const line of configLines(text)) {
		if (line.kind === 'blank' || line.kind === 'continuation') {
			open?.push(line.kind === 'blank' ? '' : line.content);
		} else if (line.kind === 'header') {
			values = sections.get(line.header) ?? new Map();
			sections.set(line.header, values);
			open = undefined;
		} else if (line.kind === 'key') {
			open = [line.value];
			values?.set(line.key, open);
		}
	}
	const joined = (lines: readonly string[]) => stripEnd(lines.join('\n'));
	return [...sections].map(([header, own]) => [header, [...own].map(([key, lines]) => [key, joined(lines)])]);
}

test('sections parsed lazily are the same as in a parse of the whole text', () => {
	const texts = generatedTexts(5, 20_000, 16, SECTION_PIECES).map((text) => `[profile first]\n${text}`);
	let compared = 0;
	for (const text of texts) {
		const { problems } = parseAwsIni(text);
		// With a DEFAULT section, nothing is parsed lazily.
		const eager = parseAwsIni(`[DEFAULT]\n${text}`).problems.map(({ line, what }) => ({ line: line - 1, what }));
		assert.equal(problems, eager, JSON.stringify(text));
		assert.equal(sectionsOf(text), sectionsOf(`[DEFAULT]\n${text}`), JSON.stringify(text));
		if (problems.length > 0 || /\n[\t \u00a0]/.test(text)) continue;
		assert.equal(sectionsOf(text), readWhole(text), JSON.stringify(text));
		compared += 1;
	}
	assert.ok(compared > 3000, `${compared} of ${texts.length}`);
});

test.run();
