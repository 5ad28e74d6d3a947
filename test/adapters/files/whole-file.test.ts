/**
 * The writer of all files: it writes every byte or leaves the old file, on a full disk or under a size limit at any
 * byte.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configFile } from '../../../src/adapters/config/config-writer.ts';
import { discoveries } from '../../../src/adapters/files/discoveries.ts';
import { fileCache } from '../../../src/adapters/files/file-cache.ts';
import { removeAbandoned, reserveFile, writeWholeFile } from '../../../src/adapters/files/whole-file.ts';
import { shellCopies } from '../../../src/adapters/shell/shell-copies.ts';
import { shellFiles } from '../../../src/adapters/shell/shell-files.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { type Home, makeHome } from '../../support/files/home.ts';

const KB = 1024;
const STEP = 512;
const LAST = 64 * KB;

const lacksPrlimit =
	spawnSync('prlimit', ['--version']).status === 0 ? undefined : 'prlimit, which limits the size of files, is not here';

// ssoenv starts with this signal ignored; another test in this process may have changed that.
process.on('SIGXFSZ', () => undefined);

/** Runs `work` while this process cannot write a file beyond `bytes`, as under `ulimit -f`. */
async function limited<Value>(bytes: number, work: () => Promise<Value>): Promise<Value> {
	const limit = (to: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${to}:`]);
	limit(String(bytes));
	try {
		return await work();
	} finally {
		limit('unlimited');
	}
}

/** A file to write, and the function that writes it through the program's own code. */
interface WrittenFile {
	readonly file: string;
	readonly write: (home: Home, text: string) => Promise<unknown>;
	/** The backup beside it. If the limit cuts the backup, the file does not change. */
	readonly backup?: string;
	/** True if a failed write is not reported. */
	readonly isQuiet?: boolean;
}

const cacheIn = (home: Home, folder: string, kind: 'own' | 'shared') =>
	fileCache(
		() => home.file(folder),
		() => ({ base: home.path, kind }),
	);
const CORP_FILE = 'ee0bfd2552fbd840c02cc48b6e823320543c450f.json';

const written: Readonly<Record<string, WrittenFile>> = {
	config: {
		file: '.aws/config',
		write: (home, text) => configFile(home.file('.aws/config'), (_, { work }) => work()).edit(() => text),
		backup: '.aws/config.before-ssoenv',
	},
	'access token': {
		file: `.aws/sso/cache/${CORP_FILE}`,
		write: (home, text) => cacheIn(home, '.aws/sso/cache', 'shared').write('corp', text),
	},
	'role credentials': {
		file: `.aws/cli/cache/${CORP_FILE}`,
		write: (home, text) => cacheIn(home, '.aws/cli/cache', 'shared').write('corp', text),
	},
	note: {
		file: `.cache/ssoenv/notes/${CORP_FILE}`,
		write: (home, text) => cacheIn(home, '.cache/ssoenv/notes', 'own').write('corp', text),
	},
	'copy for the shell functions': {
		file: '.cache/ssoenv/shell/roles/dev',
		write: async (home, text) => {
			const folderKind = () => ({ base: home.file('.cache'), kind: 'own' }) as const;
			const folder = () => home.file('.cache/ssoenv/shell');
			await shellCopies(folder, folderKind, async () => undefined).keep('roles/dev', text, 0);
		},
		isQuiet: true,
	},
	'start-up file of a shell': {
		file: '.bashrc',
		write: async (home, text) => shellFiles.replace(home.file('.bashrc'), text),
		backup: '.bashrc.before-ssoenv',
	},
	discovery: {
		file: `.cache/ssoenv/discoveries/${CORP_FILE.replace('.json', '.growing.jsonl')}`,
		write: async (home, text) => {
			const folderKind = { base: home.file('.cache'), kind: 'own' } as const;
			discoveries(home.file('.cache/ssoenv/discoveries'), folderKind).begin('corp', text);
		},
	},
};

const lines = (line: string, length: number): string =>
	`${line}\n`
		.repeat(length)
		.slice(0, length - 1)
		.concat('\n');
/** The old text is longer, so that the backup can fail where the file would fit. */
const OLD = lines('# as it was, 1234', LAST - 100);
const NEW = lines('# anew, 12345', LAST - 3 * KB);

/** Checks the file, its backup and temporary files after a write under a limit of `limit` bytes. */
async function checkLimit(limit: number, { file, write, backup, isQuiet }: WrittenFile, home: Home): Promise<void> {
	writeFileSync(home.file(file), OLD);
	const error = await limited(limit, () => write(home, NEW).catch((reason: unknown) => reason));
	const fits = limit >= (backup === undefined ? NEW.length : OLD.length);
	assert.ok(readFileSync(home.file(file), 'utf8') === (fits ? NEW : OLD), `cut at ${limit}`);
	const copy = backup === undefined || !existsSync(home.file(backup)) ? OLD : readFileSync(home.file(backup), 'utf8');
	assert.ok(copy === OLD, `backup cut at ${limit}`);
	const left = readdirSync(dirname(home.file(file))).filter((name) => name.includes('.ssoenv-'));
	assert.equal(left, []);
	if (fits || isQuiet === true) return;
	assert.instance(error, Failure);
	assert.match(String(error), /the file would be larger/);
	assert.match(String(error), home.file(file));
}

for (const [name, row] of Object.entries(written)) {
	testUnless(lacksPrlimit, `${name}: complete or unchanged at every size limit`, async () => {
		const home = makeHome({ [row.file]: OLD });
		try {
			for (let limit = 0; limit <= LAST; limit += STEP) await checkLimit(limit, row, home);
		} finally {
			home.remove();
		}
	});
}

testUnless(lacksPrlimit, 'a reserved file can be written after the size limit was lowered', async () => {
	const home = makeHome({ token: 'old' });
	const reserved = reserveFile(home.file('token'), 8 * KB, 0o600);
	reserved.commit('n'.repeat(8 * KB));
	assert.is(readFileSync(home.file('token'), 'utf8'), 'n'.repeat(8 * KB));
	const refused = await limited(4 * KB, async () => {
		try {
			reserveFile(home.file('token'), 8 * KB, 0o600);
			return undefined;
		} catch (error) {
			return error;
		}
	});
	assert.instance(refused, Error);
	assert.equal(readdirSync(home.path), ['token']);
	home.remove();
});

test('a reserved file is not visible until commit(), and discard() leaves nothing', () => {
	const home = makeHome({ token: 'old' });
	const { commit, discard } = reserveFile(home.file('token'), 5000, 0o600);
	assert.is(readFileSync(home.file('token'), 'utf8'), 'old');
	assert.is(readdirSync(home.path).length, 2);
	discard();
	discard();
	assert.equal(readdirSync(home.path), ['token']);
	const secondReservation = reserveFile(home.file('token'), 5000, 0o600);
	secondReservation.commit('short');
	secondReservation.discard();
	assert.is(readFileSync(home.file('token'), 'utf8'), 'short');
	assert.throws(() => commit('late'));
	assert.is(readFileSync(home.file('token'), 'utf8'), 'short');
	assert.equal(readdirSync(home.path), ['token']);
	home.remove();
});

test('a write replaces a link and does not change its target', () => {
	const home = makeHome({ target: 'of others' });
	symlinkSync(home.file('target'), home.file('link'));
	symlinkSync(home.file('nothing'), home.file('dangling'));
	for (const name of ['link', 'dangling']) {
		writeWholeFile(home.file(name), 'new', 0o600);
		assert.ok(lstatSync(home.file(name)).isFile());
		assert.is(readFileSync(home.file(name), 'utf8'), 'new');
	}
	assert.is(readFileSync(home.file('target'), 'utf8'), 'of others');
	assert.not.ok(existsSync(home.file('nothing')));
	home.remove();
});

test('a write refuses anything that is not a file or a link, and leaves it', () => {
	const home = makeHome();
	mkdirSync(home.file('folder'));
	execFileSync('mkfifo', [home.file('pipe')]);
	for (const name of ['folder', 'pipe']) {
		assert.throws(() => writeWholeFile(home.file(name), 'new', 0o600), /no regular file/);
	}
	assert.equal(readdirSync(home.path).sort(), ['folder', 'pipe']);
	home.remove();
});

test('the mode of a new file does not depend on the umask', () => {
	const home = makeHome();
	for (const umask of [0, 0o77, 0o777]) {
		const before = process.umask(umask);
		writeWholeFile(home.file('open'), 'x', 0o644);
		writeWholeFile(home.file('closed'), 'x', 0o600);
		process.umask(before);
		const modes = ['open', 'closed'].map((name) => statSync(home.file(name)).mode & 0o777);
		assert.equal(modes, [0o644, 0o600]);
	}
	home.remove();
});

test("a file name can have the file system's greatest length", () => {
	const home = makeHome();
	for (const name of ['x'.repeat(255), 'é'.repeat(127)]) {
		writeWholeFile(home.file(name), 'new', 0o600);
		assert.is(readFileSync(home.file(name), 'utf8'), 'new');
	}
	assert.is(readdirSync(home.path).length, 2);
	home.remove();
});

test('only files left by killed processes are removed, after an hour', () => {
	const now = Date.now();
	const random = '0123456789abcdef0123';
	const stale = [`${CORP_FILE}.ssoenv-${random}`, `config.ssoenv-${random}`, `${CORP_FILE}.1234567890`];
	const unrelated = [
		`${CORP_FILE}.tmp-1234`,
		'config.2024',
		`config.ssoenv-${random}0`,
		`x.ssoenv-${random}.txt`,
		CORP_FILE,
	];
	const young = `config.ssoenv-${random.replace('0', 'f')}`;
	const link = `link.ssoenv-${random}`;
	const home = makeHome(Object.fromEntries([...stale, ...unrelated, young].map((name) => [name, 'secret'])));
	symlinkSync('nowhere', home.file(link));
	const hours = (count: number) => (now - count * 3_600_000) / 1000;
	for (const name of [...stale, ...unrelated]) utimesSync(home.file(name), hours(2), hours(2));
	utimesSync(home.file(young), hours(0.9), hours(0.9));
	removeAbandoned(home.path, now);
	assert.equal(readdirSync(home.path).sort(), [...unrelated, young, link].sort());
	assert.is(readlinkSync(home.file(link)), 'nowhere');
	home.remove();
});

test.run();
