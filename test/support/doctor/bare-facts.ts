/** The facts about a machine on which there is nothing to find. */
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import type { Facts } from '../../../src/core/doctor/facts.ts';

export const bareFacts = (more: Partial<Facts> = {}): Facts => ({
	version: '1.0.0',
	engines: '^20.19 || >=22.3',
	program: '/opt/ssoenv/dist/cli.cjs',
	platform: 'linux',
	architecture: 'x64',
	node: { version: 'v22.3.0', path: '/usr/bin/node' },
	nodeOnPath: undefined,
	copies: [],
	awsClis: [],
	binProblem: undefined,
	env: {},
	home: '/home/me',
	user: 'me',
	isRoot: false,
	shell: undefined,
	shells: [],
	config: sharedConfig([], []),
	configPath: '/home/me/.aws/config',
	files: ['/home/me/.aws/config', '/home/me/.aws/credentials'],
	unreadable: undefined,
	entries: [],
	staleLocks: [],
	tokens: [],
	certificates: [],
	clockSeconds: undefined,
	endpoints: undefined,
	now: Date.UTC(2026, 10, 21),
	...more,
});
