/** Times commands with much to read, each beside the same command with little: the growth counts. */
import { leaveForeignFiles } from '../test/support/files/foreign-files.ts';
import { CORP, START_URL } from '../test/support/sign-in/signed-in-home.ts';
import type { Row } from './rows.ts';
import { profiles, type Scene } from './scene.ts';
import { bareNode, takeTurns } from './turns.ts';

const [MANY_PROFILES, MANY_FILES, MANY_SESSIONS] = [10_000, 5_000, 500];

const sessions = (names: readonly string[]): string =>
	names
		.map(
			(name) => `[sso-session ${name}]
sso_start_url = ${START_URL}
sso_region = us-east-1
[profile of-${name}]
sso_session = ${name}
sso_account_id = 222222222222
sso_role_name = ReadOnly
`,
		)
		.join('');

const COMMANDS = { use: ['use', 'dev', '--shell', 'bash'], list: ['list'], status: ['status'] } as const;

export async function timeScale(scene: Scene, turns: number): Promise<readonly Row[]> {
	const manyProfiles = scene.another(CORP + profiles(MANY_PROFILES));
	const manyFiles = scene.another(CORP + profiles(1));
	const names = Array.from({ length: MANY_SESSIONS - 1 }, (_, at) => `session-${at}`);
	const manySessions = scene.another(CORP + profiles(1) + sessions(names), ['corp', ...names]);
	try {
		leaveForeignFiles(manyFiles.home, MANY_FILES);
		const homes = [
			{ what: 'one profile, one sso-session', in: scene },
			{ what: `${MANY_PROFILES} profiles`, in: manyProfiles },
			{ what: `${MANY_FILES} foreign files in each cache`, in: manyFiles },
			{ what: `${MANY_SESSIONS} sso-sessions`, in: manySessions },
		];
		const jobs = Object.entries(COMMANDS).flatMap(([name, words]) =>
			homes.map(({ what, in: { job } }) => job(`${name}: ${what}`, words)),
		);
		return await takeTurns('scale', bareNode(scene.env), jobs, turns);
	} finally {
		for (const { close } of [manyProfiles, manyFiles, manySessions]) await close();
	}
}
