/**
 * Renders hostile values, evaluates the code in real shells the way people do, and compares byte for byte what a child
 * process gets. `tsx test/fuzz/quoting.ts [--count N] [--seed S] [--shell NAME]`
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { argv, env, exit, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { Failure } from '../../src/core/failure/failure.ts';
import type { Change } from '../../src/core/shell/activation.ts';
import { type AwsFormat, formats, render, type Shell, shellNames } from '../../src/core/shell/syntaxes.ts';
import { hostileValues, randomNumbers } from './values.ts';

const run = promisify(execFile);

/** Values per shell process. */
const BATCH = 200;

/** A program that evaluates a text. `ways` are its command lines; `code` and `seen` stand for file names. */
interface Reader {
	readonly program: string;
	readonly ways: readonly (readonly string[])[];
	/** Values per process, if fewer than BATCH. */
	readonly batch?: number;
}

const POSIX_WAY = 'eval "$(cat code)"; exec env -0 >seen';
const ALL_WAYS_OF_FISH = ['cat code | source', 'eval (cat code)'];
const fishWay = (code: string): readonly string[] => ['--no-config', '--command', `${code}; env -0 >seen`];

const readers = {
	bash: {
		program: 'bash',
		ways: [
			['--norc', '-c', POSIX_WAY],
			['--norc', '--posix', '-euc', POSIX_WAY],
		],
	},
	zsh: {
		program: 'zsh',
		ways: [
			['-fc', POSIX_WAY],
			[
				'-f',
				'-o',
				'rcquotes',
				'-o',
				'cshjunkiequotes',
				'-o',
				'shwordsplit',
				'-o',
				'globsubst',
				'-o',
				'ksharrays',
				'-c',
				POSIX_WAY,
			],
		],
	},
	sh: { program: 'dash', ways: [['-c', POSIX_WAY]] },
	fish: { program: 'fish', ways: ALL_WAYS_OF_FISH.map(fishWay) },
	powershell: {
		program: 'pwsh',
		ways: [['-NoProfile', '-NonInteractive', '-Command', "/bin/cat code | Invoke-Expression; sh -c 'env -0 >seen'"]],
	},
	nushell: { program: 'nu', ways: [['-n', '-c', "^cat code | from json | load-env; ^sh -c 'env -0 >seen'"]] },
	elvish: { program: 'elvish', ways: [['-norc', '-c', "eval (e:cat code | slurp); e:sh -c 'env -0 >seen'"]] },
	xonsh: {
		program: 'xonsh',
		ways: [
			[
				'--no-rc',
				'-c',
				// Not `$(cat code)`: xonsh 0.13 sometimes loses a part of what it captures, or all of it.
				"execx(open('code').read()); _ = __import__('subprocess').call(['sh', '-c', 'env -0 >seen'], env=__xonsh__.env.detype())",
			],
		],
	},
	tcsh: {
		program: 'tcsh',
		ways: ['', 'set backslash_quote; '].map((setting) => [
			'-fc',
			`${setting}eval "\`cat code\`"; sh -c 'env -0 >seen'`,
		]),
		// Long texts that are not ASCII are refused.
		batch: 1,
	},
} as const satisfies Record<Shell, Reader>;

/** Each line of a format is a separate statement; fish's `eval` would join them. */
const lineReaders = {
	bash: readers.bash,
	// Formats follow the AWS CLI's text, which does not support CSH_JUNKIE_QUOTES.
	zsh: { program: 'zsh', ways: [['-fc', POSIX_WAY]] },
	sh: readers.sh,
	fish: { program: 'fish', ways: ALL_WAYS_OF_FISH.slice(0, 1).map(fishWay) },
	powershell: readers.powershell,
} as const satisfies Partial<Record<Shell, Reader>>;

/** One line of the report: the renderer and the program that reads it. */
export interface Subject {
	readonly name: string;
	readonly shell: Shell;
	readonly program: string;
	readonly ways: readonly (readonly string[])[];
	readonly batch?: number;
	readonly needsUtf8?: boolean;
	readonly write: (changes: readonly Change[]) => string;
}

const shellSubject = (shell: Shell): Subject => ({
	name: shell,
	shell,
	...readers[shell],
	write: (changes) => render(shell, changes),
});

const formatSubject = (format: AwsFormat, shell: keyof typeof lineReaders): Subject => ({
	name: `export --format ${format} in ${shell}`,
	shell,
	...lineReaders[shell],
	write: (credentials) => formats[format]({ credentials, process: {}, environment: [] }),
});

/** Other shells that read the code of `sh`: each has a parser of its own. */
const posixShells: readonly Subject[] = [
	{ name: 'mksh', way: ['-c', POSIX_WAY] },
	{ name: 'lksh', way: ['-c', POSIX_WAY] },
	{ name: 'ksh93', way: ['-c', POSIX_WAY] },
	{ name: 'posh', way: ['-c', POSIX_WAY] },
	// It reads characters: in a locale without UTF-8 it takes a byte that is none for the end of the text.
	{ name: 'yash', way: ['-c', POSIX_WAY], needsUtf8: true },
	{ name: 'busybox', way: ['ash', '-c', POSIX_WAY] },
].map(({ name, way, ...more }) => ({
	...shellSubject('sh'),
	...more,
	name: `sh in ${name}`,
	program: name,
	ways: [way],
}));

export const subjects: readonly Subject[] = [
	...shellNames.map(shellSubject),
	...posixShells,
	...(['bash', 'zsh', 'sh'] as const).map((shell) => formatSubject('env', shell)),
	formatSubject('fish', 'fish'),
	formatSubject('powershell', 'powershell'),
];

export interface Figures {
	readonly values: number;
	/** Values that the shell cannot take, which are refused. */
	readonly refused: number;
	readonly processes: number;
	/** One line for each value that did not arrive, and for each batch that ran code. */
	readonly failures: readonly string[];
}

export const isOnPath = (program: string): boolean =>
	(env.PATH ?? '').split(delimiter).some((folder) => {
		try {
			return readdirSync(folder).includes(program);
		} catch {
			return false;
		}
	});

/** The whole environment of a shell, so that none of the person's variables matter. */
const bareEnvironment = (folder: string, locale: string): NodeJS.ProcessEnv => ({
	PATH: env.PATH,
	HOME: join(folder, '.home'),
	LC_ALL: locale,
	NO_COLOR: '1',
	POWERSHELL_TELEMETRY_OPTOUT: '1',
	POWERSHELL_UPDATECHECK: 'Off',
});

const variables = (text: Buffer): ReadonlyMap<string, string> =>
	new Map(
		text
			.toString('latin1')
			.split('\0')
			.map((entry) => {
				const at = entry.indexOf('=');
				return [entry.slice(0, at), entry.slice(at + 1)] as const;
			}),
	);

const bytes = (value: string): string => Buffer.from(value, 'utf8').toString('latin1');
const shown = (value: string | undefined): string => JSON.stringify(value ?? null);

/**
 * Runs one process: writes the values as code, evaluates it in an empty folder, and checks the child's values and the
 * folder.
 */
async function evaluate(subject: Subject, values: readonly string[], number: number): Promise<readonly string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'ssoenv-fuzz-'));
	try {
		const changes = values.map((value, index) => ({ name: `V${index}`, value }));
		writeFileSync(join(folder, 'code'), subject.write(changes));
		const way = subject.ways[number % subject.ways.length] ?? [];
		// fish and PowerShell decode bytes by the locale; the code is ASCII, so both locales must work.
		const locale = subject.needsUtf8 === true || number % 4 < 2 ? 'C.UTF-8' : 'C';
		const output = await run(subject.program, way, { cwd: folder, env: bareEnvironment(folder, locale) }).then(
			({ stdout, stderr }) => stdout + stderr,
			(error: unknown) => String(error),
		);
		return [
			...(output === '' ? [] : [`it wrote ${shown(output.slice(0, 300))}`]),
			...readdirSync(folder)
				.filter((name) => !['code', 'seen', '.home'].includes(name))
				.map((name) => `CODE RAN: it left the file ${shown(name)}`),
			...differences(values, join(folder, 'seen')),
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function differences(values: readonly string[], file: string): readonly string[] {
	let seen: ReadonlyMap<string, string>;
	try {
		seen = variables(readFileSync(file));
	} catch {
		return ['no child ran'];
	}
	return values.flatMap((value, index) => {
		const arrived = seen.get(`V${index}`);
		return arrived === bytes(value) ? [] : [`${shown(value)} arrived as ${shown(arrived)}`];
	});
}

/** Returns false for a value that is refused with the failure that says so. */
function isTaken(subject: Subject, value: string): boolean {
	try {
		subject.write([{ name: 'V', value }]);
		return true;
	} catch (error) {
		if (error instanceof Failure && error.code === 'value-without-safe-form') return false;
		throw error;
	}
}

export async function fuzz(
	subject: Subject,
	options: { readonly count: number; readonly seed: number },
): Promise<Figures> {
	const all = [...hostileValues(randomNumbers(options.seed), options.count)];
	const values = all.filter((value) => isTaken(subject, value));
	const failures: string[] = [];
	let processes = 0;
	const { batch = BATCH } = subject;
	for (let at = 0; at < values.length; at += batch) {
		const found = await evaluate(subject, values.slice(at, at + batch), processes);
		failures.push(...found.map((failure) => `seed ${options.seed}, values from ${at}: ${failure}`));
		processes += 1;
	}
	return { values: values.length, refused: all.length - values.length, processes, failures };
}

/** Fuzzes one subject and prints its line of the report; returns false if something failed. */
async function report(subject: Subject, options: { readonly count: number; readonly seed: number }): Promise<boolean> {
	if (!isOnPath(subject.program)) {
		const isRequired = (env.SSOENV_REQUIRE_SHELLS ?? '')
			.split(' ')
			.some((name) => [subject.shell, subject.program].includes(name));
		stdout.write(`${subject.name}: ${subject.program} IS NOT ON PATH, nothing is proved\n`);
		return !isRequired;
	}
	const started = performance.now();
	const { values, refused, processes, failures } = await fuzz(subject, options);
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	stdout.write(
		`${subject.name}: ${values} values in ${processes} processes, ${refused} refused, ${failures.length} failures, ${seconds} s\n`,
	);
	for (const failure of failures.slice(0, 20)) stdout.write(`  ${failure}\n`);
	return failures.length === 0;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { count: { type: 'string' }, seed: { type: 'string' }, shell: { type: 'string' } },
	});
	const options = { count: Number(values.count ?? 10_000), seed: Number(values.seed ?? Date.now() % 2 ** 32) };
	const chosen = subjects.filter(({ shell }) => values.shell === undefined || values.shell === shell);
	if (chosen.length === 0) throw new Error(`there is no shell ${values.shell}`);
	stdout.write(`seed ${options.seed}\n`);
	let isGood = true;
	for (const subject of chosen) isGood = (await report(subject, options)) && isGood;
	if (!isGood) exit(1);
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) await main();
