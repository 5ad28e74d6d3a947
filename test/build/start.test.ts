/** The code that V8 compiled is kept for the next run: when it is trusted, and that the program works without it. */
import {
	chmodSync,
	chownSync,
	cpSync,
	existsSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { Home } from '../support/files/home.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { CLI, lacksNode } from '../support/program/built-program.ts';
import { type Ended, runCommand, runSsoenv, type Variables } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const USE = ['use', 'dev', '--shell', 'bash'];

interface Scene {
	readonly home: Home;
	readonly variables: Variables;
	readonly run: (args: readonly string[], variables?: Variables) => Promise<Ended>;
	/** The name of the code that is kept of program.cjs; undefined if none is kept. */
	readonly kept: () => string | undefined;
	readonly bytes: () => Buffer;
}

const CODE = '.cache/ssoenv/code';

async function withScene(body: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(CONFIG, idc.signIn());
	const names = () => (existsSync(home.file(CODE)) ? readdirSync(home.file(CODE)) : []);
	const kept = () => names().find((name) => name.endsWith('-program.cjs'));
	const own = { HOME: home.path, ...idc.environment };
	try {
		await body({
			home,
			variables: own,
			run: (args, variables = {}) => runSsoenv(args, { ...own, ...variables }),
			kept,
			bytes: () => readFileSync(home.file(`${CODE}/${kept()}`)),
		});
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

/** Uses the role, which has to work with any code or none. */
async function use({ run }: Scene, variables: Variables = {}): Promise<string> {
	const { exitCode, stdout, stderr } = await run(USE, variables);
	assert.is(exitCode, 0, stderr);
	assert.is(stderr, '');
	return stdout;
}

testUnless(lacksNode, 'use keeps code for its owner alone; the next use leaves it as it is, with the same output', () =>
	withScene(async (scene) => {
		const first = await use(scene);
		const file = scene.home.file(`${CODE}/${scene.kept()}`);
		assert.is(statSync(file).mode & 0o777, 0o600);
		assert.is(statSync(scene.home.file(CODE)).mode & 0o777, 0o700);
		const { ino } = statSync(file);
		assert.is(await use(scene), first);
		assert.is(statSync(file).ino, ino);
		assert.match(scene.kept() ?? '', `-${process.version}-${process.arch}-program.cjs`);
	}),
);

testUnless(lacksNode, 'the code holds no secret', () =>
	withScene(async (scene) => {
		const shown = await use(scene);
		await use(scene);
		const secrets = /AWS_SECRET_ACCESS_KEY='([^']+)'.*AWS_SESSION_TOKEN='([^']+)'/.exec(shown)?.slice(1) ?? [];
		assert.is(secrets.length, 2);
		for (const secret of secrets) assert.not.ok(scene.bytes().includes(secret));
	}),
);

test('help and failures keep no code of the program, because they compile other parts of it', () =>
	withScene(async (scene) => {
		for (const args of [
			['--help'],
			['use', '--help'],
			['use', 'nowhere', '--shell', 'bash'],
			['list'],
			['--version'],
		]) {
			await scene.run(args);
			assert.is(scene.kept(), undefined, args.join(' '));
		}
	}));

const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
	empty: () => Buffer.alloc(0),
	zeros: (bytes) => Buffer.alloc(bytes.length),
	'cut in half': (bytes) => bytes.subarray(0, bytes.length / 2),
	'a byte longer': (bytes) => Buffer.concat([bytes, Buffer.from('x')]),
	'a flipped bit': (bytes) => {
		const copy = Buffer.from(bytes);
		copy.writeUInt8(copy.readUInt8(5000) ^ 4, 5000);
		return copy;
	},
	'code of another Node': (bytes) => {
		// V8 notices that itself: the second word of each half is a hash of its version.
		const copy = Buffer.from(bytes);
		for (const half of [0, bytes.length / 2]) copy.writeUInt32LE(~copy.readUInt32LE(half + 4) >>> 0, half + 4);
		return copy;
	},
};

for (const [name, damage] of Object.entries(damages)) {
	testUnless(lacksNode, `damaged code (${name}) is compiled again, and replaced`, () =>
		withScene(async (scene) => {
			const first = await use(scene);
			const damaged = damage(scene.bytes());
			writeFileSync(scene.home.file(`${CODE}/${scene.kept()}`), damaged);
			assert.is(await use(scene), first);
			const anew = scene.bytes();
			assert.not.ok(anew.equals(damaged));
			assert.is(await use(scene), first);
			assert.ok(scene.bytes().equals(anew));
		}),
	);
}

/** Other versions of Node, where scripts/nodes.sh puts them. */
const NODES = process.env.SSOENV_NODES ?? `${homedir()}/.cache/ssoenv-nodes`;
const others = (existsSync(NODES) ? readdirSync(NODES) : [])
	.map((version) => ({ version: `v${version}`, path: `${NODES}/${version}/node` }))
	.filter(({ version, path }) => existsSync(path) && version !== process.version && !version.startsWith('v16.'));
const lacksNodes = others.length === 0 ? `there are none in ${NODES}; npm run nodes brings them` : undefined;

testUnless(lacksNode ?? lacksNodes, 'Nodes that take turns each keep code of their own, and print the same', () =>
	withScene(async (scene) => {
		const first = await use(scene);
		const folder = scene.home.file(CODE);
		const inodes = () => new Map(readdirSync(folder).map((name) => [name, statSync(`${folder}/${name}`).ino]));
		const inTurn = async () => {
			for (const { path } of others) {
				const ended = await runCommand(path, [CLI, ...USE], scene.variables);
				assert.equal(ended, { exitCode: 0, stdout: first, stderr: '' }, path);
			}
		};
		await inTurn();
		const kept = inodes();
		for (const version of [process.version, ...others.map((other) => other.version)]) {
			assert.ok(
				[...kept.keys()].some((name) => name.includes(`-${version}-`) && name.endsWith('-program.cjs')),
				version,
			);
		}
		await inTurn();
		assert.is(await use(scene), first);
		assert.equal(inodes(), kept);
	}),
);

testUnless(lacksNode, 'a Node that compiles otherwise under the same version takes turns with this one', () =>
	withScene(async (scene) => {
		const first = await use(scene);
		for (const options of ['--no-lazy', '', '--no-opt', '--no-lazy', '']) {
			const ended = await runCommand(
				process.execPath,
				[...options.split(' ').filter((option) => option !== ''), CLI, ...USE],
				scene.variables,
			);
			assert.equal(ended, { exitCode: 0, stdout: first, stderr: '' }, options);
		}
	}),
);

testUnless(lacksNode, 'code that others may write is not trusted, and is replaced', () =>
	withScene(async (scene) => {
		const first = await use(scene);
		const file = scene.home.file(`${CODE}/${scene.kept()}`);
		chmodSync(file, 0o620);
		assert.is(await use(scene), first);
		assert.is(statSync(file).mode & 0o777, 0o600);
	}),
);

const notRoot = process.getuid?.() === 0 ? undefined : 'only root can give files away';

testUnless(notRoot ?? lacksNode, 'code of another user is not trusted: sudo may leave root with the home of one', () =>
	withScene(async (scene) => {
		const first = await use(scene);
		const file = scene.home.file(`${CODE}/${scene.kept()}`);
		chownSync(file, 4711, 4711);
		assert.is(await use(scene), first);
		assert.is(statSync(file).uid, 0);
	}),
);

testUnless(lacksNode, 'code of other builds is removed, and no other file is', () =>
	withScene(async (scene) => {
		const old = scene.home.write(`${CODE}/0123456789abcdef-v20.0.0-x64-program.cjs`, 'old');
		const other = scene.home.write(`${CODE}/notes.txt`, 'a note of another program');
		await use(scene);
		assert.not.ok(existsSync(old));
		assert.ok(existsSync(other));
	}),
);

test('the program works where no code can be kept', () =>
	withScene(async (scene) => {
		scene.home.write('.cache/ssoenv', 'a file in the place of the folder');
		await use(scene);
		assert.is(readFileSync(scene.home.file('.cache/ssoenv'), 'utf8'), 'a file in the place of the folder');
	}));

test('NODE_DISABLE_COMPILE_CACHE keeps code from being kept, as in Node itself', () =>
	withScene(async (scene) => {
		await use(scene, { NODE_DISABLE_COMPILE_CACHE: '1' });
		assert.is(scene.kept(), undefined);
	}));

testUnless(lacksNode, 'code is kept below XDG_CACHE_HOME', () =>
	withScene(async (scene) => {
		await use(scene, { XDG_CACHE_HOME: scene.home.file('elsewhere') });
		assert.is(scene.kept(), undefined);
		assert.ok(readdirSync(scene.home.file('elsewhere/ssoenv/code')).length > 0);
	}),
);

test('import() works in kept code', () =>
	withScene(async (scene) => {
		await use(scene);
		const { exitCode, stdout, stderr } = await scene.run(['init', 'bash', '--path']);
		assert.is(exitCode, 0, stderr);
		assert.is(stderr, '');
		assert.match(stdout, /ssoenv\.bash\n$/);
	}));

test('no file is written or removed through a link', () =>
	withScene(async (scene) => {
		const name = '0123456789abcdef-v20.0.0-x64-program.cjs';
		scene.home.write(`elsewhere/${name}`, 'precious');
		scene.home.write('.cache/ssoenv/there', '');
		symlinkSync(scene.home.file('elsewhere'), scene.home.file(CODE));
		await use(scene);
		assert.equal(readdirSync(scene.home.file('elsewhere')), [name]);
	}));

testUnless(lacksNode, 'a pipe in the place of the code is not waited for', () =>
	withScene(async (scene) => {
		const first = await use(scene);
		const file = scene.home.file(`${CODE}/${scene.kept()}`);
		unlinkSync(file);
		const { exitCode } = await runCommand('mkfifo', ['-m', '600', file], {});
		assert.is(exitCode, 0);
		assert.is(await use(scene), first);
		assert.ok(statSync(file).isFile());
	}),
);

/** A copy of the program, so that parts can be removed from it. */
function copied(home: Home): string {
	// package.json says that the files are modules.
	for (const part of ['package.json', 'dist']) {
		const from = fileURLToPath(new URL(`../../${part}`, import.meta.url));
		cpSync(from, home.file(`package/${part}`), { recursive: true });
	}
	return home.file('package/dist');
}

test('in the middle of an upgrade, code is kept for the build that each file names', () =>
	withScene(async ({ home, variables, kept }) => {
		const dist = copied(home);
		const use = () => runCommand(process.execPath, [`${dist}/cli.cjs`, ...USE], variables);
		assert.match((await use()).stdout, /SSOENV_ROLE_NAME/);
		const old = kept();
		// V8 compares texts by their length alone, and the length of this one stays.
		const text = readFileSync(`${dist}/program.cjs`, 'utf8').replaceAll('SSOENV_ROLE_NAME', 'SSOENV_ROLE_NOTE');
		writeFileSync(`${dist}/program.cjs`, text.replace(/[0-9a-f]{16}\n$/, `${'0'.repeat(16)}\n`));
		const { exitCode, stdout, stderr } = await use();
		assert.is(exitCode, 0, stderr);
		assert.match(stdout, /SSOENV_ROLE_NOTE/);
		assert.is(kept(), old?.replace(/^[0-9a-f]{16}/, '0'.repeat(16)));
	}));

test('of a file that names no build no code is kept', () =>
	withScene(async ({ home, variables, kept }) => {
		const dist = copied(home);
		const text = readFileSync(`${dist}/program.cjs`, 'utf8');
		writeFileSync(`${dist}/program.cjs`, text.replace(/\/\/[0-9a-f]{16}\n$/, ''));
		const { exitCode, stderr } = await runCommand(process.execPath, [`${dist}/cli.cjs`, ...USE], variables);
		assert.is(exitCode, 0, stderr);
		assert.ok(existsSync(home.file(CODE)), 'code of the other files is kept');
		assert.is(kept(), undefined);
	}));

for (const part of ['start.cjs', 'program.cjs']) {
	test(`without ${part} it fails in one line, and so does the code that a shell evaluates`, () =>
		withScene(async ({ home }) => {
			const dist = copied(home);
			unlinkSync(`${dist}/${part}`);
			const run = (args: readonly string[]) =>
				runCommand(process.execPath, [`${dist}/cli.cjs`, ...args], { HOME: home.path });
			const { exitCode, stdout, stderr } = await run(USE);
			assert.is(exitCode, 1);
			assert.is(stdout, "sh -c 'exit 1';\n");
			assert.match(stderr, /^ssoenv: cannot read its own files[^\n]*\n$/);
			assert.equal(await run(['list']), { exitCode: 1, stdout: '', stderr });
		}));
}

/** Files that are loaded when they are needed, and what needs them. */
const laterParts: Readonly<Record<string, readonly string[]>> = {
	'adapters-shell-shell-files.js': ['init', 'bash'],
	'list.cjs': ['list'],
	'fetch.cjs': USE,
};

for (const [part, args] of Object.entries(laterParts)) {
	test(`without ${part}, which is loaded later, it says the same, and calls it no bug`, () =>
		withScene(async ({ home, variables }) => {
			const dist = copied(home);
			unlinkSync(`${dist}/${part}`);
			const words = [`${dist}/cli.cjs`, ...args];
			const { exitCode, stdout, stderr } = await runCommand(process.execPath, words, variables);
			assert.is(exitCode, 1);
			assert.is(stdout, args[0] === 'list' ? '' : '(exit 1);\n');
			assert.match(stderr, /^ssoenv: cannot read its own files.*\nssoenv: hint: run the command again\n$/);
		}));
}

test.run();
