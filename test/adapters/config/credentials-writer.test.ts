/** The credentials file on the real disk: replaced completely or not at all, private, and without any copy. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { credentialsFile } from '../../../src/adapters/config/credentials-writer.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type Home, makeHome } from '../../support/files/home.ts';

const FILE = '.aws/credentials';
const MINE = '[mine]\naws_access_key_id = AKIAMINE\n';
const ADDED = '[added]\nregion = x\n';
const add = (text: string): string => `${text}${ADDED}`;
const cut = (text: string): string => text.replace(ADDED, '');
const always = () => true;

const fileAt = (path: string) => credentialsFile(path, async (_, { work }) => work());
const modeOf = (path: string): number => statSync(path).mode & 0o7777;
const namesIn = (folder: string): readonly string[] => readdirSync(folder).sort();

const testWith = (name: string, files: Parameters<typeof makeHome>[0], body: (home: Home) => Promise<void>): void =>
	test(name, async () => {
		const home = makeHome(files);
		try {
			await body(home);
		} finally {
			home.remove();
		}
	});

testWith('an edit leaves no copy, and others can no longer read the file', { [FILE]: MINE }, async (home) => {
	const path = home.file(FILE);
	for (const mode of [0o644, 0o660, 0o600]) {
		home.write(FILE, MINE);
		chmodSync(path, mode);
		assert.equal(await fileAt(path).edit(add, always), { hasChanged: true, wasOpen: mode !== 0o600 });
		assert.equal([fileAt(path).read(), modeOf(path)], [add(MINE), 0o600]);
		assert.equal(namesIn(home.file('.aws')), ['credentials']);
	}
	chmodSync(path, 0o644);
	assert.equal(await fileAt(path).edit((text) => text, always), { hasChanged: true, wasOpen: true });
	assert.is(modeOf(path), 0o600);
});

testWith('a missing file is made in a private folder, and is gone when nothing is left in it', {}, async (home) => {
	const path = home.file(FILE);
	assert.is(fileAt(path).changedAt(), 0);
	assert.equal(await fileAt(path).takeOut(cut), { hasChanged: false, wasOpen: false });
	assert.not(existsSync(home.file('.aws')));
	await fileAt(path).edit(add, always);
	assert.equal([modeOf(path), modeOf(home.file('.aws'))], [0o600, 0o700]);
	assert.ok(fileAt(path).changedAt() >= statSync(path).mtimeMs);
	assert.is((await fileAt(path).takeOut(cut)).hasChanged, true);
	assert.equal(namesIn(home.file('.aws')), []);
});

testWith('a link stays a link, also to a file in which nothing is left', { 'dotfiles/keys': MINE }, async (home) => {
	mkdirSync(home.file('.aws'));
	symlinkSync('../dotfiles/keys', home.file(FILE));
	const file = fileAt(home.file(FILE));
	await file.edit(add, always);
	assert.is(readFileSync(home.file('dotfiles/keys'), 'utf8'), add(MINE));
	await file.takeOut(() => '');
	assert.equal([readlinkSync(home.file(FILE)), lstatSync(home.file('dotfiles/keys')).size], ['../dotfiles/keys', 0]);
	assert.equal([...namesIn(home.file('dotfiles')), ...namesIn(home.file('.aws'))], ['keys', 'credentials']);
});

const latin = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9, 0x0a]), Buffer.from(MINE)]);
const refused: Readonly<Record<string, readonly [string | Uint8Array, RegExp]>> = {
	'a byte order mark': [`\ufeff${MINE}`, /credentials at line 1: byte order mark; the AWS CLI cannot read this file/],
	'a section twice': [`${MINE}${MINE}`, /at line 3: duplicate section \[mine\]/],
	'a line without =': [`${MINE}oops\n`, /at line 3: line without "="/],
	'a section of that name': [ADDED, /after this change the AWS CLI could not read it: duplicate section \[added\]/],
	'bytes that are not UTF-8': [latin, /it contains bytes that are not UTF-8/],
};

for (const [what, [text, message]] of Object.entries(refused)) {
	testWith(`${what}: nothing is added, but what is there can be taken out`, { [FILE]: text }, async (home) => {
		const path = home.file(FILE);
		const before = readFileSync(path);
		const failure = await failureFrom(fileAt(path).edit(add, always));
		assert.equal([failure.code, failure.status], ['config-not-editable', 3]);
		assert.match(failure.message, message);
		assert.equal([readFileSync(path), namesIn(home.file('.aws'))], [before, ['credentials']]);
		home.write(FILE, Buffer.concat([before, Buffer.from(`\n${ADDED}`)]));
		await fileAt(path).takeOut((now) => now.replace(/\n\[added\]\nregion = x\n$/, ''));
		assert.equal(readFileSync(path), before);
	});
}

testWith('a text that the AWS CLI would misread is not written', { [FILE]: MINE }, async (home) => {
	const file = fileAt(home.file(FILE));
	const failure = await failureFrom(file.edit(add, (profiles) => profiles.get('added')?.get('region') === 'y'));
	assert.match(failure.message, 'AWS tools would misread it');
	assert.is(file.read(), MINE);
	await file.edit(add, (profiles) => profiles.get('added')?.get('region') === 'x');
});

for (const [what, prepare, message] of [
	['a read-only file', (home: Home) => chmodSync(home.write(FILE, MINE), 0o400), /it is read-only/],
	['a folder in its place', (home: Home) => home.write(`${FILE}/x`, ''), /it is a folder/],
	['a folder that is open to others', (home: Home) => open(home), /other users can write to/],
] as const) {
	testWith(`${what}: nothing is written or taken out`, {}, async (home) => {
		prepare(home);
		const before = namesIn(home.path);
		for (const edit of [fileAt(home.file(FILE)).edit(add, always), fileAt(home.file(FILE)).takeOut(() => '')]) {
			const failure = await failureFrom(edit);
			assert.is(failure.status, 3);
			assert.match(failure.message, message);
		}
		assert.equal(namesIn(home.path), before);
	});
}

function open(home: Home): void {
	home.write(FILE, MINE);
	chmodSync(home.file('.aws'), 0o777);
}

test('without a path there is no file', async () => {
	assert.is(fileAt('').read(), '');
	assert.match((await failureFrom(fileAt('').edit(add, always))).message, 'AWS_SHARED_CREDENTIALS_FILE is empty');
});

testWith('what killed writers left beside the file is removed at once', { [FILE]: MINE }, async (home) => {
	for (const end of ['0123456789abcdef0123', 'backup', '0123']) home.write(`${FILE}.ssoenv-${end}`, MINE);
	home.write('.aws/config.ssoenv-0123456789abcdef0123', '');
	await fileAt(home.file(FILE)).takeOut((text) => text);
	const left = [
		'config.ssoenv-0123456789abcdef0123',
		'credentials',
		'credentials.ssoenv-0123',
		'credentials.ssoenv-backup',
	];
	assert.equal(namesIn(home.file('.aws')), left);
});

testWith('a file that another tool is writing is read when it is whole', { [FILE]: MINE }, async (home) => {
	// As the AWS CLI does it: the file is emptied, and then written in place.
	home.write(FILE, '');
	const edited = fileAt(home.file(FILE)).edit(add, always);
	home.write(FILE, MINE);
	await edited;
	assert.is(readFileSync(home.file(FILE), 'utf8'), add(MINE));
});

const WORKER = fileURLToPath(new URL('../../support/files/credentials-edit-worker.ts', import.meta.url));

testWith('concurrent edits, by the link and by its target, lose nothing', { 'dotfiles/keys': MINE }, async (home) => {
	mkdirSync(home.file('.aws'));
	symlinkSync('../dotfiles/keys', home.file(FILE));
	const exits = ['dotfiles/keys', FILE, FILE].map((name, at) => {
		const words = ['--import', 'tsx', WORKER, home.file(name), home.file('locks'), `w${at}`];
		return once(spawn(process.execPath, words, { stdio: 'inherit' }), 'exit');
	});
	const statuses = (await Promise.all(exits)).map(([status]) => status);
	assert.equal(statuses, [0, 0, 0]);
	const text = readFileSync(home.file(FILE), 'utf8');
	assert.ok(text.startsWith(MINE));
	for (const worker of ['w0', 'w1', 'w2']) for (const at of [1, 2, 3]) assert.match(text, `[${worker}-${at}]\n`);
});

test.run();
