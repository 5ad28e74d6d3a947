/** Rows of the command table (commands.ts): what there is to take, and the profiles for it. */
import { type Command, defineCommand } from './command.ts';
import { tools } from './core/profile/foreign-tool.ts';

export const ssoSession = { type: 'string', describe: 'sso-session in ~/.aws/config, in place of a profile' } as const;
export const profileOfSignIn = {
	type: 'string',
	describe: 'a profile of the sign-in (default: the one there is)',
} as const;

export const profileCommands: readonly Command[] = [
	defineCommand({
		name: 'list',
		summary: 'list the Identity Center profiles, broken ones too',
		positionals: {},
		options: { json: { type: 'boolean', describe: 'print JSON' } },
		examples: [['ssoenv list --json', 'for programs']],
		isEvaluated: false,
		load: () => import('./commands/profile/list.ts'),
	}),
	defineCommand({
		name: 'accounts',
		summary: 'list the accounts and roles that are open to you',
		positionals: { profile: profileOfSignIn },
		options: {
			'sso-session': ssoSession,
			json: { type: 'boolean', describe: 'print JSON' },
			refresh: { type: 'boolean', describe: 'ask AWS anew, whatever was found within the last day' },
		},
		examples: [
			['ssoenv accounts', 'may be interrupted: the next time goes on where it was'],
			['ssoenv accounts --json --refresh', 'for programs'],
		],
		isEvaluated: false,
		load: () => import('./commands/discovery/accounts.ts'),
	}),
	defineCommand({
		name: 'roles',
		summary: 'list the roles that are open to you in one account',
		positionals: {
			account: { type: 'string', describe: 'id or name of the account' },
			profile: profileOfSignIn,
		},
		options: { 'sso-session': ssoSession, json: { type: 'boolean', describe: 'print JSON' } },
		examples: [['ssoenv roles 111111111111', 'one role in a line']],
		isEvaluated: false,
		load: () => import('./commands/discovery/roles.ts'),
	}),
	defineCommand({
		name: 'configure',
		summary: 'set up a profile and its sign-in, by questions or by flags alone',
		positionals: {
			profile: { type: 'string', describe: 'profile to write (default: AWS_PROFILE, else asked for)' },
		},
		options: {
			'sso-session': { type: 'string', describe: 'sso-session of the profile, existing or new' },
			'start-url': { type: 'string', describe: 'start URL of the AWS access portal' },
			'sso-region': { type: 'string', describe: 'region of Identity Center' },
			scopes: { type: 'string', describe: 'scopes of a new sso-session (default: sso:account:access)' },
			account: { type: 'string', describe: 'account to enter (default: from a menu)' },
			role: { type: 'string', describe: 'role to take there (default: from a menu)' },
			region: { type: 'string', describe: "region for the profile; '' for none" },
			output: { type: 'string', describe: "output format of the AWS CLI; '' for its default" },
			legacy: { type: 'boolean', describe: 'the form without an sso-session, which is never renewed' },
			'session-only': { type: 'boolean', describe: 'configure an sso-session alone' },
			'device-code': { type: 'boolean', describe: 'sign in with a code, in a browser on any machine' },
			'no-browser': { type: 'boolean', describe: 'print the address and open nothing' },
		},
		examples: [
			['ssoenv configure', 'asks for everything'],
			['ssoenv configure dev --sso-session corp --account 111111111111 --role ReadOnly', 'asks no more than it must'],
			[
				'ssoenv configure --session-only --sso-session corp --start-url https://d-1234567890.awsapps.com/start --sso-region us-east-1',
				'an sso-session, with no terminal',
			],
		],
		isEvaluated: false,
		load: () => import('./commands/configure/configure.ts'),
	}),
	defineCommand({
		name: 'sync',
		summary: 'write a profile for every account and role that is open to you, in a block of ~/.aws/config',
		positionals: {},
		options: {
			'sso-session': ssoSession,
			template: { type: 'string', describe: 'names of the profiles (default: {account_name}-{role_name})' },
			region: { type: 'string', describe: 'region of the profiles' },
			prune: { type: 'boolean', describe: 'take out what is no longer assigned' },
			refresh: { type: 'boolean', describe: 'ask AWS for accounts and roles, however recent those known are' },
			'dry-run': { type: 'boolean', describe: 'print what would change, and change nothing' },
			yes: { type: 'boolean', describe: 'write without asking' },
			undo: { type: 'boolean', describe: 'take the last sync back' },
			from: { type: 'string', choices: tools, describe: 'take over the profiles of another tool, under their names' },
		},
		examples: [
			['ssoenv sync --dry-run', 'what it would write'],
			["ssoenv sync --template '{role_name}.{account_id}' --region eu-west-1 --prune", 'names of your own making'],
			['ssoenv sync --from granted', 'the same profiles, without granted'],
		],
		isEvaluated: false,
		load: () => import('./commands/sync/sync.ts'),
	}),
];
