/** An old Node first on PATH: which one is needed is said by a file that every Node can read, and nothing of it is evaluated. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';
import { type Ended, runCommand } from '../support/program/program.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

const NEEDED = 'Node 20.19 (or a later 20), or Node 22.3 or newer';

/** Where scripts/old-nodes.sh puts them. */
const OLD_NODES = process.env.SSOENV_OLD_NODES ?? `${homedir()}/.cache/ssoenv-old-nodes`;

/** Whether a text is ECMAScript 5: esbuild refuses to write it as such, or has to write it in other words than it is in. */
async function isOldest(text: string): Promise<boolean> {
	try {
		const [oldest, newest] = await Promise.all(
			['es5', 'esnext'].map((target) => transform(text, { target, logLevel: 'silent' })),
		);
		return oldest?.code === newest?.code;
	} catch {
		return false;
	}
}

test('every Node since the first can read dist/cli.cjs', async () => {
	assert.ok(await isOldest(readFileSync(CLI, 'utf8')));
});

for (const slip of [
	'const a = 1;',
	'a?.b;',
	'a ??= b;',
	'f(() => 1);',
	'import("./a");',
	'class A {}',
	'`a`;',
	'1n;',
]) {
	test(`it would be noticed if it held ${slip}`, async () => {
		assert.not.ok(await isOldest(`${readFileSync(CLI, 'utf8')}\n${slip}`));
	});
}

test('the versions are those of package.json', () => {
	const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
	assert.equal(engines, { node: '^20.19 || >=22.3' });
});

/** A run in a Node that says of itself that it is another one. */
async function runAs(version: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
	const home = makeHome({
		'as.cjs': `Object.defineProperty(process, 'version', { value: ${JSON.stringify(version)} });
			if (process.env.AT) Object.defineProperty(process, 'execPath', { value: process.env.AT });`,
	});
	try {
		const words = ['--require', home.file('as.cjs'), CLI, ...args];
		return await runCommand(process.execPath, words, { HOME: home.path, ...variables });
	} finally {
		home.remove();
	}
}

const said = (version: string, path: string) =>
	`ssoenv: ssoenv requires ${NEEDED}; this is Node ${version} (${path})\n`;
const HINT = "ssoenv: hint: npx -p node@22 -c 'ssoenv --version'\n";

for (const version of [
	'v20.19.0',
	'v20.19.0-rc.1',
	'v20.100.0',
	'v22.3.0',
	'v22.10.1',
	'v23.0.0',
	'v24.1.0',
	'v100.0.0',
]) {
	test(`Node ${version} serves`, async () => {
		const { exitCode, stdout, stderr } = await runAs(version, ['--version']);
		assert.is(exitCode, 0, stderr);
		assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
	});
}

for (const version of [
	'v0.12.18',
	'v18.20.8',
	'v20.18.3',
	'v20.18.0-nightly2024',
	'v20.9.0',
	'v21.9.0',
	'v22.2.0',
	'',
]) {
	test(`Node "${version}" does not, and that is said`, async () => {
		assert.equal(await runAs(version, ['list'], { AT: '/opt/node' }), {
			exitCode: 3,
			stdout: '',
			stderr: `${said(version, '/opt/node')}${HINT}`,
		});
	});
}

const remedies: Readonly<Record<string, string>> = {
	'/home/me/.nvm/versions/node/v16.20.2/bin/node': 'nvm install 22',
	'/run/user/1000/fnm_multishells/1_2/bin/node': 'fnm install 22 && fnm use 22',
	'/home/me/.local/share/fnm/node-versions/v16/installation/bin/node': 'fnm install 22 && fnm use 22',
	'/home/me/.volta/tools/image/node/16.20.2/bin/node': 'volta install node@22',
	'/home/me/.local/share/mise/installs/node/16/bin/node': 'mise use node@22',
	'/home/me/.asdf/installs/nodejs/16/bin/node': 'asdf install nodejs latest:22 && asdf shell nodejs latest:22',
	'/home/me/.nodenv/versions/16.20.2/bin/node': 'nodenv install 22 && nodenv shell 22',
};

for (const [path, command] of Object.entries(remedies)) {
	test(`the hint is a command of whatever has put Node at ${path}`, async () => {
		const { stderr } = await runAs('v16.20.2', ['list'], { AT: path });
		assert.is(stderr, `${said('v16.20.2', path)}ssoenv: hint: ${command}\n`);
	});
}

test('a path that acts on terminals is shown without what does', async () => {
	const { stderr } = await runAs('v16.20.2', ['list'], { AT: '/opt/\u001b[31m\u009b\u202enode\n' });
	assert.is(stderr, `${said('v16.20.2', '/opt/?[31m??node?')}${HINT}`);
});

test('programs are told in one line of JSON', async () => {
	const { stderr } = await runAs('v16.20.2', ['list'], { SSOENV_JSON_ERRORS: '1', AT: '/opt/node' });
	assert.equal(JSON.parse(stderr), {
		code: 'node-too-old',
		status: 3,
		message: `ssoenv requires ${NEEDED}; this is Node v16.20.2 (/opt/node)`,
		session: null,
		command: null,
		hints: ["npx -p node@22 -c 'ssoenv --version'"],
	});
});

const FAILING = { stdout: "sh -c 'exit 3';\n", exitCode: 3 };

for (const command of ['use', 'off', 'init']) {
	test(`what a shell would evaluate of ${command} fails with the same status`, async () => {
		const { exitCode, stdout } = await runAs('v16.20.2', [command]);
		assert.equal({ exitCode, stdout }, FAILING);
		const evaluated = await runCommand('sh', ['-c', 'eval "$1"; echo "$?"; eval "$1" && echo on', 'sh', stdout], {});
		assert.is(evaluated.stdout, '3\n');
	});
}

const names = existsSync(OLD_NODES) ? readdirSync(OLD_NODES) : [];
const lacks = names.length === 0 ? `there are none in ${OLD_NODES}; scripts/old-nodes.sh brings them` : undefined;

function refuses(version: string, { exitCode, stdout, stderr }: Ended, path: string): void {
	assert.is(stderr, `${said(`v${version}`, path)}${HINT}`);
	assert.equal({ exitCode, stdout }, FAILING);
}

testUnless(lacks, 'real old Nodes say so themselves', async () => {
	for (const version of names) {
		const node = realpathSync(`${OLD_NODES}/${version}/node`);
		refuses(version, await runCommand(node, [CLI, 'use', 'dev'], {}), node);
	}
});

test.run();
