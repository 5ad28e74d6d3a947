/** A home in which `doctor` finds nothing, and what makes it find one thing. */
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type JsonRecord, parseRecord } from '../../../src/core/text/json.ts';
import { type Home, makeHome } from '../files/home.ts';
import { CLI, PROGRAM } from '../program/built-program.ts';
import { type Ended, runCommand, type Variables } from '../program/program.ts';
import { CORP } from '../sign-in/signed-in-home.ts';

export const ROLE = 'sso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n';

export const HEALTHY = `[profile dev]\n${ROLE}region = us-east-1\n\n${CORP}`;

/** The programs of this machine that commands of `doctor` use. */
const TOOLS = ['bash', 'perl', 'sed', 'chmod', 'chown', 'rm', 'env', 'cat', 'id', 'npm', 'sh', 'ls'] as const;

export interface DoctorScene {
	readonly home: Home;
	/** The folder of the programs: nothing else is on PATH. */
	readonly bin: string;
	readonly stub: (name: string, script: string) => void;
	readonly variables: () => Variables;
	readonly set: (variables: Variables) => void;
	readonly unset: (name: string) => void;
	/** Runs `doctor` with these words. */
	readonly doctor: (...words: readonly string[]) => Promise<Ended>;
	/** Runs a command line in bash, and goes on with the variables that it leaves. */
	readonly paste: (command: string) => Promise<Ended>;
}

function onPath(name: string): string | undefined {
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		try {
			accessSync(join(folder, name), constants.X_OK);
			return join(folder, name);
		} catch {
			// It is not there.
		}
	}
	return undefined;
}

/** Makes the folder of the programs, with ssoenv as npm would install it. */
function makeBin(home: Home): string {
	const bin = home.file('bin');
	mkdirSync(bin);
	for (const name of TOOLS) {
		const path = onPath(name);
		if (path !== undefined) symlinkSync(path, join(bin, name));
	}
	symlinkSync(process.execPath, join(bin, 'node'));
	symlinkSync(CLI, join(bin, 'ssoenv'));
	return bin;
}

function readVariables(text: string): Variables {
	const entries = text.split('\0').flatMap((entry) => {
		const at = entry.indexOf('=');
		return at < 1 ? [] : [[entry.slice(0, at), entry.slice(at + 1)] as const];
	});
	return Object.fromEntries(entries.filter(([name]) => !['_', 'SHLVL', 'PWD', 'OLDPWD'].includes(name)));
}

/** Makes a scene. @param config of the config file */
export async function doctorScene(config: string | Uint8Array = HEALTHY): Promise<DoctorScene> {
	const home = makeHome({ '.aws/config': config });
	chmodSync(home.file('.aws/config'), 0o600);
	const bin = makeBin(home);
	let variables: Variables = { HOME: home.path, PATH: bin, SSOENV_SHELL: 'bash' };
	const scene: DoctorScene = {
		home,
		bin,
		stub: (name, script) => {
			writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
			chmodSync(join(bin, name), 0o755);
		},
		variables: () => variables,
		set: (more) => {
			variables = { ...variables, ...more };
		},
		unset: (name) => {
			variables = Object.fromEntries(Object.entries(variables).filter(([other]) => other !== name));
		},
		// Not by PATH: a test may have another Node there.
		doctor: (...words) => runCommand(PROGRAM[0], [...PROGRAM.slice(1), 'doctor', ...words], variables),
		paste: async (command) => {
			const code = `cd ~ || exit; ${command}\nstatus=$?; env -0 >"$HOME/left"; exit $status`;
			const ended = await runCommand(join(bin, 'bash'), ['--norc', '-c', code], variables);
			variables = readVariables(readFileSync(home.file('left'), 'utf8'));
			return ended;
		},
	};
	await runCommand(join(bin, 'ssoenv'), ['install', 'bash', '--no-prompt'], variables);
	return scene;
}

/** Returns the findings of one check in the output of `doctor --json`. */
export function findingsOf(stdout: string, check: string): readonly JsonRecord[] {
	const { findings } = parseRecord(stdout) ?? {};
	if (!Array.isArray(findings)) throw new Error(`no findings in ${stdout}`);
	return findings
		.map((finding) => parseRecord(JSON.stringify(finding)) ?? {})
		.filter((finding) => finding.check === check);
}
