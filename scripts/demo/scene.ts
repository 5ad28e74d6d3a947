/** What the demo and the pictures play in: a fake IAM Identity Center, a home with three profiles, and a stand-in for the browser. */
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
	/** A whole environment: the person's own without AWS variables, and `ssoenv` on PATH. */
	readonly env: NodeJS.ProcessEnv;
	readonly close: () => Promise<void>;
}

/** Visits the page that a browser would show, whose person says yes at once. */
const BROWSER = `#!/bin/sh
exec '${process.execPath}' -e 'fetch(process.argv[1]).catch(() => {})' "$1"
`;

/** A home with the built program on PATH as people have it, where nobody is signed in. */
function homeWithProgram(): Home {
	const home = makeHome({ '.aws/config': CONFIG, 'bin/browser': BROWSER });
	chmodSync(home.file('bin/browser'), 0o755);
	symlinkSync(fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url)), home.file('bin/ssoenv'));
	return home;
}

export async function openScene(): Promise<Scene> {
	const identityCenter = await startIdentityCenter();
	const home = homeWithProgram();
	const own = Object.entries(process.env).filter(([name]) => !/^(AWS|SSOENV)_/.test(name));
	// Ctrl-C must not leave the home behind either.
	process.once('exit', home.remove);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
	const path = `${home.file('bin')}${delimiter}${process.env.PATH}`;
	return {
		identityCenter,
		home,
		env: {
			...Object.fromEntries(own),
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
