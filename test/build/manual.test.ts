/** The manual: it shows every command, option and setting, and formatters find no fault in it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../src/commands.ts';
import { settings } from '../../src/core/command-line/settings.ts';
import { exitStatuses } from '../../src/core/failure/exit-statuses.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';

const PAGE = fileURLToPath(new URL('../../man/ssoenv.1', import.meta.url));
const page = readFileSync(PAGE, 'utf8');

/** Lines of the page as a macro and its words. */
const has = (start: string): boolean => page.split('\n').some((line) => line === start || line.startsWith(`${start} `));

for (const { name, options, isHidden } of commands) {
	test(`the manual ${isHidden === true ? 'leaves out' : 'shows'} ${name}`, () => {
		assert.is(has(`.It Ic ${name}`), isHidden !== true);
		for (const [option, parameter] of Object.entries(options)) {
			if (parameter.isHidden === true) assert.not.match(page, `Fl -${option}`);
			else assert.ok(has(`.It Fl -${option}`), option);
		}
	});
}

test('the manual shows every setting and every exit status', () => {
	for (const name of Object.keys(settings)) assert.ok(has(`.It Ev "${name}"`), name);
	for (const status of Object.keys(exitStatuses)) assert.ok(has(`.It Li "${status}"`), status);
});

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

interface Formatter {
	readonly program: string;
	/** The words that make it name faults only. */
	readonly check: readonly string[];
	readonly at: (columns: number) => readonly string[];
}

const formatters: readonly Formatter[] = [
	{
		program: 'mandoc',
		check: ['-Tlint', '-W', 'warning'],
		at: (columns) => ['-Tascii', '-O', `width=${columns}`],
	},
	{
		program: 'groff',
		check: ['-mdoc', '-ww', '-z'],
		at: (columns) => ['-mdoc', '-Tascii', `-rLL=${columns}n`, `-rLT=${columns}n`],
	},
];

const run = (program: string, words: readonly string[], file: string) => {
	const { status, stdout, stderr } = spawnSync(program, [...words, file], { encoding: 'utf8' });
	return { status, faults: `${stdout}${stderr}` };
};

/** Lines that no formatter divides: command lines to paste, and an address. */
const UNDIVIDED = new Set(
	commands.flatMap(({ examples }) => examples.flatMap(([line, meaning]) => [line, `# ${meaning}`])),
);
const isDivided = (line: string): boolean => !UNDIVIDED.has(line.trim()) && !line.trim().startsWith('https://');

/** The widest line on a terminal: what is struck over or coloured counts once. */
const widest = (text: string): number => {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: formatters write them
	const lines = text.replaceAll(/.\u0008|\u001b\[[\d;]*m/g, '').split('\n');
	return Math.max(...lines.filter(isDivided).map(({ length }) => length));
};

for (const { program, check, at } of formatters) {
	const lacks = isThere(program) ? undefined : `${program} IS NOT ON PATH`;

	testUnless(lacks, `${program} finds no fault in the manual`, () => {
		assert.equal(run(program, check, PAGE), { status: 0, faults: '' });
	});

	testUnless(lacks, `${program} would find one`, () => {
		const home = makeHome({ 'page.1': page.replace('.Sh FILES', '.Nosuchmacro\n.It\n.Sh FILES') });
		try {
			assert.not.equal(run(program, check, home.file('page.1')).faults, '');
		} finally {
			home.remove();
		}
	});

	for (const columns of [60, 80, 140]) {
		testUnless(lacks, `${program} shows the manual within ${columns} columns`, () => {
			const { status, faults } = run(program, at(columns), PAGE);
			assert.is(status, 0, faults);
			assert.ok(widest(faults) <= columns, `${widest(faults)} columns`);
			assert.ok(widest(faults) > columns - 12, `only ${widest(faults)} columns`);
		});
	}
}

test.run();
