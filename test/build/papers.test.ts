/** The papers that people read: every link leads somewhere, and lines fit on a screen. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { contractRows } from '../../src/core/shell/contract.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const isPaper = (name: string): boolean => name.endsWith('.md');
const papers = [
	...readdirSync(root).filter(isPaper),
	...readdirSync(join(root, 'docs'))
		.filter(isPaper)
		.map((name) => `docs/${name}`),
	...['src', 'shell'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter(isPaper)
			.map((name) => `${folder}/${name}`),
	),
];

const read = (paper: string): string => readFileSync(join(root, paper), 'utf8');

/** Code is neither linked nor folded. */
const withoutCode = (text: string): string => text.replace(/^```.*?^```$/gms, '');

/** The anchor that GitHub gives a heading. */
const anchor = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\w\- ]/g, '')
		.replaceAll(' ', '-');

const anchorsIn = (text: string): readonly string[] =>
	[...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading));

test('there are papers', () => {
	for (const paper of ['README.md', 'docs/getting-started.md']) assert.ok(papers.includes(paper), paper);
});

for (const paper of papers) {
	test(`${paper}: every link leads to a file, and to a heading in it`, () => {
		const text = read(paper);
		for (const [, target = ''] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
			if (/^https?:/.test(target)) continue;
			const [path = '', heading] = target.split('#');
			const linked = path === '' ? paper : normalize(join(dirname(paper), path));
			assert.ok(existsSync(join(root, linked)), `${target}: no such file`);
			if (heading !== undefined) assert.ok(anchorsIn(read(linked)).includes(heading), `${target}: no such heading`);
		}
	});
}

for (const paper of papers.filter((name) => name.startsWith('docs/'))) {
	test(`${paper}: another page links to it`, () => {
		const link = paper.slice('docs/'.length);
		assert.ok(papers.some((other) => other !== paper && new RegExp(`\\]\\((?:docs/)?${link}`).test(read(other))));
	});
}

/** Written by programs, which fold nothing. */
const withoutGenerated = (text: string): string => text.replace(/^<!-- (\w+) -->$.*?^<!-- \/\1 -->$/gms, '');

/** A table row or a picture is one line, however long. */
const isFolded = (line: string): boolean => line.length <= 120 || /^\||^!\[/.test(line);

for (const paper of papers) {
	test(`${paper}: no line is over 120 columns`, () => {
		assert.equal(
			withoutGenerated(withoutCode(read(paper)))
				.split('\n')
				.filter((line) => !isFolded(line)),
			[],
		);
	});
}

test('docs/configuration.md names each variable that a role changes', () => {
	const text = read('docs/configuration.md');
	for (const { name } of contractRows) assert.ok(text.includes(`\`${name}\``), `${name}: not in docs/configuration.md`);
});

test.run();
