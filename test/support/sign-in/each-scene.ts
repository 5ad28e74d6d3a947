/** A home with profiles of several sso-sessions, signed in to each, for `ssoenv each` with the built program. */
import type { Home } from '../files/home.ts';
import type { IdentityCenter, Options } from '../identity-center/identity-center.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { releaseAll } from '../program/release.ts';
import { type RunningProgram, startSsoenv } from '../program/running-program.ts';
import { START_URL, signedInHome } from './signed-in-home.ts';

export interface EachScene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Readonly<Record<string, string>>;
	readonly start: (args: readonly string[], more?: Readonly<Record<string, string>>) => RunningProgram;
}

/** `p000`, `p001` and so on; a profile of session `org-K` has the account number of its own, and the role ReadOnly. */
const nameOf = (at: number): string => `p${String(at).padStart(3, '0')}`;
export const accountOf = (at: number): string => String(100_000_000_000 + at);

const sessionsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `org-${at}`);

const configOf = (profiles: number, sessions: readonly string[]): string =>
	[
		...sessions.map((name) => `[sso-session ${name}]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n`),
		...Array.from({ length: profiles }, (_, at) =>
			[
				`[profile ${nameOf(at)}]`,
				`sso_session = ${sessions[at % sessions.length]}`,
				`sso_account_id = ${accountOf(at)}`,
				'sso_role_name = ReadOnly',
				'region = eu-central-1\n',
			].join('\n'),
		),
	].join('\n');

/** @param isSignedIn false for a home without tokens */
export async function withEachScene(
	{
		profiles,
		sessions = 1,
		isSignedIn = true,
		more = '',
	}: {
		readonly profiles: number;
		readonly sessions?: number;
		readonly isSignedIn?: boolean;
		/** More of the config file. */
		readonly more?: string;
	},
	options: Options,
	play: (scene: EachScene) => Promise<void>,
): Promise<void> {
	const accounts = Array.from({ length: profiles }, (_, at) => ({ accountId: accountOf(at), roles: ['ReadOnly'] }));
	const idc = await startIdentityCenter({ directory: { accounts }, ...options });
	const names = sessionsOf(sessions);
	const home = signedInHome(`${configOf(profiles, names)}\n${more}`, idc.signIn(), isSignedIn ? names : []);
	const env = { HOME: home.path, ...idc.environment };
	const started: RunningProgram[] = [];
	const start: EachScene['start'] = (args, variables = {}) => {
		const program = startSsoenv(['each', ...args], { ...env, ...variables }, [], 120_000);
		started.push(program);
		return program;
	};
	try {
		await play({ idc, home, env, start });
	} finally {
		for (const { kill } of started) kill('SIGKILL');
		await releaseAll(() => Promise.all(started.map(({ ended }) => ended)), idc.close, home.remove);
	}
}
