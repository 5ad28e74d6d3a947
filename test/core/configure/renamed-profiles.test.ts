import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import { nameUserLines } from '../../../src/core/configure/renamed-profiles.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';

/** What is said of the variables where a profile becomes `new`. */
const rows: readonly (readonly [old: string, env: Environment, lines: readonly string[]])[] = [
	['dev', { AWS_PROFILE: 'dev' }, ['AWS_PROFILE names dev, which becomes new']],
	['dev', { AWS_DEFAULT_PROFILE: 'dev' }, ['AWS_DEFAULT_PROFILE names dev, which becomes new']],
	['dev', { AWS_PROFILE: 'my dev' }, []],
	['my dev', { AWS_PROFILE: 'my dev' }, ["AWS_PROFILE names 'my dev', which becomes new"]],
	['dev', { SSOENV_FAVORITES: 'prod  dev' }, ['SSOENV_FAVORITES names dev, which becomes new']],
	['dev', { AWS_PROFILE: '', SSOENV_FAVORITES: '' }, []],
];
for (const [old, env, lines] of rows) {
	test(`${old} in ${JSON.stringify(env)}`, () => {
		const users = {
			config: sharedConfig([], []),
			recent: new Set<string>(),
			env,
			isGuarded: () => false,
			folderFiles: [],
		};
		assert.equal(nameUserLines(new Map([[old, 'new']]), users), lines);
	});
}

test.run();
