/** The pictures of the shell layer, typed at a terminal: the prompt and the picker in zsh, and Tab in fish. */
import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scene } from '../demo/scene.ts';
import { type Run, rowsOf } from './cells.ts';
import type { Cursor, Picture } from './svg.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The text to type, and the last line afterwards. */
type Step = readonly [typed: string, last: RegExp];

const STEPS: readonly Step[] = [
	['ssoenv use dev', /^dev 59m ~ ❯$/],
	['ssoenv use prod', /use it\? \[y\/N\]$/],
	['y', /^prod 59m ~ ❯$/],
	['ssoenv use -', /^dev 59m ~ ❯$/],
	['ssoenv off', /^~ ❯$/],
];

/** Presses Enter only once the typed text is shown, so that no echo comes late. */
async function play(terminal: Terminal, steps: readonly Step[]): Promise<void> {
	for (const [typed, last] of steps) {
		await terminal.type(typed);
		await terminal.awaits(` ${typed}`);
		await terminal.press('Enter');
		await terminal.awaits(last);
	}
}

/** @param cursor the cursor's position when everything is drawn */
async function pictureOf(terminal: Terminal, label: string, cursor: Cursor): Promise<Picture> {
	await terminal.awaitsCursor(cursor);
	const rows: (readonly Run[])[] = [...rowsOf(await terminal.screen())];
	while (rows.at(-1)?.every(({ text }) => text.trim() === '')) rows.pop();
	return { label, rows, cursor };
}

export async function prompt(scene: Scene): Promise<Picture> {
	scene.home.write('zsh/.zshrc', `source ${path('prompt.zsh')}\n`);
	const variables = { ZDOTDIR: scene.home.file('zsh'), LAYER: path('../../shell/ssoenv.zsh') };
	const terminal = await openTerminal(scene, ['zsh', '-d', '-i'], variables);
	try {
		await terminal.awaits(/^~ ❯$/);
		await play(terminal, STEPS);
		return await pictureOf(
			terminal,
			'The prompt of zsh with ssoenv: which role this is, how long it lasts, and a guarded one',
			{
				row: 8,
				column: 4,
			},
		);
	} finally {
		await terminal.close();
	}
}

export async function completion(scene: Scene): Promise<Picture> {
	const variables = { LAYER: path('../../shell/ssoenv.fish'), COMPLETION: path('../../completions/ssoenv.fish') };
	const command = ['fish', '--no-config', '-i', '-C', `source ${path('completion.fish')}`];
	const terminal = await openTerminal(scene, command, variables);
	try {
		await terminal.awaits(/^~ ❯$/);
		await terminal.type('ssoenv use ');
		await terminal.awaits('~ ❯ ssoenv use');
		await terminal.press('Tab');
		await terminal.awaits(/^staging/);
		return await pictureOf(terminal, 'Tab after ssoenv use in fish: the profiles, with their roles and accounts', {
			row: 0,
			column: 15,
		});
	} finally {
		await terminal.close();
	}
}

export async function picker(scene: Scene): Promise<Picture> {
	const variables = { ZDOTDIR: scene.home.file('zsh'), LAYER: path('../../shell/ssoenv.zsh') };
	const terminal = await openTerminal(scene, ['zsh', '-d', '-i'], variables);
	try {
		await terminal.awaits(/^~ ❯$/);
		await terminal.type('ssoenv use');
		await terminal.awaits('~ ❯ ssoenv use');
		await terminal.press('Enter');
		await terminal.awaits(/^5 of 5/);
		await terminal.type('read');
		await terminal.awaits(/^3 of 5/);
		return await pictureOf(
			terminal,
			'ssoenv use without a name: a picker, narrowed down by typing parts of what is meant',
			{
				row: 1,
				column: 13,
			},
		);
	} finally {
		await terminal.close();
	}
}

/** Makes the files look older, each by another time: a bar shows what is left since its file was written. */
function age(folder: string): void {
	for (const [at, name] of readdirSync(folder).entries()) {
		const time = Date.now() / 1000 - 900 * (at + 1);
		utimesSync(join(folder, name), time, time);
	}
}

/** The whole screen of `status --watch`: it hides the cursor. */
export async function status(scene: Scene): Promise<Picture> {
	const variables = { ZDOTDIR: scene.home.file('zsh'), LAYER: path('../../shell/ssoenv.zsh') };
	const terminal = await openTerminal(scene, ['zsh', '-d', '-i'], variables, 100);
	try {
		await terminal.awaits(/^~ ❯$/);
		await play(terminal, [['ssoenv use dev', /^dev 59m ~ ❯$/]]);
		for (const folder of ['.aws/sso/cache', '.aws/cli/cache']) age(scene.home.file(folder));
		await terminal.type('ssoenv status --watch');
		await terminal.awaits('~ ❯ ssoenv status --watch');
		await terminal.press('Enter');
		await terminal.awaits(/^q leaves$/);
		const rows = rowsOf(await terminal.screen());
		return { label: 'ssoenv status --watch: how much is left of the role, the access token and the session', rows };
	} finally {
		await terminal.close();
	}
}
