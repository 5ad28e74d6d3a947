/** The scene of the benchmark: a fake IAM Identity Center on loopback, and a home with a sign-in. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Home } from '../test/support/files/home.ts';
import type { IdentityCenter } from '../test/support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../test/support/identity-center/server.ts';
import { CORP, signedInHome } from '../test/support/sign-in/signed-in-home.ts';
import type { Job } from './turns.ts';

/** Returns the sections of that many profiles; the first is `dev`. */
export const profiles = (count: number): string =>
	Array.from({ length: count }, (_, at) => {
		const name = at === 0 ? 'dev' : `team-${at}.read-only`;
		return `[profile ${name}]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\n`;
	}).join('');

export interface Scene {
	/** The built tree that is timed, with a slash at its end. */
	readonly root: string;
	readonly identityCenter: IdentityCenter;
	readonly home: Home;
	/** The whole environment: of the person's own, only PATH. */
	readonly env: NodeJS.ProcessEnv;
	readonly cli: string;
	/** Returns a run of the built program. */
	readonly job: (name: string, args: readonly string[], more?: Partial<Job>) => Job;
	/** Deletes the role credentials. */
	readonly forget: () => void;
	/** Makes another home with other files, on the same service. */
	readonly another: (config: string, keys?: readonly string[]) => Scene;
	/** Makes the same scene for another built tree. */
	readonly ofTree: (root: string) => Scene;
	readonly close: () => Promise<void>;
}

/** Removed on exit, also after Ctrl-C. */
const homes = new Set<Home>();
process.once('exit', () => {
	for (const { remove } of homes) remove();
});

function sceneIn(root: string, identityCenter: IdentityCenter, config: string, keys?: readonly string[]): Scene {
	const home = signedInHome(config, identityCenter.signIn({ expiresInSeconds: 8 * 3600 }), keys);
	const env = {
		PATH: process.env.PATH ?? '',
		HOME: home.path,
		SSOENV_SHELL: 'bash',
		...identityCenter.environment,
	};
	const cli = `${root}dist/cli.cjs`;
	homes.add(home);
	return {
		root,
		identityCenter,
		home,
		env,
		cli,
		job: (name, args, more) => ({ name, file: process.execPath, args: [cli, ...args], env, ...more }),
		forget: () => rmSync(home.file('.aws/cli'), { recursive: true, force: true }),
		another: (...other) => sceneIn(root, identityCenter, ...other),
		ofTree: (other) => sceneIn(other, identityCenter, config, keys),
		close: async () => {
			home.remove();
			homes.delete(home);
		},
	};
}

export async function openScene(): Promise<Scene> {
	const identityCenter = await startIdentityCenter();
	const root = fileURLToPath(new URL('..', import.meta.url));
	const scene = sceneIn(root, identityCenter, CORP + profiles(1));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
	return { ...scene, close: () => scene.close().then(() => identityCenter.close()) };
}
