/** The rooms of the sources: each line lies in a folder whose name says what it is about, and no two rooms need each other. */
import { dirname } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { circleIn, grouped, importGraph, type Source, sourcesIn } from '../support/program/import-graph.ts';

const RINGS = ['core', 'flows', 'adapters', 'commands'];

/** One word for one subject, in whichever ring. A new room is a new subject, and a row here. */
const ROOMS = [
	'aws',
	'command-line',
	'config',
	'config-edit',
	'configure',
	'credentials',
	'directory',
	'discovery',
	'doctor',
	'exec',
	'failure',
	'files',
	'given-role',
	'launcher',
	'lock',
	'machine',
	'picker',
	'profile',
	'shell',
	'sign-in',
	'sign-out',
	'status',
	'sync',
	'terminal',
	'text',
	'why',
];

const MOST_FILES = 20;

const sources = sourcesIn('src');
const graph = importGraph(sources);

const isInRing = ({ name }: Source): boolean => RINGS.some((ring) => name.startsWith(`src/${ring}/`));

/** `text` of `src/core/text/json.ts`; undefined for a file that lies in no room. */
const roomOf = (name: string): string | undefined => /^(?:src|test)\/[^/]+\/([^/]+)\/[^/]+$/.exec(name)?.[1];

/** Folders with more files than a reader takes in. */
function crowded(names: readonly string[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(dirname(name), (counts.get(dirname(name)) ?? 0) + 1);
	return [...counts].filter(([, count]) => count > MOST_FILES).map(([folder]) => folder);
}

/** Names that two files export, such as `isFresh`: a search for one would lead to the wrong file. Each command exports `run`. */
function exportedTwice(files: readonly Source[]): readonly string[] {
	const homes = new Map<string, string>();
	const twice: string[] = [];
	for (const { name, text } of files) {
		for (const [, exported = ''] of text.matchAll(
			/^export (?:async )?(?:abstract )?(?:const|function|interface|type|class) (\w+)/gm,
		)) {
			const home = homes.get(exported);
			if (home !== undefined && exported !== 'run') twice.push(`${exported}: ${home}, ${name}`);
			homes.set(exported, name);
		}
	}
	return twice;
}

test('each file of a ring lies in a room', () => {
	const outside = sources.filter(isInRing).filter(({ name }) => !ROOMS.includes(roomOf(name) ?? ''));
	assert.equal(outside, []);
	assert.is(roomOf('src/core/json.ts'), undefined);
	assert.is(roomOf('src/core/text/deep/json.ts'), undefined);
});

test('each room is used', () => {
	const used = new Set(sources.filter(isInRing).map(({ name }) => roomOf(name)));
	assert.equal([...used].sort(), ROOMS);
});

test('the tests of a ring lie in the rooms of what they test', () => {
	const rooms = new Set(sources.map(({ name }) => dirname(name).replace(/^src\//, '')));
	const tests = sourcesIn('test').filter(({ name }) => /^test\/(?:core|flows|adapters|commands)\//.test(name));
	assert.ok(tests.length > 100, `${tests.length} files`);
	assert.equal(
		tests.filter(({ name }) => !rooms.has(dirname(name).replace(/^test\//, ''))),
		[],
	);
});

test(`no folder has more than ${MOST_FILES} files`, () => {
	assert.equal(crowded(sources.map(({ name }) => name)), []);
	const many = Array.from({ length: MOST_FILES + 1 }, (_, at) => `src/core/text/${at}.ts`);
	assert.equal(crowded(many), ['src/core/text']);
	assert.equal(crowded(many.slice(1)), []);
});

test('no file needs itself by way of others, not even for a type', () => {
	assert.is(circleIn(graph), undefined);
	const circle = importGraph([
		{ name: 'src/a.ts', text: "import type { B } from './b.ts';" },
		{ name: 'src/b.ts', text: "import { c } from './c.ts';" },
		{ name: 'src/c.ts', text: "const a = await import('./a.ts');" },
	]);
	assert.equal(circleIn(circle), ['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/a.ts']);
});

for (const ring of RINGS) {
	test(`no room of ${ring}/ needs itself by way of others`, () => {
		const own = [...graph].filter(([name]) => name.startsWith(`src/${ring}/`));
		const rooms = grouped(new Map(own), (name) => dirname(name));
		assert.ok(rooms.size > 3, `${rooms.size} rooms`);
		assert.is(circleIn(rooms), undefined);
	});
}

test('a circle of rooms would be found', () => {
	const files = importGraph([
		{ name: 'src/core/a/one.ts', text: "import { b } from '../b/one.ts';" },
		{ name: 'src/core/b/two.ts', text: "import { a } from '../a/two.ts';" },
	]);
	assert.is(circleIn(files), undefined);
	assert.equal(circleIn(grouped(files, dirname)), ['src/core/a', 'src/core/b', 'src/core/a']);
});

test('each exported name is that of one thing', () => {
	assert.equal(exportedTwice(sources), []);
	const again = { name: 'src/x.ts', text: 'export const asRecord = 1;\n' };
	assert.equal(exportedTwice([...sources, again]), ['asRecord: src/core/text/json.ts, src/x.ts']);
});

test.run();
