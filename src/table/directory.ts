/** Commands about the `.ssoenv` file of a folder. */
import { type Command, defineCommand } from '../command.ts';

const folder = {
	type: 'string',
	describe: 'folder with a file .ssoenv, or below one',
	default: 'the current folder',
} as const;

export const directoryCommands: readonly Command[] = [
	defineCommand({
		name: 'allow',
		group: 'daily',
		summary: 'let the file .ssoenv of a folder choose the profile there',
		details:
			'shells that have SSOENV_DIRECTORIES=1 then use the profile when you enter the folder, until its content changes',
		positionals: { folder },
		options: {},
		examples: [
			['echo dev > .ssoenv && ssoenv allow', 'use dev in this folder and below it'],
			['ssoenv allow ~/src/shop', 'allow the file of another folder'],
		],
		load: () => import('../commands/directory/allow.ts'),
	}),
	defineCommand({
		name: 'deny',
		group: 'daily',
		summary: 'ignore the file .ssoenv of a folder, also after it changes',
		positionals: { folder },
		options: {},
		examples: [['ssoenv deny', 'hear no more about the file of this folder']],
		load: () => import('../commands/directory/deny.ts'),
	}),
];
