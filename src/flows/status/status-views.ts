/** Shows the status to a person at a terminal: once, or again each second until the person leaves. */

import type { Status } from '../../core/status/status.ts';
import { clockWarning } from '../../core/status/status-text.ts';
import { statusPicture, statusView, type ViewRoom } from '../../core/status/status-view.ts';
import { barStyle } from '../../core/status/time-bar.ts';
import type { Ports } from '../../ports/context.ts';
import type { Room } from '../../ports/terminal.ts';

const SECOND_MS = 1000;

function viewRoom({ columns, widthOf }: Room, { files, machine }: Ports<'files' | 'machine'>): ViewRoom {
	const age = (file: string) => {
		const writtenAt = files.writtenAt(file);
		return writtenAt === undefined ? undefined : (machine.now() - writtenAt) / SECOND_MS;
	};
	return { columns, widthOf, age, style: barStyle(machine.env) };
}

/** Writes the status to the terminal. */
export async function showStatusView(status: Status, context: Ports<'terminal' | 'files' | 'machine'>): Promise<void> {
	const room = viewRoom(await context.terminal.room(), context);
	context.terminal.stdout(
		statusView(status, room)
			.map((line) => `${line}\n`)
			.join(''),
	);
}

/**
 * Draws the status on the whole screen each second. Files are read again each time, so that what another shell renews
 * shows.
 * @param read returns the status as it is now
 */
export async function watchStatus(
	read: () => Promise<Status>,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	const { terminal, machine } = context;
	const screen = await terminal.screen();
	try {
		while (!screen.left.aborted) {
			const status = await read();
			const warning = clockWarning(status);
			const foot = ['', ...(warning === undefined ? [] : [warning]), 'q leaves'];
			screen.draw((room) => [...statusPicture(status, room.lines - foot.length, viewRoom(room, context)), ...foot]);
			await machine.sleep(SECOND_MS - (machine.now() % SECOND_MS), screen.left);
		}
	} finally {
		screen.close();
	}
}
