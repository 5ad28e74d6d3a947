/**
 * The config file on the real disk: replaced completely or not at all, through links, with its mode, and by one process
 * at a time.
 */
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
	utimesSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configFile } from '../../../src/adapters/config/config-writer.ts';
import { withConfigBlock } from '../../../src/core/config-edit/blocks.ts';
import { hasSettings, withSection } from '../../../src/core/config-edit/section-edit.ts';
import type { Context } from '../../../src/ports/context.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type Home, makeHome } from '../../support/files/home.ts';

const OLD = '[profile a]\nregion = x\n';
const NEW = '[profile a]\nregion = y\n';
const id = { kind: 'profile', name: 'a' } as const;
const toY = (text: string): string => withSection(text, id, new Map([['region', 'y']]));

function withHome(files: Parameters<typeof makeHome>[0], body: (home: Home) => Promise<void>): () => Promise<void> {
	return async () => {
		const home = makeHome(files);
		try {
			await body(home);
		} finally {
			home.remove();
		}
	};
}

/** Returns a `singleFlight` that records the names of the locks. */
function recordingLock() {
	const names: string[] = [];
	const alone: Context['machine']['singleFlight'] = async (name, { ready, work }) => {
		names.push(name);
		return ready() ?? work();
	};
	return { names, alone };
}

const fileAt = (path: string) => configFile(path, recordingLock().alone);
const read = (path: string): string => readFileSync(path, 'utf8');
const modeOf = (path: string): number => statSync(path).mode & 0o7777;

test(
	'an edit writes the new text and a backup of the old text, both with the old mode',
	withHome({ '.aws/config': OLD }, async (home) => {
		const path = home.file('.aws/config');
		for (const mode of [0o644, 0o600, 0o660]) {
			home.write('.aws/config', OLD);
			chmodSync(path, mode);
			const backup = home.file('.aws/config.before-ssoenv');
			assert.equal(await fileAt(path).edit(toY), { path, backup, hasChanged: true });
			assert.equal([read(path), read(backup)], [NEW, OLD]);
			assert.equal([modeOf(path), modeOf(backup)], [mode, mode]);
			assert.equal(readdirSync(home.file('.aws')).sort(), ['config', 'config.before-ssoenv']);
		}
	}),
);

test(
	'a missing file is created 0600 in a folder of 0700, without a backup',
	withHome({}, async (home) => {
		const path = home.file('.aws/config');
		assert.equal(await fileAt(path).edit(toY), { path, backup: undefined, hasChanged: true });
		assert.equal([read(path), modeOf(path), modeOf(home.file('.aws'))], [NEW, 0o600, 0o700]);
		assert.equal(readdirSync(home.file('.aws')), ['config']);
	}),
);

test(
	'an unchanged text writes nothing and creates no folder',
	withHome({ '.aws/config': NEW }, async (home) => {
		const path = home.file('.aws/config');
		const before = statSync(path, { bigint: true });
		assert.equal(await fileAt(path).edit(toY), { path, backup: undefined, hasChanged: false });
		const after = statSync(path, { bigint: true });
		assert.equal([after.ino, after.mtimeNs, after.ctimeNs], [before.ino, before.mtimeNs, before.ctimeNs]);
		assert.equal(readdirSync(home.file('.aws')), ['config']);
		await fileAt(home.file('none/config')).edit((text) => text);
		assert.not.ok(existsSync(home.file('none')));
	}),
);

test(
	'links stay links: their target is edited, and the lock is named after the target',
	withHome({ 'dotfiles/aws/config': OLD, 'home/.aws/keep': '' }, async (home) => {
		const path = home.file('home/.aws/config');
		symlinkSync('../../middle', path);
		symlinkSync('dotfiles/aws', home.file('aws'));
		symlinkSync('aws/config', home.file('middle'));
		const { names, alone } = recordingLock();
		const edit = await configFile(path, alone).edit(toY);
		assert.equal(edit, { path, backup: `${path}.before-ssoenv`, hasChanged: true });
		assert.is(read(home.file('dotfiles/aws/config')), NEW);
		assert.equal([readlinkSync(path), readlinkSync(home.file('middle'))], ['../../middle', 'aws/config']);
		assert.equal([lstatSync(path).isSymbolicLink(), read(`${path}.before-ssoenv`)], [true, OLD]);
		await configFile(home.file('dotfiles/aws/config'), alone).edit(toY);
		assert.is(new Set(names).size, 1);
		assert.equal(readdirSync(home.file('dotfiles/aws')), ['config']);
	}),
);

test(
	'for an absolute or dangling link, the file is created at the target',
	withHome({}, async (home) => {
		mkdirSync(home.file('.aws'));
		symlinkSync(home.file('dotfiles/config'), home.file('.aws/config'));
		await fileAt(home.file('.aws/config')).edit(toY);
		assert.ok(lstatSync(home.file('.aws/config')).isSymbolicLink());
		assert.equal([read(home.file('dotfiles/config')), modeOf(home.file('dotfiles/config'))], [NEW, 0o600]);
	}),
);

test(
	'a linked folder without a file yet has one lock, however it is reached',
	withHome({ 'real/keep': '' }, async (home) => {
		symlinkSync('real', home.file('link'));
		const { names, alone } = recordingLock();
		for (const folder of ['real', 'link'])
			await configFile(home.file(`${folder}/.aws/config`), alone).edit((text) => text);
		assert.is(new Set(names).size, 1);
	}),
);

interface Refusal {
	readonly files?: Parameters<typeof makeHome>[0];
	readonly prepare?: (home: Home) => void;
	readonly change?: (text: string) => string;
	readonly code: 'config-not-editable' | 'file-unusable';
	readonly message: RegExp;
}

const config = (text: string | Uint8Array) => ({ '.aws/config': text });

const refusals: Readonly<Record<string, Refusal>> = {
	'byte order mark': {
		files: config(`\ufeff${OLD}`),
		code: 'config-not-editable',
		message: /\.aws\/config at line 1: byte order mark/,
	},
	'section twice': {
		files: config(`${OLD}\n${OLD}`),
		code: 'config-not-editable',
		message: /at line 4: duplicate section \[profile a\]/,
	},
	'a line without =': {
		files: config(`# c\r\n${OLD}oops\n`),
		code: 'config-not-editable',
		message: /at line 4: line without "="/,
	},
	'bytes that are not UTF-8': {
		files: config(Buffer.concat([Buffer.from('# é\r\n'), Buffer.from([0x23, 0xe9, 0x0a]), Buffer.from(OLD)])),
		code: 'config-not-editable',
		message: /at line 2: it contains bytes that are not UTF-8/,
	},
	'a character cut off at the end': {
		files: config(Buffer.concat([Buffer.from(`${OLD}# `), Buffer.from([0xc3])])),
		code: 'config-not-editable',
		message: /at line 3: it contains bytes that are not UTF-8/,
	},
	'a change that the AWS CLI would refuse': {
		files: config(OLD),
		change: (text) => withConfigBlock(text, 'corp', OLD),
		code: 'config-not-editable',
		message: /after this change the AWS CLI could not read it: duplicate section \[profile a\]/,
	},
	'a lone surrogate': {
		files: config(OLD),
		change: (text) => `${text}# \ud800\n`,
		code: 'config-not-editable',
		message: /AWS tools would misread it/,
	},
	'a read-only file': {
		files: config(OLD),
		prepare: (home) => chmodSync(home.file('.aws/config'), 0o444),
		code: 'file-unusable',
		message: /\.aws\/config: it is read-only/,
	},
	'a folder instead of the file': {
		files: { '.aws/config/x': '' },
		code: 'file-unusable',
		message: /\.aws\/config: it is a folder/,
	},
	'a device instead of the file': {
		prepare: (home) => {
			mkdirSync(home.file('.aws'));
			symlinkSync('/dev/null', home.file('.aws/config'));
		},
		code: 'file-unusable',
		message: /\.aws\/config: it is a device/,
	},
	'a path below a file': {
		files: { '.aws': 'a file in the way' },
		code: 'file-unusable',
		message: /\.aws\/config: a part of the path is a file/,
	},
	'circular links': {
		prepare: (home) => {
			mkdirSync(home.file('.aws'));
			symlinkSync('config', home.file('.aws/config'));
		},
		code: 'file-unusable',
		message: /loop/,
	},
	'a backup that cannot be written': {
		files: { ...config(OLD), '.aws/config.before-ssoenv/x': '' },
		code: 'file-unusable',
		message: /config\.before-ssoenv: it is a folder/,
	},
};

test(
	'a file that cannot be edited can still be read',
	withHome(config(OLD), async (home) => {
		chmodSync(home.file('.aws/config'), 0o444);
		assert.is(fileAt(home.file('.aws/config')).read(), OLD);
	}),
);

test(
	'files left by a killed edit are removed by a later edit after an hour',
	withHome(config(OLD), async (home) => {
		const [old, young] = ['0123456789abcdef0123', 'fedcba98765432100123'].map((random) =>
			home.write(`.aws/config.ssoenv-${random}`, OLD),
		);
		if (old === undefined || young === undefined) throw new TypeError('two files');
		const twoHoursAgo = Date.now() / 1000 - 7200;
		utimesSync(old, twoHoursAgo, twoHoursAgo);
		await fileAt(home.file('.aws/config')).edit(toY);
		assert.equal([existsSync(old), existsSync(young)], [false, true]);
	}),
);

for (const [name, { files = {}, prepare, change = toY, code, message }] of Object.entries(refusals)) {
	test(
		`an edit is refused and writes nothing: ${name}`,
		withHome(files, async (home) => {
			prepare?.(home);
			const before = readdirSync(home.path, { recursive: true, encoding: 'utf8' }).sort();
			const failure = await failureFrom(fileAt(home.file('.aws/config')).edit(change));
			assert.equal([failure.code, failure.status], [code, 3]);
			assert.match(failure.message, message);
			assert.equal(readdirSync(home.path, { recursive: true, encoding: 'utf8' }).sort(), before);
			const bytes = files['.aws/config'];
			if (bytes !== undefined) assert.equal(readFileSync(home.file('.aws/config')), Buffer.from(bytes));
		}),
	);
}

testUnless(
	process.getuid?.() === 0 ? 'root may write anywhere' : undefined,
	'an edit is refused and writes nothing: a read-only folder',
	withHome(config(OLD), async (home) => {
		chmodSync(home.file('.aws'), 0o555);
		const failure = await failureFrom(fileAt(home.file('.aws/config')).edit(toY));
		chmodSync(home.file('.aws'), 0o755);
		assert.equal([failure.code, failure.status, read(home.file('.aws/config'))], ['file-unusable', 3, OLD]);
	}),
);

test('an empty path cannot be edited', async () => {
	assert.is((await failureFrom(fileAt('').edit(toY))).code, 'config-not-editable');
});

test(
	'a new text that does not read as intended is not written',
	withHome(config(OLD), async (home) => {
		const path = home.file('.aws/config');
		const verify = (value: string) => (read: Parameters<typeof hasSettings>[0]) =>
			hasSettings(read, id, new Map([['region', value]]));
		assert.is((await failureFrom(fileAt(path).edit(toY, verify('z')))).code, 'config-not-editable');
		assert.is(read(path), OLD);
		assert.ok((await fileAt(path).edit(toY, verify('y'))).hasChanged);
	}),
);

test(
	'an error of the change is thrown on, and the file does not change',
	withHome(config('# >>> ssoenv corp >>>\n'), async (home) => {
		const failure = await failureFrom(
			fileAt(home.file('.aws/config')).edit((text) => withConfigBlock(text, 'corp', NEW)),
		);
		assert.is(failure.code, 'config-block-damaged');
		assert.is(read(home.file('.aws/config')), '# >>> ssoenv corp >>>\n');
	}),
);

const WORKER = fileURLToPath(new URL('../../support/files/config-edit-worker.ts', import.meta.url));

test(
	'concurrent edits, by the link and by its target, lose nothing',
	withHome({ 'dotfiles/config': `# mine\n${OLD}` }, async (home) => {
		mkdirSync(home.file('.aws'));
		symlinkSync('../dotfiles/config', home.file('.aws/config'));
		const TIMES = 15;
		const exits = ['dotfiles/config', '.aws/config', '.aws/config'].map((name, at) => {
			const words = [WORKER, home.file(name), home.file('locks'), `${TIMES}`, `w${at}`];
			return once(spawn(process.execPath, ['--import', 'tsx', ...words], { stdio: 'inherit' }), 'exit');
		});
		assert.equal(
			(await Promise.all(exits)).map(([status]) => status),
			[0, 0, 0],
		);
		const text = read(home.file('.aws/config'));
		assert.ok(text.startsWith(`# mine\n${OLD}`));
		for (let time = 1; time <= TIMES; time += 1) {
			for (const worker of ['w0', 'w1', 'w2']) assert.match(text, `[profile ${worker}-${time}]\nregion = r${time}\n`);
		}
	}),
);

test.run();
