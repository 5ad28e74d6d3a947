/** Commands that sign in and out. */
import { type Command, defineCommand } from '../command.ts';
import { deviceCode, noBrowser, profileOfSignIn, ssoSession } from './parameters.ts';

export const signInCommands: readonly Command[] = [
	defineCommand({
		name: 'login',
		group: 'sign-in',
		summary: 'sign in, unless already signed in',
		positionals: { profile: profileOfSignIn },
		options: {
			'sso-session': ssoSession,
			'device-code': deviceCode,
			'no-browser': noBrowser,
			force: { type: 'boolean', describe: 'sign in again, even if the current sign-in is still valid' },
		},
		examples: [
			['ssoenv login --sso-session corp', 'sign in for all profiles of an sso-session'],
			['ssoenv login dev --device-code', 'sign in on a machine without a browser'],
		],
		load: () => import('../commands/sign-in/login.ts'),
	}),
	defineCommand({
		name: 'logout',
		group: 'sign-in',
		summary: 'sign out and delete the cached credentials of that sign-in',
		positionals: { profile: { ...profileOfSignIn, default: 'the only sign-in, else a menu' } },
		options: {
			'sso-session': ssoSession,
			all: { type: 'boolean', describe: 'sign out of everything, like aws sso logout' },
		},
		examples: [['ssoenv logout --all', 'end all sign-ins']],
		load: () => import('../commands/sign-in/logout.ts'),
	}),
	defineCommand({
		name: 'wait',
		group: 'sign-in',
		summary: 'wait until a sign-in succeeds, in any terminal',
		positionals: { profile: profileOfSignIn },
		options: {
			'sso-session': ssoSession,
			timeout: {
				type: 'string',
				value: 'DURATION',
				describe: 'longest time to wait, such as 90s or 2h',
				default: '10m',
			},
		},
		examples: [['ssoenv wait --timeout 1h && make deploy', 'continue after the sign-in']],
		load: () => import('../commands/sign-in/wait.ts'),
	}),
];
