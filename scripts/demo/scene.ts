/**
 * The scene of the demo and the pictures: a fake IAM Identity Center, a home with three profiles, and a script as the
 * browser.
 */
import { chmodSync, symlinkSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Home, makeHome } from '../../test/support/files/home.ts';
import type { IdentityCenter } from '../../test/support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../../test/support/identity-center/server.ts';
import { CORP } from '../../test/support/sign-in/signed-in-home.ts';

const CONFIG = `${CORP}
[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = PowerUser
region = eu-west-1

[profile staging]
sso_session = corp
sso_account_id = 222222222222
sso_role_name = ReadOnly
region = us-west-2

[profile prod]
sso_session = corp
sso_account_id = 333333333333
sso_role_name = PowerUser
`;

export interface Scene {
	readonly identityCenter: IdentityCenter;
	readonly home: Home;
	/** The whole environment: the person's own without AWS variables, and with `ssoenv` on PATH. */
	readonly env: NodeJS.ProcessEnv;
	readonly close: () => Promise<void>;
}

/** Visits the page that a browser would show; the person approves at once. */
const BROWSER = `#!/bin/sh
exec '${process.execPath}' -e 'fetch(process.argv[1]).catch(() => {})' "$1"
`;

/** Makes a home with the built program on PATH and without a sign-in. */
function homeWithProgram(): Home {
	const home = makeHome({ '.aws/config': CONFIG, 'bin/browser': BROWSER });
	chmodSync(home.file('bin/browser'), 0o755);
	symlinkSync(fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url)), home.file('bin/ssoenv'));
	return home;
}

export async function openScene(): Promise<Scene> {
	const identityCenter = await startIdentityCenter();
	const home = homeWithProgram();
	const ownVariables = Object.entries(process.env).filter(([name]) => !/^(AWS|SSOENV)_/.test(name));
	// Ctrl-C also removes the home.
	process.once('exit', home.remove);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
	const path = `${home.file('bin')}${delimiter}${process.env.PATH}`;
	return {
		identityCenter,
		home,
		env: {
			...Object.fromEntries(ownVariables),
			...identityCenter.environment,
			HOME: home.path,
			XDG_CACHE_HOME: home.file('.cache'),
			PATH: path,
			BROWSER: home.file('bin/browser'),
		},
		close: async () => {
			home.remove();
			await identityCenter.close();
		},
	};
}
