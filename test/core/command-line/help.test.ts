/** Help: which words ask for it, its text for the command table, and its layout at any width. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { widthOf } from '../../../src/adapters/terminal/width.ts';
import { commands, groups } from '../../../src/commands.ts';
import { helpText, helpTopic } from '../../../src/core/command-line/help.ts';
import type { CommandLineShape } from '../../../src/core/command-line/parameters.ts';
import { matchesGolden } from '../../support/assertions/golden.ts';

const table = { commands, groups };
const visibleCommands = commands.filter(({ isHidden }) => isHidden !== true);

const topics: readonly (readonly [words: string, topic: string | undefined])[] = [
	['', 'overview'],
	['--help', 'overview'],
	['-h', 'overview'],
	['help', 'overview'],
	['help help', 'overview'],
	['help --help', 'overview'],
	['help -h', 'overview'],
	['help --version', 'overview'],
	['help sync', 'sync'],
	['help sync --prune', 'sync'],
	['help shell-role', 'shell-role'],
	['help nope', undefined],
	['help USE', undefined],
	['sync --help', 'sync'],
	['sync -h', 'sync'],
	['use dev --shell bash --help', 'use'],
	['use --region --help', 'use'],
	['use --nope --help', 'use'],
	['--help use', 'use'],
	['-h nope', 'overview'],
	['--nope --help', 'overview'],
	['nope --help', undefined],
	['nope --version', undefined],
	['--version', 'version'],
	['use --version', 'version'],
	['--version --help', 'overview'],
	['use', undefined],
	['use help', undefined],
	['use -- --help', undefined],
	['use -- -h', undefined],
	['-- --help', undefined],
	['--', undefined],
	['--helpx', undefined],
	['use --no-help', undefined],
];

for (const [words, expected] of topics) {
	test(`"${words}" asks for ${expected ?? 'no help'}`, () => {
		const topic = helpTopic(words === '' ? [] : words.split(' '), commands);
		assert.is(typeof topic === 'object' ? topic.name : topic, expected);
	});
}

const at80 = { columns: 80, widthOf };

test('the overview matches the reviewed text', () => matchesGolden('help.txt', helpText('overview', table, at80)));

for (const command of visibleCommands) {
	test(`the help of ${command.name} matches the reviewed text`, () =>
		matchesGolden(`help-${command.name}.txt`, helpText(command, table, at80)));
}

test('the overview names each command once, and no hidden command', () => {
	const help = helpText('overview', table, at80);
	for (const { name, isHidden } of commands) {
		assert.is(help.split('\n').filter((line) => line.startsWith(`  ${name} `)).length, isHidden === true ? 0 : 1, name);
	}
});

test('help names no hidden option', () => {
	for (const command of visibleCommands) assert.not.match(helpText(command, table, at80), '--fields');
});

/** A command with everything that help can show, with wide characters and long words. */
const everything: CommandLineShape = {
	name: 'try',
	group: 'daily',
	summary: 'try 表示幅の広い文字 and words that are wrapped where the line ends',
	details: 'says more about it in a sentence that does not fit on one line of most terminals, however wide they are',
	positionals: {
		place: { type: 'string', describe: 'place to try it', isRequired: true },
		time: { type: 'string', value: 'WHEN', describe: 'time to try it', default: 'now' },
	},
	options: {
		kind: { type: 'string', choices: ['a', 'b', 'c'], describe: 'kind of it', default: 'a' },
		wide: { type: 'string', value: '名前', describe: '表示幅 の広い 文字を 持つ 値の 説明' },
		'very-long-name-of-an-option': { type: 'string', value: 'VALUE_WITH_A_LONG_NAME', describe: 'what it means' },
		inner: { type: 'boolean', describe: 'for programs', isHidden: true },
		yes: { type: 'boolean', describe: `ask nothing, see https://example.com/${'long/'.repeat(12)}` },
	},
	examples: [
		['ssoenv try here', 'try it'],
		[`ssoenv try there --very-long-name-of-an-option ${'x'.repeat(40)} --yes`, 'try it without a question'],
	],
};

const layouts: Readonly<Record<number, string>> = {
	40: `try 表示幅の広い文字 and words that are
wrapped where the line ends

usage: ssoenv try PLACE [WHEN] [OPTIONS]

says more about it in a sentence that
does not fit on one line of most
terminals, however wide they are

arguments:
  PLACE
      place to try it
  WHEN
      time to try it (default: now)

options:
  --kind KIND
      kind of it: a, b, c (default: a)
  --wide 名前
      表示幅 の広い 文字を 持つ 値の
      説明
  --very-long-name-of-an-option VALUE_WITH_A_LONG_NAME
      what it means
  --yes
      ask nothing, see
      https://example.com/${'long/'.repeat(12)}
  -h, --help
      show help

examples:
  ssoenv try here
      try it
  ssoenv try there --very-long-name-of-an-option ${'x'.repeat(40)} --yes
      try it without a question
`,
	60: `try 表示幅の広い文字 and words that are wrapped where the
line ends

usage: ssoenv try PLACE [WHEN] [OPTIONS]

says more about it in a sentence that does not fit on one
line of most terminals, however wide they are

arguments:
  PLACE        place to try it
  WHEN         time to try it (default: now)

options:
  --kind KIND  kind of it: a, b, c (default: a)
  --wide 名前  表示幅 の広い 文字を 持つ 値の 説明
  --very-long-name-of-an-option VALUE_WITH_A_LONG_NAME
               what it means
  --yes        ask nothing, see
               https://example.com/${'long/'.repeat(12)}
  -h, --help   show help

examples:
  ssoenv try here  try it
  ssoenv try there --very-long-name-of-an-option ${'x'.repeat(40)} --yes
                   try it without a question
`,
};

for (const [columns, expected] of Object.entries(layouts)) {
	test(`the layout at ${columns} columns matches the reviewed text`, () => {
		const help = helpText(everything, table, { columns: Number(columns), widthOf });
		assert.fixture(help, expected);
	});
}

const WIDTHS = [30, 40, 49, 50, 60, 79, 80, 81, 99, 100];

/** Terms, command lines to paste, and words longer than a line are never broken. */
const isUnbreakable = (line: string): boolean =>
	/^ {2}\S+(?: \S+)*$/.test(line) || /^usage: /.test(line) || !/\S \S/.test(line.trim());

for (const columns of WIDTHS) {
	test(`at ${columns} columns no line that could be broken is too wide`, () => {
		for (const topic of ['overview', everything, ...commands] as const) {
			const lines = helpText(topic, table, { columns, widthOf }).split('\n');
			assert.equal(
				lines.filter((line) => widthOf(line) > columns && !isUnbreakable(line)),
				[],
			);
		}
	});

	test(`at ${columns} columns the descriptions of a section start in one column`, () => {
		const help = helpText('overview', table, { columns, widthOf });
		const columnsOfMeanings = commands.flatMap(({ name, summary, isHidden }) => {
			const start = summary.split(' ').slice(0, 2).join(' ');
			const line = help.split('\n').find((one) => one.startsWith(`  ${name} `) && one.includes(start));
			return isHidden === true || line === undefined ? [] : [line.indexOf(start)];
		});
		assert.is(columnsOfMeanings.length, columns < 50 ? 0 : visibleCommands.length);
		assert.ok(new Set(columnsOfMeanings).size <= 1, String(columnsOfMeanings));
	});
}

test('help is never wider than 100 columns', () => {
	for (const topic of ['overview', everything] as const) {
		const widest = helpText(topic, table, { columns: 100, widthOf });
		for (const columns of [101, 120, 200, 1000]) assert.is(helpText(topic, table, { columns, widthOf }), widest);
	}
});

test('help has every word at any width', () => {
	const wordsAt = (columns: number) =>
		helpText(everything, table, { columns, widthOf })
			.split(/\s+/)
			.filter((word) => word !== '');
	for (const columns of [1, 10, 30, 50, 200]) assert.equal(wordsAt(columns), wordsAt(80));
});

test.run();
