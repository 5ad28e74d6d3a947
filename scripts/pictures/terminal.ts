/** A terminal of a fixed size to type in and read: tmux with its own socket and configuration. */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Scene } from '../demo/scene.ts';
import type { Cursor } from './svg.ts';

const [COLUMNS, ROWS] = [72, 20];
const [LIMIT_MS, PAUSE_MS] = [30_000, 10];
const SETTINGS = fileURLToPath(new URL('tmux.conf', import.meta.url));

export interface Terminal {
	readonly type: (text: string) => Promise<void>;
	/** Presses a key by its tmux name, such as `Enter` or `Tab`. */
	readonly press: (key: string) => Promise<void>;
	/** Waits until the last non-empty line matches or has this end; otherwise rejects with the screen. */
	readonly awaits: (last: RegExp | string) => Promise<void>;
	/** Returns the screen with colours, without empty lines at the end. */
	readonly screen: () => Promise<string>;
	readonly awaitsCursor: (cursor: Cursor) => Promise<void>;
	readonly close: () => Promise<void>;
}

/** Without the person's colours and language, which would change the picture. */
function environment({ env, identityCenter }: Scene, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
	const { HOME, PATH, BROWSER, XDG_CACHE_HOME } = env;
	const fixed = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/sh' };
	return { ...fixed, HOME, PATH, BROWSER, XDG_CACHE_HOME, ...identityCenter.environment, ...more };
}

/** Looks until the text is as expected. Rejects after the time limit with the last text. */
async function eventually(
	what: string,
	look: () => Promise<string>,
	isThere: (seen: string) => boolean,
): Promise<void> {
	const end = performance.now() + LIMIT_MS;
	for (let seen = await look(); !isThere(seen); seen = await look()) {
		if (performance.now() > end) throw new Error(`waited in vain for ${what}; there was:\n${seen}`);
		await pause(PAUSE_MS);
	}
}

/** @param command the shell, as arguments for tmux */
export async function openTerminal(
	scene: Scene,
	command: readonly string[],
	more: Readonly<Record<string, string>>,
	columns = COLUMNS,
): Promise<Terminal> {
	const socket = scene.home.file('tmux');
	const options = { env: environment(scene, more), extendEnv: false, cwd: scene.home.path, stdin: 'ignore' } as const;
	const tmux = async (...words: readonly string[]): Promise<string> =>
		(await execa('tmux', ['-u', '-S', socket, '-f', SETTINGS, ...words], options)).stdout;
	const size = ['-x', `${columns}`, '-y', `${ROWS}`];
	await tmux('new-session', '-d', ...size, '--', ...command);

	const look = async (...flags: readonly string[]): Promise<string> =>
		(await tmux('capture-pane', '-p', ...flags)).replace(/\s+$/, '');
	const awaits = async (last: RegExp | string) => {
		const isThere = (line: string) => (typeof last === 'string' ? line.endsWith(last) : last.test(line));
		await eventually(`${last}`, look, (shown) => isThere(shown.split('\n').at(-1) ?? ''));
	};
	const cursor = () => tmux('display-message', '-p', '#{cursor_y},#{cursor_x}');
	return {
		type: async (text) => void (await tmux('send-keys', '-l', text)),
		press: async (key) => void (await tmux('send-keys', key)),
		awaits,
		screen: async () => (await look('-e')).replaceAll(scene.home.path, '~'),
		awaitsCursor: ({ row, column }) =>
			eventually(`the cursor at ${row},${column}`, cursor, (at) => at === `${row},${column}`),
		// Fails if the shell has already ended.
		close: async () => void (await tmux('kill-server').catch(() => undefined)),
	};
}
