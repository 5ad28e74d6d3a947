/**
 * Programs with an AWS SDK that ask STS who they are, again and again, with the credentials of their environment. The one
 * for .NET is built and run only with `npm test -- --all`: its build takes long, and on a busy machine its SDK mixes the keys of
 * two requests more often than its caller repeats a call.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isWholeRun } from '../assertions/short-run.ts';
import { awsCliFile, awsClis, awsSdks } from './aws-tools.ts';
import { type Ended, runCommand } from './program.ts';

export interface AwsCaller {
	readonly name: string;
	/** Undefined if the machine has it. */
	readonly lacks: string | undefined;
	/** Whether each call is a process of its own. */
	readonly isCli?: boolean;
	/** The command: it ends when it has used so many access keys, and prints them as JSON. */
	readonly words: (count: number) => readonly string[];
}

const file = (name: string): string => fileURLToPath(new URL(`../../interop/${name}`, import.meta.url));

/** NuGet keeps its packages in the home. */
const MACHINE = { HOME: process.env.HOME ?? '', DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };

/** Builds the program for .NET. Returns its file, or what is missing. */
async function builtForDotnet(): Promise<{ readonly file: string } | { readonly lacks: string }> {
	if (!isWholeRun) return { lacks: 'only with npm test -- --all' };
	const version = await runCommand('dotnet', ['--version'], MACHINE).catch(() => undefined);
	const [major] = version?.stdout.split('.') ?? [];
	if (version?.exitCode !== 0 || major === undefined) return { lacks: 'there is no SDK of .NET' };
	const folder = mkdtempSync(join(tmpdir(), 'ssoenv-dotnet-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	// The build writes beside its sources.
	cpSync(file('dotnet/caller'), join(folder, 'source'), { recursive: true });
	const target = [
		'-p:Framework=net'.concat(major, '.0'),
		'--output',
		join(folder, 'out'),
		'-nodeReuse:false',
		'-p:UseSharedCompilation=false',
	];
	const words = ['build', join(folder, 'source'), ...target];
	// The first build loads the packages.
	const built = await runCommand('dotnet', words, MACHINE, undefined, 300_000);
	if (built.exitCode !== 0) return { lacks: 'the AWS SDK for .NET cannot be had from NuGet here' };
	return { file: join(folder, 'out', 'caller.dll') };
}

const dotnet = await builtForDotnet();

const cliCaller = (version: '1' | '2'): AwsCaller => ({
	name: awsClis[version].name,
	lacks: awsClis[version].lacks,
	isCli: true,
	words: (count) => ['sh', file('cli_caller.sh'), awsCliFile(version), String(count)],
});

export const awsCallers: readonly AwsCaller[] = [
	cliCaller('1'),
	cliCaller('2'),
	{
		name: 'boto3',
		lacks: awsSdks.find(({ name }) => name === 'boto3')?.lacks,
		words: (count) => ['python3', file('endpoint_caller.py'), String(count)],
	},
	{
		name: 'the AWS SDK for JavaScript',
		lacks: undefined,
		words: (count) => [process.execPath, file('from_endpoint.mjs'), String(count)],
	},
	{
		name: 'the AWS SDK for .NET',
		lacks: 'lacks' in dotnet ? dotnet.lacks : undefined,
		words: (count) => ['dotnet', 'file' in dotnet ? dotnet.file : '', String(count)],
	},
];

/**
 * Runs the installed SDKs until each has used so many keys, and the AWS CLIs as long as these run. Returns how all of
 * them ended, with their names.
 * @param run runs a command with credentials
 */
export async function callInstalled(
	count: number,
	run: (words: readonly string[]) => Promise<Ended>,
): Promise<readonly (readonly [name: string, Ended])[]> {
	const installed = awsCallers.filter(({ lacks }) => lacks === undefined);
	const ended: (readonly [string, Ended])[] = [];
	const runOnce = async ({ name, words }: AwsCaller, keys: number) => {
		ended.push([name, await run(words(keys))]);
	};
	let areOver = false;
	const sdks = installed.filter(({ isCli }) => isCli !== true).map((caller) => runOnce(caller, count));
	const over = Promise.all(sdks).finally(() => {
		areOver = true;
	});
	const clis = installed
		.filter(({ isCli }) => isCli)
		.map(async (caller) => {
			do await runOnce(caller, 1);
			while (!areOver);
		});
	await Promise.all([over, ...clis]);
	return ended;
}
