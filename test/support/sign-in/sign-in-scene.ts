/** A person who has never signed in: a home with only a config file, the fake service, and a scripted browser. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Home, makeHome } from '../files/home.ts';
import type { IdentityCenter, Options } from '../identity-center/identity-center.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { releaseAll } from '../program/release.ts';
import { type RunningProgram, startSsoenv } from '../program/running-program.ts';
import { until } from '../program/until.ts';
import { CORP, cacheFileName, START_URL } from './signed-in-home.ts';

const STUB = fileURLToPath(new URL('stub-browser.mjs', import.meta.url));

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
[profile legacy]
sso_start_url = ${START_URL}
sso_region = us-east-1
sso_account_id = 222222222222
sso_role_name = ReadOnly
`;

/** The cache key of the client registration of `corp`, as the AWS CLI writes it. */
export const REGISTRATION_KEY = `{"region": "us-east-1", "scopes": null, "session_name": "corp", "startUrl": "${START_URL}", "tool": "botocore"}`;

export type BrowserMode = 'follow' | 'other-state' | 'stay';

/** What the stub browser saw. */
interface Visit {
	readonly argv: readonly string[];
	readonly url: string;
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly page?: string;
	readonly problem?: string;
}

export interface SignInScene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	/** The environment of the program, without BROWSER. */
	readonly env: Readonly<Record<string, string>>;
	/** The value for BROWSER. */
	readonly browser: (mode: BrowserMode) => string;
	/** Starts the program with a browser of that mode; `more` overrides the other variables. */
	readonly start: (
		args: readonly string[],
		mode: BrowserMode,
		more?: Readonly<Record<string, string>>,
		command?: readonly string[],
	) => RunningProgram;
	/** Resolves with the stub browser's report as soon as it is written; a later visit overwrites it. */
	readonly visit: () => Promise<Visit>;
	readonly wasVisited: () => boolean;
	/** Returns the text of a file in ~/.aws/sso/cache by its key, or undefined. */
	readonly cached: (key: string) => string | undefined;
}

export async function withSignInScene(options: Options, work: (scene: SignInScene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter(options);
	const home = makeHome({ '.aws/config': CONFIG });
	const visitFile = home.file('visit.json');
	const env = { HOME: home.path, AWS_EC2_METADATA_DISABLED: 'true', ...idc.environment };
	const browser = (mode: BrowserMode) => `${process.execPath} ${STUB} ${mode} ${visitFile}`;
	const started: RunningProgram[] = [];
	try {
		await work({
			idc,
			home,
			env,
			browser,
			start: (args, mode, more = {}, command = []) => {
				const program = startSsoenv(args, { ...env, BROWSER: browser(mode), ...more }, command);
				started.push(program);
				return program;
			},
			visit: () =>
				until('the browser', () => (existsSync(visitFile) ? JSON.parse(readFileSync(visitFile, 'utf8')) : undefined)),
			wasVisited: () => existsSync(visitFile),
			cached: (key) => {
				const path = home.file(`.aws/sso/cache/${cacheFileName(key)}`);
				return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
			},
		});
	} finally {
		for (const { kill } of started) kill('SIGKILL');
		// A browser that still waits for an answer writes its report when the service closes, so the home is removed last.
		await releaseAll(() => Promise.all(started.map(({ ended }) => ended)), idc.close, home.remove);
	}
}

/** Returns the mode of every file and folder below a folder, by path. */
export function modesBelow(folder: string): Readonly<Record<string, number>> {
	if (!existsSync(folder)) return {};
	const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	return Object.fromEntries(paths.map((path) => [path, statSync(join(folder, path)).mode & 0o777]));
}
