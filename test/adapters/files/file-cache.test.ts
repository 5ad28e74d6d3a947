/** The AWS CLI's cache folders on a real disk. */
import {
	chmodSync,
	chownSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileCache } from '../../../src/adapters/files/file-cache.ts';
import type { FileCache } from '../../../src/ports/files.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { type Home, makeHome } from '../../support/files/home.ts';

const whole = () => true;
const asRoot = process.getuid?.() === 0 ? 'root may read and write everything' : undefined;

interface Disk {
	readonly home: Home;
	readonly cache: FileCache;
}

function onDisk(body: (disk: Disk) => Promise<void> | void): () => Promise<void> {
	return async () => {
		const home = makeHome();
		try {
			await body({
				home,
				cache: fileCache(
					() => home.file('.aws/sso/cache'),
					() => ({ base: home.path, kind: 'shared' }),
				),
			});
		} finally {
			home.remove();
		}
	};
}

const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** Creates the folder as the AWS CLI would. */
const makeFolder = ({ home }: Disk): void => {
	mkdirSync(home.file('.aws/sso/cache'), { recursive: true });
};

const names: Readonly<Record<string, string>> = {
	corp: 'ee0bfd2552fbd840c02cc48b6e823320543c450f',
	café: 'f424452a9673918c6f09b0cdd35b20be8e6ae7d7',
	'https://d-1234567890.awsapps.com/start': '7487b5b67d5fa1132cf33fa93ae51ef38cc37752',
	'{"accountId":"111111111111","roleName":"ReadOnly","sessionName":"corp"}': 'e83cab308910340ce11a566ebf0b9e96b40f6c39',
	'{"RoleArn": "arn:aws:iam::333333333333:role/Deploy"}': 'ecf35a03eb5a1e35eea06da7bf9daf0e3ab2842b',
	'../../etc/passwd': '936d7c04cd83ef945f6eac2c4d41e65deb49ce43',
};

for (const [key, hash] of Object.entries(names)) {
	test(
		`file name of ${key}`,
		onDisk(({ home, cache }) => {
			assert.is(cache.path(key), home.file(`.aws/sso/cache/${hash}.json`));
		}),
	);
}

test(
	'an entry is read byte for byte as it was written',
	onDisk(async ({ cache }) => {
		const text = '{"a": "caf\u00e9 \ud83d\ude00"}\n';
		await cache.write('corp', text);
		assert.is(cache.read('corp', whole), text);
		assert.is(readFileSync(cache.path('corp'), 'utf8'), text);
	}),
);

test(
	'files are 0600 in folders of 0700, and no other file is left there',
	onDisk(async ({ home, cache }) => {
		await cache.write('corp', '{}');
		assert.is(modeOf(cache.path('corp')), 0o600);
		for (const folder of ['.aws', '.aws/sso', '.aws/sso/cache']) assert.is(modeOf(home.file(folder)), 0o700, folder);
		assert.equal(readdirSync(home.file('.aws/sso/cache')), ['ee0bfd2552fbd840c02cc48b6e823320543c450f.json']);
	}),
);

test(
	'an entry with a wider mode becomes 0600; the mode of an existing folder stays',
	onDisk(async (disk) => {
		makeFolder(disk);
		chmodSync(disk.home.file('.aws/sso/cache'), 0o755);
		writeFileSync(disk.cache.path('corp'), 'old', { mode: 0o644 });
		chmodSync(disk.cache.path('corp'), 0o644);
		await disk.cache.write('corp', 'new');
		assert.is(modeOf(disk.cache.path('corp')), 0o600);
		assert.is(modeOf(disk.home.file('.aws/sso/cache')), 0o755);
	}),
);

test(
	'without an entry or folder the read is undefined and creates nothing',
	onDisk(({ home, cache }) => {
		assert.is(cache.read('corp', whole), undefined);
		assert.equal(readdirSync(home.path), []);
	}),
);

test(
	'a reader never sees a partial entry while a writer replaces it 200 times',
	onDisk(async ({ home, cache }) => {
		const texts = ['a'.repeat(200_000), 'b'.repeat(150_000)];
		await cache.write('corp', 'a');
		const seen = new Set<string>();
		let isWriting = true;
		const writer = (async () => {
			for (let turn = 0; turn < 200; turn += 1) await cache.write('corp', texts[turn % 2] ?? '');
			isWriting = false;
		})();
		while (isWriting) {
			// The writes run in Node's thread pool, so this read can happen in the middle of one.
			seen.add(cache.read('corp', whole) ?? 'absent');
			await setImmediate();
		}
		await writer;
		assert.equal(
			[...seen].filter((text) => text !== 'a' && !texts.includes(text)).map((text) => text.length),
			[],
		);
		assert.ok(seen.size > 1, 'the reader met only one state');
		assert.is(readdirSync(home.file('.aws/sso/cache')).length, 1);
	}),
);

test(
	'when many processes write at once, one complete text remains',
	onDisk(async ({ home, cache }) => {
		const texts = Array.from({ length: 20 }, (_, turn) => `${turn}:`.repeat(5000));
		await Promise.all(texts.map((text) => cache.write('corp', text)));
		assert.ok(texts.includes(cache.read('corp', whole) ?? ''));
		assert.is(readdirSync(home.file('.aws/sso/cache')).length, 1);
	}),
);

test(
	'a half-written file is read again until it is complete',
	onDisk((disk) => {
		makeFolder(disk);
		writeFileSync(disk.cache.path('corp'), '{"half');
		let reads = 0;
		const text = disk.cache.read('corp', (candidate) => {
			reads += 1;
			// The other writer finishes while this reader waits.
			if (reads === 2) writeFileSync(disk.cache.path('corp'), '{"whole":1}');
			return candidate.endsWith('}');
		});
		assert.is(text, '{"whole":1}');
		assert.is(reads, 3);
	}),
);

test(
	'a reader waits for a slow writer that writes in place',
	onDisk((disk) => {
		makeFolder(disk);
		writeFileSync(disk.cache.path('corp'), '');
		let reads = 0;
		const text = disk.cache.read('corp', (candidate) => {
			reads += 1;
			if (reads === 20) writeFileSync(disk.cache.path('corp'), '{"whole":1}');
			return candidate.endsWith('}');
		});
		assert.is(text, '{"whole":1}');
	}),
);

test(
	'entries() also waits for a half-written file',
	onDisk(({ home, cache }) => {
		const path = home.write('.aws/sso/cache/half.json', '{"half');
		const cell = new Int32Array(new SharedArrayBuffer(4));
		const writer = new Worker(
			`const { workerData: { cell, path } } = require('node:worker_threads');
			Atomics.store(cell, 0, 1);
			Atomics.notify(cell, 0);
			Atomics.wait(cell, 0, 1, 150);
			require('node:fs').writeFileSync(path, '{"whole":1}');`,
			{ eval: true, workerData: { cell, path } },
		);
		Atomics.wait(cell, 0, 0);
		writer.unref();
		assert.equal(cache.entries(), [{ path, text: '{"whole":1}' }]);
	}),
);

function readsOf({ cache }: Disk): number {
	let reads = 0;
	const text = cache.read('corp', () => {
		reads += 1;
		return false;
	});
	assert.is(text, '{"half');
	return reads;
}

test(
	'a file that stays half-written is returned as it is, and the next read does not wait',
	onDisk((disk) => {
		makeFolder(disk);
		writeFileSync(disk.cache.path('corp'), '{"half');
		assert.ok(readsOf(disk) > 5);
		assert.is(readsOf(disk), 1);
	}),
);

test(
	'an old half-written file is returned after a few reads',
	onDisk((disk) => {
		makeFolder(disk);
		writeFileSync(disk.cache.path('corp'), '{"half');
		utimesSync(disk.cache.path('corp'), 1, 1);
		assert.ok(readsOf(disk) <= 5);
	}),
);

test(
	'a file that disappears between two reads is no entry',
	onDisk(async (disk) => {
		makeFolder(disk);
		const { home, cache } = disk;
		writeFileSync(cache.path('corp'), '');
		const text = cache.read('corp', () => {
			home.remove();
			return false;
		});
		assert.is(text, undefined);
	}),
);

test(
	'a read follows a symbolic link, and a write replaces the link, not its target',
	onDisk(async (disk) => {
		makeFolder(disk);
		const { home, cache } = disk;
		const target = home.write('elsewhere/token.json', 'old');
		symlinkSync(target, cache.path('corp'));
		assert.is(cache.read('corp', whole), 'old');
		await cache.write('corp', 'new');
		assert.is(readFileSync(target, 'utf8'), 'old');
		assert.ok(lstatSync(cache.path('corp')).isFile());
		assert.is(cache.read('corp', whole), 'new');
	}),
);

test(
	'a dangling link is no entry, and a write replaces it',
	onDisk(async (disk) => {
		makeFolder(disk);
		symlinkSync(disk.home.file('nothing'), disk.cache.path('corp'));
		assert.is(disk.cache.read('corp', whole), undefined);
		await disk.cache.write('corp', 'new');
		assert.is(disk.cache.read('corp', whole), 'new');
	}),
);

test(
	'a folder instead of an entry is no entry; a write is refused and leaves nothing behind',
	onDisk(async (disk) => {
		makeFolder(disk);
		mkdirSync(disk.cache.path('corp'));
		assert.is(disk.cache.read('corp', whole), undefined);
		const error: unknown = await disk.cache.write('corp', 'new').catch((reason: unknown) => reason);
		assert.instance(error, Error);
		assert.is(readdirSync(disk.home.file('.aws/sso/cache')).length, 1);
	}),
);

test(
	'a file instead of the folder: no entry, and a write is refused',
	onDisk(async ({ home, cache }) => {
		home.write('.aws/sso', 'a file');
		assert.is(cache.read('corp', whole), undefined);
		const error: unknown = await cache.write('corp', 'new').catch((reason: unknown) => reason);
		assert.instance(error, Error);
	}),
);

testUnless(
	asRoot,
	'an entry or a folder without permission to read is no entry, and a write is refused',
	onDisk(async (disk) => {
		const { home, cache } = disk;
		await cache.write('corp', 'text');
		chmodSync(cache.path('corp'), 0o000);
		assert.is(cache.read('corp', whole), undefined);
		chmodSync(cache.path('corp'), 0o600);
		chmodSync(home.file('.aws/sso/cache'), 0o000);
		assert.is(cache.read('corp', whole), undefined);
		const error: unknown = await cache.write('corp', 'new').catch((reason: unknown) => reason);
		chmodSync(home.file('.aws/sso/cache'), 0o700);
		assert.instance(error, Error);
		assert.is(cache.read('corp', whole), 'text');
	}),
);

const noProblem = () => assert.unreachable('the folder can be looked through');

test(
	"a killed writer's file belongs to the entry whose name it begins with",
	onDisk(async ({ home, cache }) => {
		await cache.write('corp', 'text');
		const path = cache.path('corp');
		for (const name of [`${path}.123`, `${path}.a.b`]) writeFileSync(name, 'left');
		home.write('.aws/sso/cache/other.json.1', 'of another tool');
		mkdirSync(home.file('.aws/sso/cache/folder'));
		assert.equal(
			(await cache.files(noProblem)).map(({ path: file, entry, text }) => [file, entry, text()]),
			[
				[path, path, 'text'],
				[`${path}.123`, path, 'left'],
				[`${path}.a.b`, path, 'left'],
				[home.file('.aws/sso/cache/folder'), home.file('.aws/sso/cache/folder'), undefined],
				[home.file('.aws/sso/cache/other.json.1'), home.file('.aws/sso/cache/other.json.1'), 'of another tool'],
			],
		);
	}),
);

test(
	'without a folder, or with a file in its place, there are no files and no problem',
	onDisk(async ({ home, cache }) => {
		assert.equal(await cache.files(noProblem), []);
		home.write('.aws/sso', 'a file');
		assert.equal(await cache.files(noProblem), []);
		assert.is(cache.remove(cache.path('corp')), 'absent');
	}),
);

test(
	'remove() reports whether there was an entry',
	onDisk(async ({ cache }) => {
		assert.is(cache.remove(cache.path('corp')), 'absent');
		await cache.write('corp', 'text');
		chmodSync(cache.path('corp'), 0o000);
		assert.is(cache.remove(cache.path('corp')), 'removed');
		assert.is(cache.remove(cache.path('corp')), 'absent');
	}),
);

test(
	'remove() deletes a link to a file but not its target, and leaves everything that is not a file',
	onDisk((disk) => {
		makeFolder(disk);
		const { home, cache } = disk;
		const target = home.write('elsewhere', 'text');
		symlinkSync(target, cache.path('corp'));
		assert.is(cache.remove(cache.path('corp')), 'removed');
		assert.is(readFileSync(target, 'utf8'), 'text');
		symlinkSync(home.file('nothing'), cache.path('dangling'));
		symlinkSync('loop', home.file('.aws/sso/cache/loop'));
		mkdirSync(cache.path('folder'));
		for (const path of ['dangling', 'folder'].map(cache.path)) assert.is(cache.remove(path), 'absent');
		assert.is(cache.remove(home.file('.aws/sso/cache/loop')), 'absent');
		assert.is(readdirSync(home.file('.aws/sso/cache')).length, 3);
	}),
);

testUnless(
	asRoot === undefined ? 'only root meets folders of others that it can write to' : undefined,
	"root removes nothing from another user's folder",
	onDisk(async ({ home, cache }) => {
		await cache.write('corp', 'text');
		chownSync(home.file('.aws/sso/cache'), 54321, 54321);
		const path = cache.path('corp');
		assert.equal(cache.remove(path), { path, reason: 'its folder belongs to another user' });
		assert.is(cache.read('corp', whole), 'text');
	}),
);

testUnless(
	asRoot,
	'a file that cannot be removed and a folder that cannot be listed are reported with the reason',
	onDisk(async ({ home, cache }) => {
		await cache.write('corp', 'text');
		const folder = home.file('.aws/sso/cache');
		chmodSync(folder, 0o500);
		assert.equal(cache.remove(cache.path('corp')), { path: cache.path('corp'), reason: 'permission denied' });
		chmodSync(folder, 0o000);
		assert.equal(cache.remove(cache.path('corp')), { path: cache.path('corp'), reason: 'permission denied' });
		const problems: unknown[] = [];
		assert.equal(await cache.files((problem) => problems.push(problem)), []);
		chmodSync(folder, 0o700);
		assert.equal(problems, [{ path: folder, reason: 'it cannot be listed: permission denied' }]);
	}),
);

test(
	'an entry is ours until another tool writes it, in place or anew',
	onDisk(async ({ cache }) => {
		assert.not(cache.isOurs('corp'));
		for (const write of [
			(path: string) => writeFileSync(path, '{"a": 1}'),
			(path: string) => {
				writeFileSync(`${path}.tmp`, '{"a": 2}');
				renameSync(`${path}.tmp`, path);
			},
		]) {
			await cache.write('corp', '{}');
			assert.ok(cache.isOurs('corp'));
			write(cache.path('corp'));
			assert.not(cache.isOurs('corp'));
		}
	}),
);

test.run();
