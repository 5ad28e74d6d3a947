/** Connects the terminal. Imports on first use what draws, asks or lays out. */
import type { Environment } from '../../core/machine/environment.ts';
import type { Terminal } from '../../ports/terminal.ts';
import { passOn, say, stderr, stderrIsTerminal, stdinIsTerminal, stdout, stdoutIsTerminal } from './terminal.ts';

/**
 * Returns the port to the terminal.
 * @param env has the pager that the person wants
 * @param picker loads what shows menus
 */
export const terminalPort = (env: Environment, picker: () => Promise<Pick<Terminal, 'menu' | 'pick'>>): Terminal => ({
	stdout,
	stderr,
	say,
	passOn,
	painter: async () => (await import('./colors.ts')).painted,
	stdoutIsTerminal,
	stderrIsTerminal,
	stdinIsTerminal,
	progressBar: async () => (await import('./progress.ts')).progressBar(),
	confirm: async (question, isRisky) => (await import('./question.ts')).confirm(question, isRisky),
	choose: async (question, choices) => (await import('./question.ts')).choose(question, choices),
	ask: async (question) => (await import('./question.ts')).ask(question),
	askHidden: async (question) => (await import('./question.ts')).askHidden(question),
	stdin: async () => (await import('./stdin.ts')).readStdin(),
	menu: async (question, rows, start) => (await picker()).menu(question, rows, start),
	pick: async (rows) => (await picker()).pick(rows),
	table: async (rows) => (await import('./table.ts')).table(rows),
	showTable: async (rows) => (await import('./table.ts')).showTable(rows, env),
	room: async () => (await import('./room.ts')).room(),
	screen: async () => (await import('./screen.ts')).openScreen(),
});
