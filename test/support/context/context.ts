/**
 * A fake Context for flows and commands: a clock that only `sleep` moves, and a record of everything that was printed
 * and written.
 */
import { setImmediate } from 'node:timers/promises';
import { editedText } from '../../../src/adapters/config/config-writer.ts';
import { parseYaml } from '../../../src/adapters/config/yaml.ts';
import { sha1Hex } from '../../../src/adapters/files/digest.ts';
import { table } from '../../../src/adapters/terminal/table.ts';
import { widthOf } from '../../../src/adapters/terminal/width.ts';
import type { SharedConfig } from '../../../src/core/config/shared-config.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import type { Shell } from '../../../src/core/shell/syntaxes.ts';
import type { SigninToken } from '../../../src/ports/console.ts';
import type { Context } from '../../../src/ports/context.ts';
import type { Directories } from '../../../src/ports/directories.ts';
import type { ConfigFile } from '../../../src/ports/files.ts';
import type { Redirect } from '../../../src/ports/services.ts';
import type { ShellFiles } from '../../../src/ports/shell-files.ts';
import type { Sources } from '../../../src/ports/sources.ts';
import type { Question, Screen } from '../../../src/ports/terminal.ts';
import { type MemoryCache, memoryCache } from './memory-cache.ts';
import { memoryCredentials } from './memory-credentials.ts';
import { type MemoryDiscoveries, memoryDiscoveries } from './memory-discoveries.ts';
import { CONFIG_PATH, NOW, ON_DISK, STARTED_AT, sampleConfig } from './sample.ts';
import { type OidcScript, type ScriptedOidc, scriptedOidc } from './scripted-oidc.ts';
import { type PortalScript, type ScriptedPortal, scriptedPortal } from './scripted-portal.ts';
import { type ScriptedSignIn, type SignInScript, scriptedSignIn } from './scripted-sign-in.ts';
import { type ScriptedSts, type StsScript, scriptedSts } from './scripted-sts.ts';

type Files = Readonly<Record<string, string>>;

export interface World {
	readonly env?: Environment;
	/** Epoch milliseconds at which the clock starts. */
	readonly now?: number;
	/** When the machine started, by its own clock, in epoch seconds. */
	readonly startedAt?: number;
	readonly config?: SharedConfig;
	/** Thrown by `loadConfig`. */
	readonly configError?: Error;
	readonly tokens?: Files;
	readonly credentials?: Files;
	readonly notes?: Files;
	/** Every write to a cache fails. */
	readonly isCacheBroken?: boolean;
	readonly areNotesBroken?: boolean;
	/** Why existing token files cannot be read, by key. */
	readonly unreadTokens?: Files;
	readonly portal?: PortalScript;
	readonly oidc?: OidcScript;
	readonly sts?: StsScript;
	readonly signIn?: SignInScript;
	/** What the host of a start URL answers; by default nobody may ask it. */
	readonly redirect?: Redirect | Error;
	/** What AWS Sign-In answers; by default nobody may ask it. */
	readonly signinToken?: SigninToken;
	/** What the programs, token files and `aws login` give; nothing by default. */
	readonly sources?: Partial<Sources>;
	/** Returns the process that holds the lock of this name, as messages name it; no process holds one by default. */
	readonly waitsFor?: (name: string) => string | undefined;
	/** Plays what another process does before the work under this lock name begins here. */
	readonly meanwhile?: (name: string) => void;
	/** Plays what happens during a sleep of that many milliseconds. */
	readonly onSleep?: (milliseconds: number) => void;
	/** The person's answer to each question, in order; a function can do something first. */
	readonly answers?: readonly (boolean | string | (() => boolean))[];
	/** Picks one of the rows shown (`NAME: STATE`): returns its name, or undefined to leave the picker. */
	readonly pick?: (rows: readonly string[]) => string | undefined;
	/** Texts by path, for code that edits start-up files or the config file (at CONFIG_PATH). */
	readonly files?: Files;
	/** Copies that the shell functions may read, by name. */
	readonly copies?: Files;
	/** What is known of `.ssoenv` files; by default there are none. */
	readonly directories?: Partial<Directories>;
	readonly stdoutIsTerminal?: boolean;
	/** Of the terminal; 80 by default. */
	readonly columns?: number;
	/** When files were written, by path, in epoch milliseconds. */
	readonly writtenAt?: Readonly<Record<string, number>>;
	/** The screen that a command takes. */
	readonly screen?: Screen;
	readonly stderrIsTerminal?: boolean;
	readonly stdinIsTerminal?: boolean;
	readonly runningShell?: Shell | undefined;
	/** What zsh says about its start-up folder; undefined if there is no zsh. */
	readonly zshFolder?: string;
	/** Linux, unless a test names another. */
	readonly system?: string;
	readonly powershellProfile?: string;
	/** Whether the launcher started this process. */
	readonly isLaunched?: boolean;
	readonly isRenewal?: boolean;
	readonly isLeavingShell?: boolean;
	/** What stdin holds. */
	readonly stdin?: string;
}

export interface FakeContext {
	readonly context: Context;
	/** Texts written to stdout, each as one whole output. */
	readonly stdout: readonly string[];
	/** Lines and texts written to stderr. */
	readonly stderr: readonly string[];
	readonly accessTokens: MemoryCache;
	readonly roleCredentials: MemoryCache;
	readonly notes: MemoryCache;
	readonly discoveries: MemoryDiscoveries;
	/** The states and messages that the progress bar showed. */
	readonly shown: readonly string[];
	readonly portal: ScriptedPortal;
	readonly oidc: ScriptedOidc;
	readonly sts: ScriptedSts;
	readonly signIn: ScriptedSignIn;
	/** The start URLs whose hosts were asked where they redirect to. */
	readonly startPages: readonly string[];
	/** The length of each sleep in milliseconds. */
	readonly slept: readonly number[];
	/** The lock names under which work was done. */
	readonly works: readonly string[];
	/** The services that were loaded ahead of time. */
	readonly loaded: readonly string[];
	/** The questions asked, with their choices. */
	readonly questions: readonly string[];
	/** The copies that were kept for the shell functions, by name. */
	readonly kept: ReadonlyMap<string, { readonly text: string; readonly readAt: number }>;
	/** The start-up files, the files of the shell layer, and the config file with its backup. */
	readonly files: ReadonlyMap<string, string>;
	readonly moveClock: (milliseconds: number) => void;
}

const noSources: Sources = {
	runProgram: async () => ({ problem: 'is not found' }),
	readToken: () => ({ reason: 'no such file' }),
	readLogin: () => undefined,
};

/** A person at the terminal. Their stdout may still be captured by a shell. */
export const somebody = { stdinIsTerminal: true, stderrIsTerminal: true } as const;

export function fakeContext(world: World = {}): FakeContext {
	const stdout: string[] = [];
	const stderr: string[] = [];
	const works: string[] = [];
	const loaded: string[] = [];
	const startPages: string[] = [];
	let now = world.now ?? NOW;
	const moveClock = (milliseconds: number) => {
		now += milliseconds;
	};
	const accessTokens = memoryCache('/home/me/.aws/sso/cache', world.tokens, world.isCacheBroken, world.unreadTokens);
	const roleCredentials = memoryCache('/home/me/.aws/cli/cache', world.credentials, world.isCacheBroken);
	const notes = memoryCache('/home/me/.cache/ssoenv/notes', world.notes, world.isCacheBroken || world.areNotesBroken);
	const discoveries = memoryDiscoveries(world.isCacheBroken);
	const shown: string[] = [];
	const scripted = {
		portal: scriptedPortal(world.portal),
		oidc: scriptedOidc(world.oidc),
		sts: scriptedSts(world.sts),
		signIn: scriptedSignIn(world.signIn),
	};
	const kept = new Map(Object.entries(world.copies ?? {}).map(([name, text]) => [name, { text, readAt: NOW }]));
	const startFiles = filesIn(world);
	const { sleep, slept } = sleeper(world, moveClock);
	const { confirm, choose, ask, menu, questions } = person(world);
	const context: Context = {
		terminal: {
			stdout: (text) => stdout.push(text),
			stderr: (text) => stderr.push(text),
			passOn: (stream, bytes) => (stream === 'stdout' ? stdout : stderr).push(Buffer.from(bytes).toString('utf8')) > 0,
			painter: async () => (text) => text,
			stdoutIsTerminal: () => world.stdoutIsTerminal ?? false,
			stderrIsTerminal: () => world.stderrIsTerminal ?? false,
			stdinIsTerminal: () => world.stdinIsTerminal ?? false,
			say: (line) => stderr.push(line),
			progressBar: async () => ({
				show: (done, total, words) => shown.push(`${done}/${total} ${words}`),
				aside: (write) => write(),
				stop: () => shown.push('stopped'),
			}),
			confirm,
			choose,
			ask,
			askHidden: (question) => ask({ ...question }),
			stdin: async () => world.stdin ?? '',
			menu,
			pick: async (rows) => {
				if (world.pick === undefined) throw new Error('the script picks nothing');
				const name = world.pick(rows.map((row) => `${row.name}: ${row.state()}`));
				const at = rows.findIndex((row) => row.name === name);
				return at < 0 ? undefined : at;
			},
			table,
			showTable: async (rows) => void stdout.push(await table(rows)),
			room: async () => ({ columns: world.columns ?? 80, widthOf }),
			screen: async () => {
				if (world.screen === undefined) throw new Error('nothing is drawn here');
				return world.screen;
			},
		},
		files: {
			loadConfig: () => {
				if (world.configError !== undefined) throw world.configError;
				return { config: world.config ?? sampleConfig, path: CONFIG_PATH, ...ON_DISK };
			},
			accessTokens,
			roleCredentials,
			notes,
			history: memoryCache('/home/me/.cache/ssoenv/history', {}, false),
			discoveries: async () => discoveries,
			shellCopies: {
				keep: async (name, text, readAt) => {
					kept.set(name, { text, readAt });
				},
				roles: async () =>
					[...kept]
						.filter(([name]) => name.startsWith('roles/'))
						.map(([name, { text }]) => ({ path: name, entry: name, text: () => text })),
				forget: (name) => (kept.delete(name) ? 'removed' : 'absent'),
				forgetFile: (path) => (kept.delete(path) ? 'removed' : 'absent'),
				haveLauncher: () => [...kept.keys()].some((name) => name.startsWith('until/')),
				untilFiles: async () => ({
					keep: async (file, end) => {
						kept.set(`until/${file}`, { text: `${end}\n`, readAt: 0 });
					},
					forget: (file) => {
						kept.delete(`until/${file}`);
					},
				}),
				forgetLists: async () => {
					for (const name of [...kept.keys()]) if (!name.startsWith('roles/')) kept.delete(name);
				},
			},
			shellFiles: async () => startFiles.shellFiles,
			isBelowDirectoryFile: () => world.directories !== undefined,
			directories: async () => ({ ...noDirectories, ...world.directories }),
			launcherFile: async () => ({
				read: (path) => startFiles.texts.get(path),
				write: (path, text) => startFiles.texts.set(path, text),
				remove: (path) => (startFiles.texts.delete(path) ? 'removed' : 'absent'),
			}),
			configFile: async () => startFiles.configFile,
			jobFile: async () => ({
				newDelimiter: () => 'ssoenv_DELIMITER',
				append: (path, text) => startFiles.texts.set(path, `${startFiles.texts.get(path) ?? ''}${text}`),
			}),
			credentialsFile: memoryCredentials(startFiles.texts),
			writtenAt: (path) => world.writtenAt?.[path],
			readOwnFile: async (path) => ({ path, text: startFiles.texts.get(path) }),
			parseYaml: async () => parseYaml,
		},
		services: {
			portal: scripted.portal.open,
			oidc: scripted.oidc.open,
			sts: scripted.sts.open,
			redirectOf: async (startUrl) => {
				startPages.push(startUrl);
				const { redirect = new Error(`the script has no answer to ${startUrl}`) } = world;
				if (redirect instanceof Error) throw redirect;
				return redirect;
			},
			reach: async (url) => {
				throw new Error(`nobody asks for ${url} here`);
			},
			signIn: async () => scripted.signIn.ports,
			sources: async () => ({ ...noSources, ...world.sources }),
			console: async () => ({
				signinToken: async () => {
					if (world.signinToken === undefined) throw new Error('no token is asked for here');
					return world.signinToken;
				},
				writePage: () => {
					throw new Error('no page is written here');
				},
			}),
			load: async (what) => loaded.push(what),
		},
		machine: {
			env: world.env ?? {},
			digestOf: sha1Hex,
			homeFolder: () => '/home/me',
			programs: () => Promise.reject(new Error('no program is run here')),
			beforeSignalEnds: () => Promise.reject(new Error('no signal is awaited here')),
			endpoint: () => Promise.reject(new Error('nothing is served here')),
			inspection: () => Promise.reject(new Error('nothing is inspected here')),
			now: () => now,
			startedAt: () => world.startedAt ?? STARTED_AT,
			singleFlight: async (name, { ready, prepare, work, waitingFor }) => {
				works.push(name);
				const holder = world.waitsFor?.(name);
				if (holder === undefined) await prepare?.();
				else stderr.push(waitingFor?.(holder) ?? `waiting for ${holder}`);
				world.meanwhile?.(name);
				return ready() ?? work();
			},
			sleep,
			runningShell: () => ('runningShell' in world ? world.runningShell : 'bash'),
			system: world.system ?? 'linux',
			isLaunched: world.isLaunched ?? false,
			isRenewal: world.isRenewal ?? false,
			isLeavingShell: world.isLeavingShell ?? false,
		},
	};
	return {
		context,
		stdout,
		stderr,
		accessTokens,
		roleCredentials,
		notes,
		discoveries,
		shown,
		...scripted,
		startPages,
		slept,
		works,
		loaded,
		questions,
		kept,
		files: startFiles.texts,
		moveClock,
	};
}

const noDirectories: Directories = {
	find: () => undefined,
	read: ({ path }) => {
		throw new Error(`nothing reads ${path} here`);
	},
	record: () => undefined,
	records: () => [],
	keep: (file) => {
		throw new Error(`nothing keeps ${file} here`);
	},
};

function filesIn({ files = {}, zshFolder, powershellProfile }: World) {
	const texts = new Map(Object.entries(files));
	const shellFiles: ShellFiles = {
		layerPath: (file) => `/opt/ssoenv/shell/${file}`,
		read: (path) => texts.get(path),
		replace: (path, text) => {
			const before = texts.get(path);
			texts.set(path, text);
			if (before === undefined) return undefined;
			texts.set(`${path}.before-ssoenv`, before);
			return `${path}.before-ssoenv`;
		},
		zshFolder: () => zshFolder,
		powershellProfile: () => powershellProfile,
	};
	const configFile: ConfigFile = {
		path: CONFIG_PATH,
		read: () => texts.get(CONFIG_PATH) ?? '',
		edit: async (change, isMeant) => {
			const before = texts.get(CONFIG_PATH) ?? '';
			const after = editedText(CONFIG_PATH, before, change, isMeant);
			const hasChanged = after !== before;
			const backup = hasChanged ? shellFiles.replace(CONFIG_PATH, after) : undefined;
			return { path: CONFIG_PATH, backup, hasChanged };
		},
	};
	return { texts, shellFiles, configFile };
}

/** Returns a `sleep` that moves the clock, unless it is aborted first. */
function sleeper(world: World, moveClock: (milliseconds: number) => void) {
	const slept: number[] = [];
	const sleep: Context['machine']['sleep'] = async (milliseconds, signal) => {
		slept.push(milliseconds);
		// Lets every promise that has settled already abort the sleep first.
		if (signal !== undefined) await setImmediate();
		if (signal?.aborted === true) return;
		moveClock(milliseconds);
		world.onSleep?.(milliseconds);
	};
	return { slept, sleep };
}

function person(world: World) {
	const questions: string[] = [];
	const answers = [...(world.answers ?? [])];
	const ask = (question: string): boolean | string => {
		questions.push(question);
		const answer = answers.shift();
		if (answer === undefined) throw new Error(`the script has no answer to "${question}"`);
		return typeof answer === 'function' ? answer() : answer;
	};
	return {
		questions,
		confirm: async (question: string) => ask(question) === true,
		choose: async (question: string, choices: readonly string[]) => String(ask(`${question}: ${choices.join(' | ')}`)),
		/** An empty answer presses Enter alone. */
		ask: async ({ question, initial, check }: Question) => {
			for (;;) {
				const answer = String(ask(`${question} [${initial ?? ''}]`)) || (initial ?? '');
				const problem = check(answer);
				if (problem === undefined) return answer;
				questions.push(`! ${problem}`);
			}
		},
		/** The answer is the beginning of a row; an empty answer presses Enter alone. */
		menu: async (question: string, rows: readonly string[], start: number) => {
			const answer = String(ask(`${question}: ${rows.join(' | ')}`));
			const at = answer === '' ? start : rows.findIndex((row) => row.startsWith(answer));
			if (at < 0) throw new Error(`the menu "${question}" has no "${answer}"`);
			return at;
		},
	};
}
