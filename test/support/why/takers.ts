/** Runs the AWS tools in many environments, and asks each what it takes there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRecord, type JsonRecord, parseJson } from '../../../src/core/text/json.ts';
import { awsClis, awsSdks, runAwsCli } from '../program/aws-tools.ts';
import { runCommand, type Variables } from '../program/program.ts';
import { eachOf } from './each-of.ts';

export interface Taken {
	/** The access key: its ID, or the last four characters of it. */
	readonly key: string | null;
	readonly region: string | null;
	readonly problem: string | null;
}

interface Taker {
	/** As `ssoenv why` calls it. */
	readonly client: string;
	readonly lacks: string | undefined;
	readonly takenIn: (environments: readonly Variables[]) => Promise<readonly Taken[]>;
}

const path = (name: string): string => fileURLToPath(new URL(`../../interop/${name}`, import.meta.url));

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const takenOf = (record: JsonRecord | undefined): Taken => ({
	key: textOrNull(record?.key),
	region: textOrNull(record?.region),
	problem: textOrNull(record?.problem),
});

/** Runs one program for all environments. */
async function together(words: readonly string[], environments: readonly Variables[]): Promise<readonly Taken[]> {
	const [program = '', ...rest] = words;
	const machine = { HOME: process.env.HOME ?? '' };
	const { stdout, stderr } = await runCommand(program, rest, machine, JSON.stringify(environments));
	const answers = parseJson(stdout)?.value;
	if (!Array.isArray(answers)) throw new Error(`${program} printed no list: ${stderr}`);
	return answers.map((answer) => takenOf(asRecord(answer)));
}

/** Returns a value of `aws configure list`: columns that end at fixed places, or between colons. */
function listed(stdout: string, name: string): string | null {
	const line = stdout.split('\n').find((text) => text.trimStart().startsWith(name)) ?? '';
	const cell = (line.split(' : ')[1] ?? line.slice('access_key'.length, 'access_key'.length + 25)).trim();
	return cell === '' || cell === '<not set>' ? null : cell;
}

/** `aws configure list` shows the last four characters of the key. */
async function takenByCli2(variables: Variables): Promise<Taken> {
	const { stdout, stderr, exitCode } = await runAwsCli('2', ['configure', 'list'], variables);
	const key = listed(stdout, 'access_key')?.replace(/^\*+/, '') ?? null;
	return { key, region: listed(stdout, 'region'), problem: exitCode === 0 ? null : stderr.trim() };
}

const DOTNET = path('dotnet/why');

/** Builds the program for .NET outside the sources. Returns undefined where that cannot be done. */
async function dotnetProgram(): Promise<{ readonly file: string; readonly remove: () => void } | undefined> {
	const folder = mkdtempSync(join(tmpdir(), 'ssoenv-dotnet-'));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	const out = [
		`-p:BaseIntermediateOutputPath=${folder}/obj/`,
		'-o',
		`${folder}/out`,
		'-nodeReuse:false',
		'-p:UseSharedCompilation=false',
	];
	const machine = { HOME: process.env.HOME ?? '', DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };
	const built = await runCommand('dotnet', ['build', '-c', 'Release', DOTNET, ...out], machine);
	if (built.exitCode === 0) return { file: join(folder, 'out/why.dll'), remove };
	remove();
	return undefined;
}

async function takenByDotnet(file: string, variables: Variables): Promise<Taken> {
	const { stdout, stderr } = await runCommand('dotnet', [file], variables);
	return takenOf(asRecord(parseJson(stdout)?.value) ?? { problem: stderr });
}

const [boto3] = awsSdks;

/** The tools that answer for all environments in one process. */
const quickTakers: readonly Taker[] = [
	{
		client: 'boto3',
		lacks: boto3?.lacks,
		takenIn: (environments) => together(['python3', path('why_botocore.py'), 'boto3'], environments),
	},
	{
		client: 'aws-cli-1',
		lacks: awsClis[1].lacks,
		takenIn: (environments) => together(['python3', path('why_botocore.py'), 'cli'], environments),
	},
	{
		client: 'javascript',
		lacks: undefined,
		takenIn: (environments) => together([process.execPath, path('from_environment.mjs')], environments),
	},
];

export interface Takers {
	readonly takers: readonly Taker[];
	readonly close: () => void;
}

/**
 * Returns the tools that can be installed here.
 * @param isAll true for those, too, that need a process for each environment
 */
export async function takersFor(isAll: boolean): Promise<Takers> {
	const notAsked = isAll ? undefined : 'only with npm test -- --all';
	const program = isAll ? await dotnetProgram() : undefined;
	const noProgram = program === undefined ? 'there is no dotnet, or NuGet cannot be reached' : undefined;
	const takers: readonly Taker[] = [
		...quickTakers,
		{
			client: 'aws-cli-2',
			lacks: awsClis[2].lacks ?? notAsked,
			takenIn: (environments) => eachOf(environments, takenByCli2),
		},
		{
			client: 'dotnet',
			lacks: notAsked ?? noProgram,
			takenIn: (environments) => eachOf(environments, (variables) => takenByDotnet(program?.file ?? '', variables)),
		},
	];
	return { takers, close: () => program?.remove() };
}
