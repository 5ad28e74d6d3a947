/** A home with a sign-in, and a folder with all that a hostile repository may hold, in which the single file runs. */
import type { Home } from '../files/home.ts';
import type { IdentityCenter } from '../identity-center/identity-center.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { type Ended, runCommand, type Variables } from '../program/program.ts';
import { releaseAll } from '../program/release.ts';
import { CORP, signedInHome } from './signed-in-home.ts';

export const HOSTILE_FOLDER_CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile audit]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = PowerUser
`;

/** What a cloned repository may hold: each would set a variable, or run the script. */
export const HOSTILE_FILES: Readonly<Record<string, string>> = {
	'.env': 'SSOENV_JSON_ERRORS=1\nAWS_ENDPOINT_URL=https://evil.example\n',
	'.env.local': 'AWS_ENDPOINT_URL_SSO=https://evil.example\n',
	'.env.production': 'AWS_ENDPOINT_URL_SSO=https://evil.example\n',
	'bunfig.toml': 'preload = ["./evil.js"]\n',
	'.bunfig.toml': 'preload = ["./evil.js"]\n',
	'package.json': '{"name":"x","type":"commonjs","imports":{"#x":"./evil.js"},"bun":{"preload":["./evil.js"]}}',
	'tsconfig.json': '{"compilerOptions":{"baseUrl":".","paths":{"*":["./evil.js"]}}}',
	'node_modules/ini/index.js': "console.log('EVIL');",
	'evil.js': "console.log('EVIL');",
};

export interface SingleFileScene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	/** Runs the single file in a hostile folder, with no Node on PATH. */
	readonly run: (args: readonly string[], variables?: Variables) => Promise<Ended>;
}

export async function inHostileFolder(program: string, body: (scene: SingleFileScene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(HOSTILE_FOLDER_CONFIG, idc.signIn());
	for (const [name, content] of Object.entries(HOSTILE_FILES)) home.write(`clone/${name}`, content);
	const run = (args: readonly string[], variables: Variables = {}) =>
		runCommand('/bin/sh', ['-c', 'cd "$1" && shift && exec "$@"', 'sh', home.file('clone'), program, ...args], {
			HOME: home.path,
			PATH: '/nonexistent',
			...idc.environment,
			...variables,
		});
	try {
		await body({ idc, home, run });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}
