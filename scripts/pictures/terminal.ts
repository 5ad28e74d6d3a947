/** A terminal of a fixed size to type at and to look at: tmux, with a socket and a configuration of its own. */
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
	/** `Enter`, `Tab`, … as tmux calls it. */
	readonly press: (key: string) => Promise<void>;
	/** Waits until the last line that is not empty looks like that, or ends so; rejects, with the screen, when it never does. */
	readonly awaits: (last: RegExp | string) => Promise<void>;
	/** The screen without the empty lines at its end, and with colours. */
	readonly screen: () => Promise<string>;
	readonly awaitsCursor: (cursor: Cursor) => Promise<void>;
	readonly close: () => Promise<void>;
}

/** Nothing of the person's own, whose colours and languages would be in the picture. */
function environment({ env, identityCenter }: Scene, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
	const { HOME, PATH, BROWSER, XDG_CACHE_HOME } = env;
	const fixed = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/sh' };
	return { ...fixed, HOME, PATH, BROWSER, XDG_CACHE_HOME, ...identityCenter.environment, ...more };
}

/** Looks until what is there is as expected. Rejects, with what it saw last, when that takes far too long. */
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

/** @param command the shell, as words for tmux */
export async function openTerminal(
	scene: Scene,
	command: readonly string[],
	more: Readonly<Record<string, string>>,
): Promise<Terminal> {
	const socket = scene.home.file('tmux');
	const options = { env: environment(scene, more), extendEnv: false, cwd: scene.home.path, stdin: 'ignore' } as const;
	const tmux = async (...words: readonly string[]): Promise<string> =>
		(await execa('tmux', ['-u', '-S', socket, '-f', SETTINGS, ...words], options)).stdout;
	const size = ['-x', `${COLUMNS}`, '-y', `${ROWS}`];
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
		// Fails when the shell has ended already, which is as good.
		close: async () => void (await tmux('kill-server').catch(() => undefined)),
	};
}
