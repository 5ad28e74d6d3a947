/** The tools for which `export` has formats read hostile values as they are: direnv, the client of Docker, and systemd. */
import { once } from 'node:events';
import { accessSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Failure } from '../../src/core/failure/failure.ts';
import { furtherFormats } from '../../src/core/shell/further-formats.ts';
import type { FurtherFormat } from '../../src/core/shell/syntaxes.ts';
import { asRecord, parseRecord } from '../../src/core/text/json.ts';
import { isOnPath } from '../fuzz/quoting.ts';
import { hostileValues, randomNumbers } from '../fuzz/values.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';
import { runCommand } from '../support/program/program.ts';

const seed = Date.now() % 2 ** 32;
const values = [...hostileValues(randomNumbers(seed), 200)];

const home = makeHome();
test.after(() => home.remove());

type Variable = readonly [name: string, value: string];

/** Returns what `export` prints for these variables. */
function written(format: FurtherFormat, variables: readonly Variable[], expires = '9999999999'): string {
	const environment = [...variables, ['SSOENV_EXPIRES', expires] as const].map(([name, value]) => ({ name, value }));
	const exported = { credentials: [], process: {}, environment };
	return furtherFormats[format](exported, { profile: 'dev', watched: [home.path], delimiter: 'x' }).stdout;
}

/** Returns the variables whose values the format does not refuse. Some of them are, and most are not. */
function fitting(format: FurtherFormat, isReadable: (value: string) => boolean = () => true): readonly Variable[] {
	const fit = values.filter(isReadable).filter((value) => {
		try {
			return written(format, [['A', value]]) !== '';
		} catch (error) {
			if (error instanceof Failure) return false;
			throw error;
		}
	});
	assert.ok(fit.length > 50, `${fit.length} values`);
	return fit.map((value, at) => [`V${at}`, value]);
}

const variablesIn = (lines: readonly string[]): ReadonlyMap<string, string> =>
	new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

function assertArrived(variables: readonly Variable[], seen: ReadonlyMap<string, string>): void {
	for (const [name, value] of variables) assert.is(seen.get(name), value, `${JSON.stringify(value)} (seed ${seed})`);
}

const lacking = (program: string): string | undefined => (isOnPath(program) ? undefined : `${program} is not on PATH`);

/** Returns the environment that direnv makes of the text of `--format direnv`, and what it says. */
async function fromDirenv(folder: string, code: string) {
	mkdirSync(home.file(folder));
	writeFileSync(home.file(`${folder}/code`), code);
	writeFileSync(home.file(`${folder}/.envrc`), 'eval "$(cat code)"\n');
	const variables = { HOME: home.path, LC_ALL: 'C.UTF-8' };
	await runCommand('direnv', ['allow', home.file(folder)], variables);
	const words = ['exec', home.file(folder), 'sh', '-c', `env -0 >'${home.file(`${folder}/seen`)}'`];
	const { exitCode, stderr } = await runCommand('direnv', words, variables);
	assert.is(exitCode, 0, stderr);
	return { seen: variablesIn(readFileSync(home.file(`${folder}/seen`), 'utf8').split('\0')), stderr };
}

testUnless(lacking('direnv'), 'direnv sets the values of --format direnv', async () => {
	const variables = fitting('direnv');
	assertArrived(variables, (await fromDirenv('fresh', written('direnv', variables))).seen);
});

testUnless(lacking('direnv'), 'direnv sets nothing once the credentials have expired, and says so', async () => {
	const { seen, stderr } = await fromDirenv('late', written('direnv', [['A', 'b']], '1'));
	assert.is(seen.get('A'), undefined);
	assert.match(stderr, 'ssoenv: the credentials of dev have expired; to renew them: direnv reload');
});

testUnless(lacking('docker'), 'docker takes the values of --format docker from a file', async () => {
	const variables = fitting('docker');
	writeFileSync(home.file('docker.env'), written('docker', variables));
	let created = '';
	// As much of an engine as the client needs to send it a container.
	const engine = createServer(async (request, response) => {
		if (request.url?.includes('/containers/create')) created = await text(request);
		response.writeHead(created === '' ? 200 : 201, { 'api-version': '1.43', 'content-type': 'application/json' });
		response.end(created === '' ? 'OK' : '{"Id":"c1","Warnings":[]}');
	});
	engine.listen(home.file('engine'));
	await once(engine, 'listening');
	try {
		const words = ['--host', `unix://${home.file('engine')}`, 'create', '--env-file', home.file('docker.env'), 'image'];
		const { exitCode, stderr } = await runCommand('docker', words, { HOME: home.path });
		assert.is(exitCode, 0, stderr);
	} finally {
		engine.close();
	}
	const { Env } = asRecord(parseRecord(created)) ?? {};
	assertArrived(variables, variablesIn(Array.isArray(Env) ? Env.map(String) : []));
});

/** It reads its files as systemd reads an EnvironmentFile, and then leaves out empty values and replaces `$NAME`. */
const GENERATOR = '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator';

function lacksGenerator(): string | undefined {
	try {
		accessSync(GENERATOR);
		return undefined;
	} catch {
		return `${GENERATOR} is missing`;
	}
}

testUnless(lacksGenerator(), 'systemd takes the values of --format systemd from a file', async () => {
	const variables = fitting('systemd', (value) => value !== '' && !value.includes('$'));
	mkdirSync(home.file('config/environment.d'), { recursive: true });
	writeFileSync(home.file('config/environment.d/role.conf'), written('systemd', variables));
	const { stdout } = await runCommand(GENERATOR, [], { XDG_CONFIG_HOME: home.file('config') });
	const seen = [...variablesIn(stdout.split('\n'))].map(([name, value]) => [name, unescaped(value)] as const);
	assertArrived(variables, new Map(seen));
});

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Undoes how the generator writes a value: in double quotes if it needs them, and control characters as in C. */
const unescaped = (word: string): string =>
	!word.startsWith('"')
		? word
		: word.slice(1, -1).replace(/\\([0-7]{3}|x[0-9a-f]{2}|.)/gs, (_, sign: string) => {
				if (sign.length > 1)
					return String.fromCharCode(Number(`0${sign.length === 3 && !sign.startsWith('x') ? 'o' : ''}${sign}`));
				return CONTROLS[sign] ?? sign;
			});

test.run();
