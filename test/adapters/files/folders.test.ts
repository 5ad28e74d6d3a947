/** Folders that other users could change: how they are created, and which are refused. */
import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkFolder, FolderRefused, makeFolder } from '../../../src/adapters/files/folders.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { type Home, makeHome } from '../../support/files/home.ts';
import { isRoot, SOMEBODY_ELSE } from '../../support/files/planted.ts';

const OTHER = Number(SOMEBODY_ELSE);
const asOther = isRoot ? undefined : 'only root can give a folder to another user';

function thrownBy(work: () => unknown): unknown {
	try {
		return work();
	} catch (error) {
		return error;
	}
}

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

test('missing folders are created with mode 0700, and existing folders do not change', () => {
	const home = makeHome();
	mkdirSync(home.file('a'));
	chmodSync(home.file('a'), 0o775);
	makeFolder(home.file('a/b/c'));
	makeFolder(home.file('a/b/c'));
	assert.equal(
		['a', 'a/b', 'a/b/c'].map((name) => modeOf(home.file(name))),
		[0o775, 0o700, 0o700],
	);
	home.remove();
});

for (const folder of ['/proc/self/ssoenv/notes', '/proc/1/x/ssoenv', '/dev/null/ssoenv', '/sys/ssoenv/x']) {
	test(`makeFolder fails instead of looping: ${folder}`, () => {
		const error = thrownBy(() => makeFolder(folder));
		assert.ok(error instanceof Error && 'code' in error, String(error));
	});
}

interface Row {
	readonly mode?: number;
	readonly owner?: number;
	readonly isLink?: boolean;
	/**
	 * The kind of problem that ssoenv's own folder has in this state; true for only a warning about the folder's group.
	 */
	readonly own: string | boolean;
	readonly shared: string | boolean;
}

const rows: Readonly<Record<string, Row>> = {
	'0700': { mode: 0o700, own: false, shared: false },
	'0755': { mode: 0o755, own: false, shared: false },
	'0775': { mode: 0o775, own: 'open', shared: true },
	'0770': { mode: 0o770, own: 'open', shared: true },
	'0720': { mode: 0o720, own: 'open', shared: true },
	'0777': { mode: 0o777, own: 'open', shared: 'open' },
	'0702': { mode: 0o702, own: 'open', shared: 'open' },
	'1777, like /tmp': { mode: 0o1777, own: false, shared: false },
	'a link': { isLink: true, own: 'link', shared: false },
	"somebody else's": { owner: OTHER, own: 'foreign', shared: 'foreign' },
};

/** Prepares a folder of that kind at `at`, above or at the folder that is checked. */
function prepare(home: Home, at: string, { mode, owner, isLink }: Row): void {
	if (isLink === true) {
		mkdirSync(home.file('elsewhere'));
		symlinkSync(home.file('elsewhere'), home.file(at));
	}
	mkdirSync(home.file('cache/ssoenv/notes'), { recursive: true });
	if (mode !== undefined) chmodSync(home.file(at), mode);
	if (owner !== undefined) chownSync(home.file(at), owner, owner);
}

for (const [name, row] of Object.entries(rows)) {
	for (const at of ['cache/ssoenv/notes', 'cache/ssoenv']) {
		for (const kind of ['own', 'shared'] as const) {
			testUnless(row.owner === undefined ? undefined : asOther, `checkFolder with ${name} at ${at}, ${kind}`, () => {
				const home = makeHome({ 'cache/x': '' });
				if (at === 'cache/ssoenv/notes') mkdirSync(home.file('cache/ssoenv'));
				prepare(home, at, row);
				const answer = thrownBy(() => checkFolder(home.file('cache/ssoenv/notes'), home.file('cache'), kind));
				if (answer instanceof FolderRefused)
					assert.equal([answer.folder, answer.problem.kind], [home.file(at), row[kind]]);
				else assert.is(answer, row[kind]);
				home.remove();
			});
		}
	}
}

test('a folder that the person chose may be a link and writable by its group, but not by everyone', () => {
	const home = makeHome({ 'real/ssoenv/x': '' });
	symlinkSync(home.file('real'), home.file('cache'));
	const check = () => checkFolder(home.file('cache/ssoenv'), home.file('cache'), 'own');
	chmodSync(home.file('real'), 0o775);
	assert.is(check(), false);
	chmodSync(home.file('real'), 0o777);
	assert.instance(thrownBy(check), FolderRefused);
	home.remove();
});

testUnless(asOther, "nothing is created in another user's folder", () => {
	const home = makeHome({ 'theirs/x': '' });
	chownSync(home.file('theirs'), OTHER, OTHER);
	const error = thrownBy(() => makeFolder(home.file('theirs/a/b')));
	assert.ok(error instanceof FolderRefused && error.problem.kind === 'foreign');
	assert.equal(statSync(home.file('theirs')).nlink, 2);
	home.remove();
});

test.run();
