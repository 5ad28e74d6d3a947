/** The one writer of files: all bytes or the file as it was, on a disk or under a limit that ends at any byte. */
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

// The program starts with this signal ignored; other tests of the same process may have changed that.
process.on('SIGXFSZ', () => undefined);

/** Runs `work` while this process may write no file past `bytes`, as under `ulimit -f`. */
async function limited<Value>(bytes: number, work: () => Promise<Value>): Promise<Value> {
	const limit = (to: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${to}:`]);
	limit(String(bytes));
	try {
		return await work();
	} finally {
		limit('unlimited');
	}
}

/** What is written, and over what; `write` makes the text of `LENGTH` characters out of the old one. */
interface Written {
	readonly file: string;
	readonly write: (home: Home, text: string) => Promise<unknown>;
	/** Kept beside it; where it is cut, the file itself is not touched. */
	readonly backup?: string;
	/** True for those that are given up in silence. */
	readonly isQuiet?: boolean;
}

const cacheIn = (home: Home, folder: string, kind: 'own' | 'shared') =>
	fileCache(
		() => home.file(folder),
		() => ({ base: home.path, kind }),
	);
const CORP_FILE = 'ee0bfd2552fbd840c02cc48b6e823320543c450f.json';

const written: Readonly<Record<string, Written>> = {
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
	'copy for the shells': {
		file: '.cache/ssoenv/shell/roles/dev',
		write: async (home, text) => {
			const place = () => ({ base: home.file('.cache'), kind: 'own' }) as const;
			const folder = () => home.file('.cache/ssoenv/shell');
			await shellCopies(folder, place, async () => undefined).keep('roles/dev', text, 0);
		},
		isQuiet: true,
	},
	'file that a shell reads when it starts': {
		file: '.bashrc',
		write: async (home, text) => shellFiles.replace(home.file('.bashrc'), text),
		backup: '.bashrc.before-ssoenv',
	},
	discovery: {
		file: `.cache/ssoenv/discoveries/${CORP_FILE.replace('.json', '.growing.jsonl')}`,
		write: async (home, text) => {
			const place = { base: home.file('.cache'), kind: 'own' } as const;
			discoveries(home.file('.cache/ssoenv/discoveries'), place).begin('corp', text);
		},
	},
};

const lines = (words: string, length: number): string =>
	`${words}\n`
		.repeat(length)
		.slice(0, length - 1)
		.concat('\n');
/** The old text is the longer one, so that the backup may fail where the file would not. */
const OLD = lines('# as it was, 1234', LAST - 100);
const NEW = lines('# anew, 12345', LAST - 3 * KB);

/** What is left of the file, of its copy and of temporary files after a write for which `limit` bytes were allowed. */
async function checkLimit(limit: number, { file, write, backup, isQuiet }: Written, home: Home): Promise<void> {
	writeFileSync(home.file(file), OLD);
	const error = await limited(limit, () => write(home, NEW).catch((reason: unknown) => reason));
	const isRoom = limit >= (backup === undefined ? NEW.length : OLD.length);
	assert.ok(readFileSync(home.file(file), 'utf8') === (isRoom ? NEW : OLD), `cut at ${limit}`);
	const copy = backup === undefined || !existsSync(home.file(backup)) ? OLD : readFileSync(home.file(backup), 'utf8');
	assert.ok(copy === OLD, `backup cut at ${limit}`);
	const left = readdirSync(dirname(home.file(file))).filter((name) => name.includes('.ssoenv-'));
	assert.equal(left, []);
	if (isRoom || isQuiet === true) return;
	assert.instance(error, Failure);
	assert.match(String(error), /the file would be larger/);
	assert.match(String(error), home.file(file));
}

for (const [name, row] of Object.entries(written)) {
	testUnless(lacksPrlimit, `${name}: whole or as it was, wherever the room ends`, async () => {
		const home = makeHome({ [row.file]: OLD });
		try {
			for (let limit = 0; limit <= LAST; limit += STEP) await checkLimit(limit, row, home);
		} finally {
			home.remove();
		}
	});
}

testUnless(lacksPrlimit, 'room that was reserved is there when the limit has come down since', async () => {
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

test('what is reserved shows nowhere until it is committed, and leaves nothing when it is discarded', () => {
	const home = makeHome({ token: 'old' });
	const { commit, discard } = reserveFile(home.file('token'), 5000, 0o600);
	assert.is(readFileSync(home.file('token'), 'utf8'), 'old');
	assert.is(readdirSync(home.path).length, 2);
	discard();
	discard();
	assert.equal(readdirSync(home.path), ['token']);
	const other = reserveFile(home.file('token'), 5000, 0o600);
	other.commit('short');
	other.discard();
	assert.is(readFileSync(home.file('token'), 'utf8'), 'short');
	assert.throws(() => commit('late'));
	assert.is(readFileSync(home.file('token'), 'utf8'), 'short');
	assert.equal(readdirSync(home.path), ['token']);
	home.remove();
});

test('a link is replaced, and its target left alone', () => {
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

test('what is neither file nor link is refused, and stays', () => {
	const home = makeHome();
	mkdirSync(home.file('folder'));
	execFileSync('mkfifo', [home.file('pipe')]);
	for (const name of ['folder', 'pipe']) {
		assert.throws(() => writeWholeFile(home.file(name), 'new', 0o600), /no regular file/);
	}
	assert.equal(readdirSync(home.path).sort(), ['folder', 'pipe']);
	home.remove();
});

test('the mode is what it was told to be, whatever the umask', () => {
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

test('a name as long as the file system takes', () => {
	const home = makeHome();
	for (const name of ['x'.repeat(255), 'é'.repeat(127)]) {
		writeWholeFile(home.file(name), 'new', 0o600);
		assert.is(readFileSync(home.file(name), 'utf8'), 'new');
	}
	assert.is(readdirSync(home.path).length, 2);
	home.remove();
});

test('what killed processes left is removed after an hour, and nothing else', () => {
	const now = Date.now();
	const random = '0123456789abcdef0123';
	const stale = [`${CORP_FILE}.ssoenv-${random}`, `config.ssoenv-${random}`, `${CORP_FILE}.1234567890`];
	const kept = [
		`${CORP_FILE}.tmp-1234`,
		'config.2024',
		`config.ssoenv-${random}0`,
		`x.ssoenv-${random}.txt`,
		CORP_FILE,
	];
	const young = `config.ssoenv-${random.replace('0', 'f')}`;
	const link = `link.ssoenv-${random}`;
	const home = makeHome(Object.fromEntries([...stale, ...kept, young].map((name) => [name, 'secret'])));
	symlinkSync('nowhere', home.file(link));
	const hours = (count: number) => (now - count * 3_600_000) / 1000;
	for (const name of [...stale, ...kept]) utimesSync(home.file(name), hours(2), hours(2));
	utimesSync(home.file(young), hours(0.9), hours(0.9));
	removeAbandoned(home.path, now);
	assert.equal(readdirSync(home.path).sort(), [...kept, young, link].sort());
	assert.is(readlinkSync(home.file(link)), 'nowhere');
	home.remove();
});

test.run();
