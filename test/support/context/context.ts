/** A world for flows and commands: a clock that only sleep moves, and everything that was said and written, for asserting on. */
import { setImmediate } from 'node:timers/promises';
import { editedText } from '../../../src/adapters/config/config-writer.ts';
import { parseYaml } from '../../../src/adapters/config/yaml.ts';
import { table } from '../../../src/adapters/terminal/table.ts';
import type { SharedConfig } from '../../../src/core/config/shared-config.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import type { Shell } from '../../../src/core/shell/syntaxes.ts';
import type { Context } from '../../../src/ports/context.ts';
import type { ConfigFile, ShellFiles } from '../../../src/ports/files.ts';
import type { Question } from '../../../src/ports/terminal.ts';
import { type MemoryCache, memoryCache } from './memory-cache.ts';
import { type MemoryDiscoveries, memoryDiscoveries } from './memory-discoveries.ts';
import { CONFIG_PATH, NOW, ON_DISK, STARTED_AT, sampleConfig } from './sample.ts';
import { type OidcScript, type ScriptedOidc, scriptedOidc } from './scripted-oidc.ts';
import { type PortalScript, type ScriptedPortal, scriptedPortal } from './scripted-portal.ts';
import { type ScriptedSignIn, type SignInScript, scriptedSignIn } from './scripted-sign-in.ts';

type Files = Readonly<Record<string, string>>;

export interface World {
	readonly env?: Environment;
	/** Epoch milliseconds at which the clock starts. */
	readonly now?: number;
	/** When the machine started, by its clock, in epoch seconds. */
	readonly startedAt?: number;
	readonly config?: SharedConfig;
	/** Thrown when the config files are read. */
	readonly configError?: Error;
	readonly tokens?: Files;
	readonly credentials?: Files;
	readonly notes?: Files;
	/** No cache can be written. */
	readonly isCacheBroken?: boolean;
	readonly areNotesBroken?: boolean;
	/** Why token files that are there cannot be read, by key. */
	readonly unreadTokens?: Files;
	readonly portal?: PortalScript;
	readonly oidc?: OidcScript;
	readonly signIn?: SignInScript;
	/** Who holds the lock of shared work of this name, as messages name them; nobody unless told. */
	readonly waitsFor?: (name: string) => string | undefined;
	/** What another process does before shared work of this name is begun here. */
	readonly meanwhile?: (name: string) => void;
	/** What happens in the world during a sleep of that many milliseconds. */
	readonly onSleep?: (milliseconds: number) => void;
	/** What the person answers to each question, in order; a function may do something first. */
	readonly answers?: readonly (boolean | string | (() => boolean))[];
	/** What the person picks of the names and states that are shown: a name, or undefined to leave. */
	readonly pick?: (rows: readonly string[]) => string | undefined;
	/** Texts by path, for what edits start-up files or, at CONFIG_PATH, the config file. */
	readonly files?: Files;
	/** What the shell functions may read, by name. */
	readonly copies?: Files;
	readonly stdoutIsTerminal?: boolean;
	readonly stderrIsTerminal?: boolean;
	readonly stdinIsTerminal?: boolean;
	readonly runningShell?: Shell | undefined;
}

export interface FakeContext {
	readonly context: Context;
	/** Whole outputs for programs and shells. */
	readonly stdout: readonly string[];
	/** Lines told to the person, and whole texts of our own. */
	readonly stderr: readonly string[];
	readonly accessTokens: MemoryCache;
	readonly roleCredentials: MemoryCache;
	readonly notes: MemoryCache;
	readonly discoveries: MemoryDiscoveries;
	/** What the progress bar showed. */
	readonly shown: readonly string[];
	readonly portal: ScriptedPortal;
	readonly oidc: ScriptedOidc;
	readonly signIn: ScriptedSignIn;
	/** How long each sleep was. */
	readonly slept: readonly number[];
	/** The names of shared work. */
	readonly works: readonly string[];
	/** What was loaded ahead of it. */
	readonly loaded: readonly string[];
	/** The questions to the person, with the choices. */
	readonly questions: readonly string[];
	/** What was kept for the shell functions, by name. */
	readonly kept: ReadonlyMap<string, { readonly text: string; readonly readAt: number }>;
	/** The start-up files, the shell layer's own, and the config file with its backup. */
	readonly files: ReadonlyMap<string, string>;
	readonly moveClock: (milliseconds: number) => void;
}

/** A person at the terminal, whose stdout may well be on its way into a shell. */
export const somebody = { stdinIsTerminal: true, stderrIsTerminal: true } as const;

export function fakeContext(world: World = {}): FakeContext {
	const stdout: string[] = [];
	const stderr: string[] = [];
	const works: string[] = [];
	const loaded: string[] = [];
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
		signIn: scriptedSignIn(world.signIn),
	};
	const kept = new Map(Object.entries(world.copies ?? {}).map(([name, text]) => [name, { text, readAt: NOW }]));
	const startFiles = filesIn(world.files);
	const { sleep, slept } = sleeper(world, moveClock);
	const { confirm, choose, ask, menu, questions } = person(world);
	const context: Context = {
		terminal: {
			stdout: (text) => stdout.push(text),
			stderr: (text) => stderr.push(text),
			stdoutIsTerminal: () => world.stdoutIsTerminal ?? false,
			stderrIsTerminal: () => world.stderrIsTerminal ?? false,
			stdinIsTerminal: () => world.stdinIsTerminal ?? false,
			say: (line) => stderr.push(line),
			progressBar: async () => ({
				show: (done, total, words) => shown.push(`${done}/${total} ${words}`),
				stop: () => shown.push('stopped'),
			}),
			confirm,
			choose,
			ask,
			menu,
			pick: async (rows) => {
				if (world.pick === undefined) throw new Error('the script picks nothing');
				const name = world.pick(rows.map((row) => `${row.name}: ${row.state()}`));
				const at = rows.findIndex((row) => row.name === name);
				return at < 0 ? undefined : at;
			},
			table,
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
				forgetLists: async () => {
					for (const name of [...kept.keys()]) if (!name.startsWith('roles/')) kept.delete(name);
				},
			},
			shellFiles: async () => startFiles.shellFiles,
			configFile: async () => startFiles.configFile,
			parseYaml: async () => parseYaml,
		},
		services: {
			portal: scripted.portal.open,
			oidc: scripted.oidc.open,
			signIn: async () => scripted.signIn.ports,
			load: async (what) => loaded.push(what),
		},
		machine: {
			env: world.env ?? {},
			homeFolder: () => '/home/me',
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
		slept,
		works,
		loaded,
		questions,
		kept,
		files: startFiles.texts,
		moveClock,
	};
}

function filesIn(files: Files = {}) {
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

/** Time passes only while somebody sleeps to the end. */
function sleeper(world: World, moveClock: (milliseconds: number) => void) {
	const slept: number[] = [];
	const sleep: Context['machine']['sleep'] = async (milliseconds, signal) => {
		slept.push(milliseconds);
		// Whoever can be woken is, by everything that has settled already.
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
		/** An empty answer is Enter alone. */
		ask: async ({ question, initial, check }: Question) => {
			for (;;) {
				const answer = String(ask(`${question} [${initial ?? ''}]`)) || (initial ?? '');
				const problem = check(answer);
				if (problem === undefined) return answer;
				questions.push(`! ${problem}`);
			}
		},
		/** The answer is the beginning of a row; an empty one is Enter alone. */
		menu: async (question: string, rows: readonly string[], start: number) => {
			const answer = String(ask(`${question}: ${rows.join(' | ')}`));
			const at = answer === '' ? start : rows.findIndex((row) => row.startsWith(answer));
			if (at < 0) throw new Error(`the menu "${question}" has no "${answer}"`);
			return at;
		},
	};
}
