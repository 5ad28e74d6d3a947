/** The command `sync`. */
import { type Command, defineCommand } from '../command.ts';
import { tools } from '../core/profile/foreign-tool.ts';
import { rolePatterns, roleSelection, ssoSession } from './parameters.ts';

export const syncCommand: Command = defineCommand({
	name: 'sync',
	group: 'set-up',
	summary: 'write a profile for each account and role that is assigned to you',
	details:
		"writes to a marked block of ~/.aws/config; the rest of the file stays as it is; the block remembers the options, and '' forgets one",
	positionals: {},
	options: {
		'sso-session': ssoSession,
		...roleSelection,
		template: { type: 'string', describe: 'names of the profiles', default: '{account_name}-{role_name}' },
		single: { type: 'string', value: 'TEMPLATE', describe: 'names in accounts with one role' },
		prefer: { ...rolePatterns, value: 'ROLE_NAME', describe: 'role that is named by its account alone; repeatable' },
		names: { type: 'string', value: 'FILE', describe: 'lines ACCOUNT_ID = NAME, for {account_alias}' },
		rename: { type: 'boolean', describe: 'rename the profiles of accounts that were renamed' },
		region: { type: 'string', isList: true, describe: 'region of the profiles; repeatable, with {region} in names' },
		set: {
			type: 'string',
			value: '[PATTERN:]KEY=VALUE',
			isList: true,
			describe: 'further setting of the profiles, or of those that match; repeatable',
		},
		comment: { type: 'string', value: 'TEMPLATE', describe: "comment in each profile, such as '{account_email}'" },
		prune: { type: 'boolean', describe: 'remove the profiles of roles that are no longer assigned or left out now' },
		refresh: { type: 'boolean', describe: 'ask AWS again, even if the list is less than a day old' },
		'dry-run': { type: 'boolean', describe: 'print the changes and write nothing' },
		check: { type: 'boolean', describe: 'as --dry-run, with exit status 1 if something would change; never sign in' },
		verbose: { type: 'boolean', describe: 'name the roles that are left out' },
		yes: { type: 'boolean', describe: 'write without asking' },
		undo: { type: 'boolean', describe: 'undo the last sync' },
		from: {
			type: 'string',
			value: 'TOOL',
			choices: tools,
			describe: 'convert the profiles of another tool and keep their names',
		},
	},
	examples: [
		['ssoenv sync --dry-run', 'print the changes only'],
		[
			"ssoenv sync --template '{role_name}.{account_id}' --region eu-west-1 --prune",
			'set names and region; remove profiles of roles that you no longer have',
		],
		["ssoenv sync --include 'prod*/ReadOnly' --exclude sandbox", 'write the profiles of some roles'],
		[
			"ssoenv sync --template '{account_name|kebab}-{role_name|lower}' --single '{account_name|kebab}'",
			'set how names are spelled, and shorten those in accounts with one role',
		],
		["ssoenv sync --set output=json --set '*/Admin:cli_pager='", 'add settings to the profiles'],
		['ssoenv sync --from granted', 'make the profiles of granted work without it'],
	],
	load: () => import('../commands/sync/sync.ts'),
});
