/**
 * The command table: all rows, in the order of help. Parsing, help, the README, the manual, completions and tests iterate
 * it. A body is loaded when its command runs, except for those that shells run again and again.
 */
import type { Command } from './command.ts';
import type { CommandGroup } from './core/command-line/parameters.ts';
import { dailyCommands } from './table/daily.ts';
import { scriptCommands } from './table/scripts.ts';
import { setUpCommands } from './table/set-up.ts';
import { signInCommands } from './table/sign-in.ts';

/** The titles of the groups, in the order of help. */
export const groups: Readonly<Record<CommandGroup, string>> = {
	daily: 'daily use',
	'sign-in': 'sign-in',
	'set-up': 'set-up',
	scripts: 'scripts',
};

export const commands: readonly Command[] = [...dailyCommands, ...signInCommands, ...setUpCommands, ...scriptCommands];
