/** Commands that change profiles in the config file. */
import { type Command, defineCommand } from '../command.ts';

export const profileCommands: readonly Command[] = [
	defineCommand({
		name: 'remove',
		group: 'set-up',
		summary: 'take profiles out of the config file, with all that was kept',
		details: 'a profile that sync wrote is left out by it from then on; asks on a terminal',
		positionals: { profile: { type: 'string', isList: true, describe: 'profile to remove' } },
		options: {
			'sso-session': {
				type: 'string',
				value: 'NAME',
				describe: 'sign out of this sso-session, and remove it with its profiles',
			},
			'dry-run': { type: 'boolean', describe: 'print what would go, and write nothing' },
			yes: { type: 'boolean', describe: 'do not ask' },
			undo: { type: 'boolean', describe: 'undo the last change to the config file' },
		},
		examples: [
			['ssoenv remove dev', 'remove a profile'],
			['ssoenv remove --sso-session corp --dry-run', 'print what belongs to an sso-session'],
		],
		load: () => import('../commands/configure/remove.ts'),
	}),
	defineCommand({
		name: 'rename',
		group: 'set-up',
		summary: 'give a profile another name, also where it is a source_profile',
		details: 'a profile that sync wrote becomes your own; asks on a terminal',
		positionals: {
			profile: { type: 'string', describe: 'profile to rename' },
			name: { type: 'string', describe: 'its new name' },
		},
		options: {
			'dry-run': { type: 'boolean', describe: 'print what would change, and write nothing' },
			yes: { type: 'boolean', describe: 'do not ask' },
			undo: { type: 'boolean', describe: 'undo the last change to the config file' },
		},
		examples: [['ssoenv rename 111111111111-ReadOnly dev', 'use a shorter name']],
		load: () => import('../commands/configure/rename.ts'),
	}),
];
