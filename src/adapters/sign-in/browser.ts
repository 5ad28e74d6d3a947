/**
 * Opens a page in the person's browser and finds out whether that worked, so that the person does not wait for a page
 * that never opens.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { basename, delimiter } from 'node:path';
import open from 'open';
import { type BrowserCommand, browserCommand, browserCommands } from '../../core/machine/browser-commands.ts';
import type { Environment } from '../../core/machine/environment.ts';
import { WINDOWS } from '../../core/machine/system.ts';
import { whyNotRunnable } from '../machine/executable.ts';
import { systemErrorCode } from '../machine/system-error.ts';

/** Why a command did not start, to follow its name in a message. */
const START_ERRORS: Readonly<Record<string, string>> = {
	ENOENT: 'needs a program that was not found',
	EACCES: 'is not executable',
	ENOEXEC: 'is not a program for this system',
	E2BIG: 'cannot take a URL this long',
};

const whyNotStarted = (error: unknown): string => {
	const code = systemErrorCode(error) ?? 'unknown error';
	return START_ERRORS[code] ?? `could not be started (${code})`;
};

/**
 * Resolves when the process ends: with undefined if it succeeded, else with the reason, to follow its name in a
 * message. A browser may stay open for hours.
 */
const ended = (child: ChildProcess): Promise<string | undefined> =>
	new Promise((settle) => {
		const settleWith = (status: number | null, signal: string | null) => {
			if (signal !== null) settle(`was ended by ${signal}`);
			else settle(status === 0 ? undefined : `exited with ${status}`);
		};
		child.once('error', (error) => settle(whyNotStarted(error)));
		if (child.exitCode === null && child.signalCode === null) child.once('exit', settleWith);
		else settleWith(child.exitCode, child.signalCode);
	});

async function run({ file, args }: BrowserCommand): Promise<string | undefined> {
	const child = spawn(file, args, { detached: true, stdio: 'ignore' });
	child.unref();
	return ended(child);
}

async function failureOf(command: BrowserCommand, env: Environment): Promise<string | undefined> {
	const why = whyNotRunnable(command.file, env) ?? (await run(command).catch(whyNotStarted));
	return why === undefined ? undefined : `"${command.name}" ${why}`;
}

/** The program that opens pages on each system, for messages. */
export const openerOn = (system: string): string =>
	system === 'darwin' ? 'open' : system === WINDOWS ? 'PowerShell' : 'xdg-open';

async function openByDefault(url: string): Promise<string | undefined> {
	try {
		const child = await open(url);
		const why = await ended(child);
		return why === undefined ? undefined : `"${basename(child.spawnfile)}" ${why}`;
	} catch (error) {
		return `"${openerOn(process.platform)}" ${systemErrorCode(error) === 'ENOENT' ? 'is not found' : whyNotStarted(error)}`;
	}
}

/** @param line the command of a setting; undefined for those in `BROWSER` */
function commandsOf(url: string, env: Environment, line: string | undefined): readonly BrowserCommand[] {
	const isProgram = (file: string) => whyNotRunnable(file, env) === undefined;
	if (line === undefined) return browserCommands(env.BROWSER ?? '', url, isProgram, delimiter);
	const command = browserCommand(line, url, isProgram);
	return command === undefined ? [] : [command];
}

/** Whether the command of the setting can run, or else one that `BROWSER` names. */
export const hasBrowser = (env: Environment, line?: string): boolean =>
	commandsOf('', env, line).some(({ file }) => whyNotRunnable(file, env) === undefined);

/** Returns what `SignInPorts.findBrowser` does. */
export function findBrowser(
	env: Environment,
	given: string | undefined,
	programs: readonly string[] = [],
): { readonly line: string; readonly program: string; readonly file: string } | undefined {
	const isProgram = (file: string) => whyNotRunnable(file, env) === undefined;
	const { BROWSER = '' } = env;
	const named = BROWSER === '' || isProgram(BROWSER) ? [BROWSER] : BROWSER.split(delimiter);
	const lines = given === undefined ? [...named, ...(BROWSER === '' ? programs : [])] : [given];
	for (const line of lines) {
		const file = browserCommand(line, '', isProgram)?.file;
		if (file !== undefined && file !== '' && isProgram(file)) return { line, program: basename(file), file };
	}
	return undefined;
}

/** Returns the program of a command and why it cannot run; undefined if it can. */
export function unusableBrowser(
	line: string,
	env: Environment,
): { readonly program: string; readonly reason: string } | undefined {
	const [command] = commandsOf('', env, line);
	const reason = whyNotRunnable(command?.file ?? '', env);
	return reason === undefined ? undefined : { program: command?.name ?? line, reason };
}

/**
 * Opens the page with the command of the setting, else with `BROWSER`, else with the system's default browser.
 * @returns undefined once a browser has opened it, or why none could; does not settle while a browser started here
 * keeps running
 */
export async function openBrowser(url: string, env: Environment, line?: string): Promise<string | undefined> {
	if (line === undefined && !env.BROWSER) return openByDefault(url);
	const reasons: string[] = [];
	for (const command of commandsOf(url, env, line)) {
		const failure = await failureOf(command, env);
		if (failure === undefined) return undefined;
		reasons.push(failure);
	}
	return reasons.length === 0 ? 'BROWSER does not name a command' : reasons.join(', ');
}
