/** Rules of the tests themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../', import.meta.url));
const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
const shellTests = paths.filter((path) => /\.(?:bats|bash)$/.test(path));
const unitTests = paths.filter((path) => path.endsWith('.test.ts'));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

const MOST_COLUMNS = 140;
const MOST_FILES = 20;

/** A tab is four columns wide, wherever it stands: in these files it stands at the start. */
const columns = (line: string): number => [...line.replaceAll('\t', '    ')].length;

const wideLines = (text: string): readonly string[] => text.split('\n').filter((line) => columns(line) > MOST_COLUMNS);

test('there are shell tests in rooms, and unit tests', () => {
	assert.ok(shellTests.length > 30, `${shellTests.length} files`);
	assert.ok(unitTests.length > 100, `${unitTests.length} files`);
	for (const path of shellTests)
		assert.match(path, /^(?:program\/(?:[^/]+|support\/drivers)|frameworks)\/[^/]+$|^program\/setup_suite\.bash$/);
});

test(`no folder of shell tests has more than ${MOST_FILES} files`, () => {
	for (const folder of new Set(shellTests.map(dirname))) {
		const files = readdirSync(`${root}${folder}`, { withFileTypes: true }).filter((entry) => entry.isFile());
		assert.ok(files.length <= MOST_FILES, `${folder} has ${files.length}`);
	}
});

for (const path of shellTests) {
	test(`${path}: no line has more than ${MOST_COLUMNS} columns`, () => {
		assert.equal(wideLines(read(path)), []);
	});
}

test('a line that is too wide would be found', () => {
	assert.equal(wideLines(`\t${'x'.repeat(136)}\n\t${'x'.repeat(137)}\n`), [`\t${'x'.repeat(137)}`]);
});

test('each room of shell tests has the link by which bats finds what starts the fake', () => {
	const rooms = shellTests.filter((path) => path.endsWith('.bats')).map(dirname);
	for (const room of new Set(rooms)) assert.ok(paths.includes(`${room}/setup_suite.bash`), room);
});

/** Numbers of a list that is not here, as in `pitfall 12: …`. */
test('no title cites a number', () => {
	for (const path of shellTests) assert.not.match(read(path), /pitfall/i, path);
});

test('each unit test is one of uvu itself, so that the runner can name it when it hangs', () => {
	for (const path of unitTests) assert.not.match(read(path), /import \{[^}]*\bsuite\b[^}]*\} from 'uvu'/, path);
});

test('no shell test sleeps to wait for something', () => {
	const isWaiting = (line: string) => /^\s*sleep [\d.]+$/.test(line);
	for (const path of shellTests.filter((one) => one.endsWith('.bats'))) {
		assert.equal(read(path).split('\n').filter(isWaiting), [], path);
	}
});

/** bash does not end a test for a command that begins with `!`, unless it is the last one of its function. */
const deafChecks = (text: string): readonly string[] =>
	[...text.replaceAll('\\\n', ' ').matchAll(/^\t+! (?!.*\|\| fail).*\n(?!\t*\})/gm)].map(([line]) => line.trim());

test('no check in a shell test begins with ! where bash does not mind it', () => {
	for (const path of shellTests) assert.equal(deafChecks(read(path)), [], path);
	assert.equal(deafChecks('f() {\n\t! a\n\t! b || fail c\n\t! d \\\n\t\t|| fail e\n\t! g\n}\n'), ['! a']);
});

test.run();
