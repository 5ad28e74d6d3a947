/**
 * Hands hostile words and bytes to a program by `exec`, and compares byte for byte what it gets, with and without `--`.
 * `tsx test/fuzz/program-words.ts [--count N] [--seed S]`. Needs the built program.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { argv, env, exit } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { PROGRAM } from '../support/program/built-program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';
import { hostileValues, randomNumbers } from './values.ts';

const MOST_WORDS = 6;
const PROFILE = `${CORP}[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n`;

/** Returns lists of words; a fifth of the words are random bytes, which are mostly not UTF-8. */
function vectors(count: number, seed: number): readonly (readonly Buffer[])[] {
	const random = randomNumbers(seed);
	const values = hostileValues(random, count * MOST_WORDS);
	const word = (): Buffer =>
		random(5) === 0
			? Buffer.from(Array.from({ length: random(12) }, () => 1 + random(255)))
			: Buffer.from(values.next().value ?? '', 'utf8');
	return Array.from({ length: count }, () => Array.from({ length: 1 + random(MOST_WORDS) }, word));
}

const quoted = (bytes: Buffer): string =>
	`$'${Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`;

/** Returns the numbers of the vectors that arrived as others. @throws Error of a run that fails */
export async function wrongVectors(count: number, seed: number): Promise<readonly number[]> {
	const identityCenter = await startIdentityCenter();
	const home = signedInHome(PROFILE, identityCenter.signIn());
	const all = vectors(count, seed);
	try {
		const program = PROGRAM.map((word) => quoted(Buffer.from(word))).join(' ');
		const lines = all.map((words, at) => {
			const dashes = at % 2 === 0 ? '-- ' : '';
			return `${program} exec dev ${dashes}sh "$1" ${words.map(quoted).join(' ')} >"$2/${at}" || exit`;
		});
		writeFileSync(home.file('print'), 'printf \'%s\\0\' "$@"\n');
		writeFileSync(home.file('lines'), `${lines.join('\n')}\n`);
		const variables = { PATH: env.PATH ?? '', HOME: home.path, ...identityCenter.environment };
		const words = ['-c', '. "$3"', 'bash', home.file('print'), home.path, home.file('lines')];
		await execa('bash', words, { env: variables, extendEnv: false, stdin: 'ignore', stderr: 'inherit' });
		return all.flatMap((vector, at) => {
			const expected = Buffer.concat(vector.flatMap((word) => [word, Buffer.of(0)]));
			return readFileSync(home.file(String(at))).equals(expected) ? [] : [at];
		});
	} finally {
		await releaseAll(identityCenter.close, home.remove);
	}
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
	const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
	const [count, seed] = [Number(values.count ?? 1_000), Number(values.seed ?? Date.now() % 2 ** 32)];
	const wrong = await wrongVectors(count, seed);
	console.log(
		`exec: ${count} lists of words, ${wrong.length} wrong (seed ${seed})${wrong.map((at) => ` ${at}`).join('')}`,
	);
	exit(wrong.length > 0 ? 1 : 0);
}
