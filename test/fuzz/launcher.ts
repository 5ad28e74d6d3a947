/**
 * Makes random copies of roles, runs the launcher over each in every shell and format, and compares byte for byte with
 * what the program's own functions print. A copy with a value that needs quotes must be left to the program.
 * `tsx test/fuzz/launcher.ts [--count N] [--seed S] [--shell NAME]`
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env, exit, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { RoleCredentials } from '../../src/core/credentials/role-credentials.ts';
import { Failure } from '../../src/core/failure/failure.ts';
import { LAUNCHER_FILE, launcherText } from '../../src/core/launcher/launcher-text.ts';
import { freshUntil, untilText } from '../../src/core/launcher/until-file.ts';
import type { RoleOfProfile } from '../../src/core/profile/role-of-profile.ts';
import { activation, exportedCredentials, processDocument } from '../../src/core/shell/activation.ts';
import { furtherFormats } from '../../src/core/shell/further-formats.ts';
import { formatRoleCopy } from '../../src/core/shell/role-copy.ts';
import { formatNames, formats, isAwsFormat, render, shellNames } from '../../src/core/shell/syntaxes.ts';
import { hostileValues, randomNumbers } from './values.ts';

const TEMPLATE = new URL(`../../shell/${LAUNCHER_FILE}`, import.meta.url);
const answered = formatNames.filter((name) => name !== 'github' && name !== 'direnv');
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LEFT = 'left to the program\n';

/** The words of each run for one copy. */
const runs: readonly (readonly string[])[] = [
	...shellNames.map((shell) => ['use', 'NAME', '--shell', shell]),
	...answered.map((format) => ['export', 'NAME', '--format', format]),
];

interface Role {
	readonly profile: RoleOfProfile;
	readonly credentials: RoleCredentials;
}

type Random = ReturnType<typeof randomNumbers>;

const text = (random: Random, characters: string, length: number): string =>
	Array.from({ length }, () => characters[random(characters.length)]).join('');

/** Returns a role as AWS has them, or with one hostile value. */
function roleOf(random: Random, hostile: string, at: number): Role {
	const word = (length: number, more = '') => text(random, `${BASE64.slice(0, 62)}${more}`, 1 + random(length));
	const values = [
		word(20),
		text(random, BASE64, 40),
		`${text(random, BASE64, 1 + random(300))}${'='.repeat(random(3))}`,
		`${random(2) === 0 ? '' : word(12, '@+,.-_')}${word(3)}`,
		word(12),
		word(40, '+,.@-_'),
		`eu-${word(8)}-1`,
	];
	const spoiled = random(4);
	if (spoiled === 0) values[[0, 1, 2, 4, 5, 6][random(6)] ?? 0] = hostile;
	const [accessKeyId = '', secretAccessKey = '', sessionToken = '', name = '', accountId = '', roleName = '', region] =
		values.map((value) => value.replace(/[\n\r\0]/g, '') || 'x');
	return {
		profile: {
			name: `${name}-${at}`.replace(/^[^A-Za-z0-9_]/, 'x'),
			accountId,
			roleName,
			region: random(3) === 0 ? undefined : region,
		},
		credentials: {
			accessKeyId,
			secretAccessKey,
			sessionToken,
			expiresAt: (Math.trunc(Date.now() / 1000) + 3600 + random(80_000)) * 1000,
		},
	};
}

/** Returns what the program prints. @throws Failure */
function expected({ profile, credentials }: Role, [command = '', , , word = '']: readonly string[]): string {
	const environment = activation(profile, credentials, {});
	const shell = shellNames.find((name) => command === 'use' && name === word);
	if (shell !== undefined) return render(shell, environment);
	const exported = {
		credentials: exportedCredentials(credentials),
		process: processDocument(credentials),
		environment,
	};
	const format = answered.find((name) => name === word) ?? 'process';
	if (isAwsFormat(format)) return formats[format](exported);
	return furtherFormats[format](exported).stdout;
}

const orFailure = (work: () => string): string => {
	try {
		return work();
	} catch (error) {
		if (error instanceof Failure) return 'a failure';
		throw error;
	}
};

/** A home with a launcher that names no program, but says that it would start it. */
function makeScene(): { readonly home: string; readonly launcher: string } {
	const home = mkdtempSync(join(tmpdir(), 'ssoenv-fuzz-'));
	for (const name of ['.aws', '.cache/ssoenv/shell/roles', '.cache/ssoenv/shell/until', 'bin']) {
		mkdirSync(join(home, name), { recursive: true });
	}
	const node = join(home, 'bin/node');
	writeFileSync(node, `#!/bin/sh\necho '${LEFT.trim()}'\n`);
	chmodSync(node, 0o755);
	writeFileSync(join(home, '.aws/config'), '');
	for (const name of ['.aws/config', '.aws']) utimesSync(join(home, name), 0, 0);
	const launcher = join(home, 'bin/ssoenv');
	writeFileSync(launcher, launcherText(readFileSync(TEMPLATE, 'utf8'), { node, program: launcher, version: '0' }));
	return { home, launcher };
}

function writeCopy(home: string, { profile, credentials }: Role): boolean {
	const folder = join(home, '.cache/ssoenv/shell');
	const files = [join(home, '.aws/config'), join(home, '.aws/credentials')] as const;
	try {
		writeFileSync(
			join(folder, 'roles', profile.name),
			formatRoleCopy(profile, credentials, { env: { HOME: home }, files }),
		);
	} catch (error) {
		// A value that no copy can hold.
		if (error instanceof Failure) return false;
		throw error;
	}
	const end = credentials.expiresAt / 1000;
	const path = join(folder, 'until', profile.name);
	writeFileSync(path, untilText(end));
	utimesSync(path, freshUntil(end), freshUntil(end));
	return true;
}

/** Copies per process. It reads the launcher anew for each answer, in a subshell: to start a process takes longer. */
const BATCH = 50;

/** Runs the launcher for all words and all names; returns what it prints, with a mark behind each answer. */
function answersOf(names: readonly string[], sh: string, scene: ReturnType<typeof makeScene>): readonly string[] {
	const code = names
		.flatMap((name) => runs.map((words) => `(launcher ${words.join(' ').replace('NAME', `'${name}'`)}); printf '\\0'`))
		.join('\n');
	const variables = { HOME: scene.home, PATH: env.PATH, L: scene.launcher, LC_ALL: 'C.UTF-8' };
	const input = `launcher() { . "$L"; }\n${code}`;
	const { stdout: said } = spawnSync(sh, ['-s'], { input, env: variables, maxBuffer: 2 ** 28, encoding: 'utf8' });
	return said.split('\0').slice(0, -1);
}

export interface Outcome {
	readonly copies: number;
	/** How often the launcher answered, and how often it left the answer to the program. */
	answers: number;
	left: number;
	readonly problems: string[];
}

/** Compares the answers for some copies. */
function compare(batch: readonly Role[], said: readonly string[], outcome: Outcome): void {
	if (said.length !== batch.length * runs.length) outcome.problems.push(`${said.length} answers`);
	for (const [at, answer] of said.entries()) {
		const [role, words] = [batch[Math.trunc(at / runs.length)], runs[at % runs.length] ?? []];
		if (answer === LEFT) outcome.left += 1;
		else outcome.answers += 1;
		if (role === undefined || answer === LEFT || answer === orFailure(() => expected(role, words))) continue;
		outcome.problems.push(`${words.join(' ')}: ${JSON.stringify(role)}`);
	}
}

/** @param sh the shell that runs the launcher */
export function fuzzLauncher(count: number, seed: number, sh = 'sh'): Outcome {
	const random = randomNumbers(seed);
	const roles = [...hostileValues(random, count)].map((hostile, at) => roleOf(random, hostile, at));
	const scene = makeScene();
	const outcome: Outcome = { copies: count, answers: 0, left: 0, problems: [] };
	try {
		for (let from = 0; from < count; from += BATCH) {
			const batch = roles.slice(from, from + BATCH).filter((role) => writeCopy(scene.home, role));
			compare(
				batch,
				answersOf(
					batch.map(({ profile }) => profile.name),
					sh,
					scene,
				),
				outcome,
			);
		}
		return outcome;
	} finally {
		rmSync(scene.home, { recursive: true, force: true });
	}
}

function main(): void {
	const { values } = parseArgs({
		options: { count: { type: 'string' }, seed: { type: 'string' }, shell: { type: 'string' } },
	});
	const seed = Number(values.seed ?? Date.now() % 1_000_000);
	const outcome = fuzzLauncher(Number(values.count ?? 10_000), seed, values.shell);
	const { copies, answers, left, problems } = outcome;
	stdout.write(`seed ${seed}: ${copies} copies, ${answers} answers, ${left} left to the program\n`);
	for (const problem of problems.slice(0, 3)) stdout.write(`DIFFERS: ${problem}\n`);
	if (problems.length > 0) exit(1);
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) main();
