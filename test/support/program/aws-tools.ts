/** The AWS CLIs, boto3 and the AWS SDK for JavaScript, which use the same files as ssoenv. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ended, runCommand, type Variables } from './program.ts';

/** Another program with credentials from the same files. */
export interface AwsTool {
	readonly name: string;
	/** Undefined if the machine has it. */
	readonly lacks: string | undefined;
	/**
	 * Asks STS who the caller is, and prints the answer as JSON with a member `Arn`.
	 * @param code for the MFA device
	 */
	readonly callerOf: (profile: string, variables: Variables, code: string | undefined) => Promise<Ended>;
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The variables that a version manager of Python may need. */
const MACHINE = { HOME: process.env.HOME ?? '' };

const succeeds = async (file: string, ...args: readonly string[]): Promise<boolean> =>
	(await runCommand(file, args, MACHINE).catch(() => undefined))?.exitCode === 0;

interface AwsCli {
	readonly file: string;
	/** The second number of its version. */
	readonly minor: number;
}

/** Returns the first AWS CLI on PATH of each major version. A machine may have both. */
async function findAwsClis(): Promise<ReadonlyMap<string, AwsCli>> {
	const files = [...new Set((process.env.PATH ?? '').split(delimiter))].map((folder) => join(folder, 'aws'));
	const found = new Map<string, AwsCli>();
	for (const file of files.filter(isProgram)) {
		const { stdout, stderr } = await runCommand(file, ['--version'], MACHINE);
		const [, major, minor] = /^aws-cli\/(\d+)\.(\d+)/.exec(`${stdout}${stderr}`) ?? [];
		if (major !== undefined && !found.has(major)) found.set(major, { file, minor: Number(minor) });
	}
	return found;
}

const clis = await findAwsClis();

/** Returns the file of an AWS CLI. @param version major version */
export const awsCliFile = (version: '1' | '2'): string => clis.get(version)?.file ?? 'aws';

/** Runs an AWS CLI. @param version major version */
export const runAwsCli = (version: '1' | '2', words: readonly string[], variables: Variables, input?: string) =>
	runCommand(awsCliFile(version), words, variables, input);

/** Since these versions, the AWS CLIs know `endpoint_url` and its variables. */
const KNOWS_ENDPOINTS = { 1: 29, 2: 13 } as const;

/** Says why an AWS CLI sends everything to AWS; undefined if it obeys `endpoint_url`. */
export const ignoresEndpoints = (version: '1' | '2'): string | undefined =>
	(clis.get(version)?.minor ?? 0) < KNOWS_ENDPOINTS[version]
		? `the AWS CLI ${version} is older than ${version}.${KNOWS_ENDPOINTS[version]}, and does not know endpoint_url`
		: undefined;

const cliTool = (version: '1' | '2'): AwsTool => ({
	name: `the AWS CLI ${version}`,
	lacks: clis.has(version) ? ignoresEndpoints(version) : `there is no AWS CLI ${version} on PATH`,
	callerOf: (profile, variables, code) => {
		const words = ['sts', 'get-caller-identity', '--profile', profile, '--output', 'json'];
		return runAwsCli(version, words, variables, `${code ?? ''}\n`);
	},
});

const BOTO3 = fileURLToPath(new URL('../../identity-center/caller_identity.py', import.meta.url));
const JAVASCRIPT = fileURLToPath(new URL('../../interop/from_ini.mjs', import.meta.url));

/** They keep assumed roles in the cache that ssoenv uses too. */
export const awsClis: Readonly<Record<'1' | '2', AwsTool>> = { 1: cliTool('1'), 2: cliTool('2') };

/** They keep assumed roles in memory. */
export const awsSdks: readonly AwsTool[] = [
	{
		name: 'boto3',
		lacks: (await succeeds('python3', '-c', 'import boto3')) ? undefined : 'python3 has no boto3',
		callerOf: (profile, variables, code = '') => runCommand('python3', [BOTO3, profile, code], variables),
	},
	{
		name: 'the AWS SDK for JavaScript',
		lacks: undefined,
		callerOf: (profile, variables, code = '') => runCommand(process.execPath, [JAVASCRIPT, profile, code], variables),
	},
];
