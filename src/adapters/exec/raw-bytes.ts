/**
 * Passes on words and variables that are not in UTF-8, byte for byte. Node decodes its command line and its environment
 * as UTF-8, and writes U+FFFD for other bytes; `/proc` has the bytes, and `sh` can pass them on.
 */
import { execFailures } from '../../core/failure/exec-failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import { procBytes } from '../machine/proc-files.ts';

const LOST = '\uFFFD';

/** Returns the texts of a file of `/proc`, which end in NUL; undefined on systems without it. */
function bytesIn(file: 'cmdline' | 'environ'): readonly Buffer[] | undefined {
	const all = procBytes(`self/${file}`);
	if (all === undefined) return undefined;
	const parts: Buffer[] = [];
	for (let start = 0; start < all.length; ) {
		const found = all.indexOf(0, start);
		const end = found < 0 ? all.length : found;
		parts.push(all.subarray(start, end));
		start = end + 1;
	}
	return parts;
}

const isUtf8 = (bytes: Buffer): boolean => bytes.equals(Buffer.from(bytes.toString('utf8'), 'utf8'));

/** Code of `sh` that sets `v` to the bytes. `$(…)` drops line ends, so an `x` is behind them. */
const assignment = (bytes: Buffer): string =>
	`v=$(printf '${Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}x'); v=\${v%x}`;

/** The variables whose values are not in UTF-8, and that nothing has changed. */
const rawVariables = (env: Environment): readonly (readonly [name: string, value: Buffer])[] =>
	(bytesIn('environ') ?? []).flatMap((bytes) => {
		const at = bytes.indexOf('=');
		const [name, value] = [bytes.subarray(0, at).toString('latin1'), bytes.subarray(at + 1)];
		const isSame = /^[A-Za-z_]\w*$/.test(name) && !isUtf8(value) && env[name] === value.toString('utf8');
		return isSame ? [[name, value] as const] : [];
	});

/** Returns the bytes of the last words of this process. @throws Failure `words-undecodable` */
function rawWords(words: readonly string[]): readonly Buffer[] {
	const bytes = bytesIn('cmdline')?.slice(-words.length) ?? [];
	const isSame = bytes.length === words.length && words.every((word, at) => bytes[at]?.toString('utf8') === word);
	if (!isSame) throw execFailures.wordsUndecodable({ name: words[0] ?? '' });
	return bytes;
}

/**
 * Returns words that Node can start: those of the program, or of a `sh` that becomes it.
 * @param words the last words of this process
 * @throws Failure `words-undecodable`
 */
export function asSpawnable(words: readonly string[], env: Environment): readonly string[] {
	const areLost = words.some((word) => word.includes(LOST));
	const bytes = areLost ? rawWords(words) : words.map((word) => Buffer.from(word, 'utf8'));
	const areRaw = areLost && bytes.some((word) => !isUtf8(word));
	const variables = Object.values(env).some((value) => value?.includes(LOST) === true) ? rawVariables(env) : [];
	if (!areRaw && variables.length === 0) return words;
	const code = [
		'set --',
		...bytes.map((word) => `${assignment(word)}; set -- "$@" "$v"`),
		...variables.map(([name, value]) => `${assignment(value)}; ${name}=$v; export ${name}`),
		'unset v',
		'exec "$@"',
	];
	return ['/bin/sh', '-c', code.join('\n')];
}
