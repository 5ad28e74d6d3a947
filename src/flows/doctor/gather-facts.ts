/** Gathers the facts that the checks of `doctor` look at. Changes nothing. */
import { loginCommand, tokenKey } from '../../core/aws/sso-session.ts';
import { sharedConfig } from '../../core/config/shared-config.ts';
import type { Facts, FoundProgram, TokenTimes } from '../../core/doctor/facts.ts';
import { Failure } from '../../core/failure/failure.ts';
import { cacheFolder, type Environment } from '../../core/machine/environment.ts';
import { ownEnvironment } from '../../core/machine/own-environment.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { parseRecord } from '../../core/text/json.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { EntryRequest, Inspection } from '../../ports/inspection.ts';
import { clockOffset } from '../credentials/clock-offset.ts';
import { shellInUse } from '../shell/shell-in-use.ts';
import { launcherFacts } from './launcher-facts.ts';
import { certificateFacts, onlineFacts } from './network-facts.ts';
import { shellFacts } from './shell-facts.ts';

type FileFacts = Pick<Facts, 'config' | 'configPath' | 'files' | 'unreadable'>;

/** Reads the files. What is wrong with them is for the checks, so it warns of nothing. */
function fileFacts({ files, machine }: Ports<'files' | 'machine'>): FileFacts {
	try {
		const { config, path, files: paths } = files.loadConfig(() => undefined);
		return { config, configPath: path, files: paths, unreadable: undefined };
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		const aws = `${machine.homeFolder()}/.aws`;
		const { message, hints } = error;
		return {
			config: sharedConfig([], []),
			configPath: `${aws}/config`,
			files: [`${aws}/config`, `${aws}/credentials`],
			unreadable: { message, hints },
		};
	}
}

/** Returns the files and folders whose modes and owners count. */
function entryRequests(files: FileFacts['files'], home: string, env: Environment): readonly EntryRequest[] {
	const cache = cacheFolder(env, () => home);
	const shared = (path: string, isSecret = false): EntryRequest => ({ path, owner: 'shared', isSecret });
	const personal = (path: string, isSecret = false) => ({ ...shared(path, isSecret), isFollowed: true }) as const;
	const own = (path: string): EntryRequest => ({ path, owner: 'own', isSecret: false });
	const caches = ['sso', 'cli'].map((tool) => `${home}/.aws/${tool}/cache`);
	return [
		...[`${home}/.aws`, ...caches].map((path) => shared(path)),
		// An empty variable names no file.
		...(env.AWS_CONFIG_FILE === '' ? [] : [personal(files[0])]),
		...(env.AWS_SHARED_CREDENTIALS_FILE === '' ? [] : [personal(files[1], true)]),
		...caches.map((path) => ({ ...shared(path, true), ending: '.json' })),
		own(cache),
		...['shell', 'shell/roles', 'shell/until', 'notes', 'locks', 'history', 'discoveries'].map((name) =>
			own(`${cache}/${name}`),
		),
		{ ...own(`${cache}/shell/roles`), isSecret: true, ending: '' },
	];
}

const textOrNothing = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Returns the times in the token files of the configured sign-ins. */
function tokenFacts({ config, configPath }: FileFacts, { files }: Ports<'files'>): readonly TokenTimes[] {
	const { accessTokens } = files;
	return configuredSessions(config, configPath).flatMap(({ session, profiles: [profile] }) => {
		const key = tokenKey(session);
		const { expiresAt, registrationExpiresAt } = parseRecord(accessTokens.read(key, () => true) ?? '') ?? {};
		if (expiresAt === undefined) return [];
		const times = { expiresAt: String(expiresAt), registrationExpiresAt: textOrNothing(registrationExpiresAt) };
		return [{ path: accessTokens.path(key), ...times, login: `${loginCommand(session, profile)} --force` }];
	});
}

interface ProgramFacts extends Pick<Facts, 'copies' | 'awsClis' | 'nodeOnPath'> {}

async function programFacts(inspection: Inspection, env: Environment): Promise<ProgramFacts> {
	const find = (name: string): Promise<readonly FoundProgram[]> => inspection.programsOnPath(name, ['--version'], env);
	const [copies, awsClis, [nodeOnPath]] = await Promise.all([find('ssoenv'), find('aws'), find('node')]);
	return { copies, awsClis, nodeOnPath };
}

/** Returns all facts. @param isOnline asks the endpoints, too */
export async function gatherFacts(isOnline: boolean, context: Context): Promise<Facts> {
	const { machine } = context;
	const inspection = await machine.inspection();
	const { version, engines, program, platform, architecture, node, user, isRoot } = inspection;
	const env = { ...machine.env };
	const home = machine.homeFolder();
	const files = fileFacts(context);
	const shell = shellInUse(context);
	const asked = { ...files, env };
	const [programs, shells, online] = await Promise.all([
		programFacts(inspection, env),
		shellFacts(shell, inspection, context),
		isOnline ? onlineFacts(asked, context) : undefined,
	]);
	return {
		...{ version, engines, program, platform, architecture, node, user, isRoot },
		...files,
		...programs,
		launchers: await launcherFacts(inspection, context),
		binProblem: env.SSOENV_BIN ? inspection.whyNotRunnable(env.SSOENV_BIN, env) : undefined,
		env,
		home,
		shell,
		shells,
		entries: inspection.entries(entryRequests(files.files, home, env)),
		staleLocks: inspection.staleLocks(),
		tokens: tokenFacts(files, context),
		certificates: certificateFacts({ config: files.config, env: ownEnvironment(env) }, inspection),
		clockSeconds: online === undefined ? clockOffset(context) : online.clockSeconds,
		endpoints: online?.endpoints,
		now: machine.now(),
	};
}
