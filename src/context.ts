/**
 * Connects the adapters to the ports, slow ones on first use. Only this file, cli.ts and start/ read the environment.
 */
import { dirname, join } from 'node:path';
import { configPath, credentialsPath, homeFolder, loadConfigFiles } from './adapters/config/config-files.ts';
import { isBelowDirectoryFile } from './adapters/directory/signs.ts';
import { sha1Hex } from './adapters/files/digest.ts';
import { changedAt, fileCache } from './adapters/files/file-cache.ts';
import { sleep } from './adapters/machine/pause.ts';
import { ancestors } from './adapters/machine/processes.ts';
import { shellCopies } from './adapters/shell/shell-copies.ts';
import { say } from './adapters/terminal/terminal.ts';
import { terminalPort } from './adapters/terminal/terminal-port.ts';
import type { ClockOffset } from './core/aws/clock-offset.ts';
import { maxAttempts, timeoutMs } from './core/command-line/settings.ts';
import type { Failure } from './core/failure/failure.ts';
import { cacheFolder, type Environment } from './core/machine/environment.ts';
import { LAUNCHED, LEAVES, RENEWS } from './core/machine/starter.ts';
import { WINDOWS } from './core/machine/system.ts';
import type { ServiceAddress } from './core/profile/endpoints.ts';
import { shellAmong, shellOnWindows } from './core/shell/running-shell.ts';
import type { Shell } from './core/shell/syntaxes.ts';
import { notedClock } from './flows/aws/noted-clock.ts';
import type { clockWatch } from './flows/credentials/clock-offset.ts';
import type { Context, Ports } from './ports/context.ts';
import type { Files } from './ports/files.ts';
import type { Machine } from './ports/machine.ts';
import type { Services } from './ports/services.ts';

/** When the machine booted, in epoch seconds: the steady clock of Node counts from then. */
const startedAt = (): number => Math.round(Date.now() / 1000 - Number(process.hrtime.bigint()) / 1e9);

const ownFolder = (env: Environment): string => cacheFolder(env, () => homeFolder(env));

function runningShell(env: Environment): Shell | undefined {
	if (process.platform === WINDOWS) return shellOnWindows(env);
	return shellAmong(ancestors(process.ppid), env.npm_command === 'exec');
}

function machinePort(env: Environment, starter: Pick<Machine, 'isLaunched' | 'isRenewal' | 'isLeavingShell'>): Machine {
	return {
		env,
		digestOf: sha1Hex,
		homeFolder: () => homeFolder(env),
		now: Date.now,
		startedAt,
		sleep,
		singleFlight: async (name, shared) => {
			const lock = await import('./adapters/lock/lock.ts');
			return lock.singleFlight(join(ownFolder(env), 'locks'), name, shared, say);
		},
		runningShell: () => runningShell(env),
		system: process.platform,
		...starter,
		programs: async () =>
			(await import('./adapters/exec/programs.ts')).programs(ownFolder(env), {
				base: dirname(ownFolder(env)),
				kind: 'own',
			}),
		beforeSignalEnds: async (work) => (await import('./adapters/exec/before-signal-ends.ts')).beforeSignalEnds(work),
		endpoint: async () => (await import('./adapters/exec/endpoint.ts')).endpoint,
		inspection: async () => (await import('./adapters/doctor/inspection.ts')).inspection(() => ownFolder(env)),
	};
}

/** Returns the port to the folders that AWS tools share and to those of ssoenv. */
function filesPort(env: Environment, { singleFlight }: Machine): Files {
	const cachePath = (name: string) => () => join(ownFolder(env), name);
	const cachePlace = () => ({ base: dirname(ownFolder(env)), kind: 'own' }) as const;
	const notes = fileCache(cachePath('notes'), cachePlace);
	const warnings = () => import('./flows/profile/folder-warnings.ts');
	const onGroupWritable = async (folder: string) => (await warnings()).warnOfGroup(folder, { notes, say });
	const onRefused = async (failure: Failure) => (await warnings()).warnOnce(failure, { say });
	const sharedPlace = () => ({ base: homeFolder(env), kind: 'shared', onGroupWritable }) as const;
	const shared = (tool: string) => fileCache(() => join(homeFolder(env), '.aws', tool, 'cache'), sharedPlace);
	return {
		loadConfig: (warn = say) => loadConfigFiles(env, warn),
		configFile: async () =>
			(await import('./adapters/config/config-writer.ts')).configFile(configPath(env), singleFlight),
		credentialsFile: async (path = credentialsPath(env)) =>
			(await import('./adapters/config/credentials-writer.ts')).credentialsFile(path, singleFlight),
		accessTokens: shared('sso'),
		roleCredentials: shared('cli'),
		notes,
		history: fileCache(cachePath('history'), cachePlace),
		discoveries: async () =>
			(await import('./adapters/files/discoveries.ts')).discoveries(cachePath('discoveries')(), cachePlace()),
		shellCopies: shellCopies(cachePath('shell'), cachePlace, onRefused),
		isBelowDirectoryFile: () => isBelowDirectoryFile(env),
		directories: async () => (await loading.directories()).directories(env, cachePath('directories')(), cachePlace()),
		shellFiles: async () => (await import('./adapters/shell/shell-files.ts')).shellFiles,
		launcherFile: async () => (await import('./adapters/shell/launcher-file.ts')).launcherFile,
		jobFile: async () => (await import('./adapters/files/job-file.ts')).jobFile,
		writtenAt: changedAt,
		readOwnFile: async (path) => (await import('./adapters/files/own-file.ts')).readOwnFile(path),
		parseYaml: async () => (await import('./adapters/config/yaml.ts')).parseYaml,
	};
}

const loading = {
	portal: () => import('./adapters/aws/portal.ts'),
	oidc: () => import('./adapters/aws/sdk-oidc.ts'),
	sts: () => import('./adapters/aws/sts.ts'),
	signIn: () => import('./adapters/sign-in/sign-in-ports.ts'),
	sources: () => import('./adapters/credentials/sources.ts'),
	directories: () => import('./adapters/directory/directories.ts'),
};

/** Returns the port to the services. All of them share one watch on the clock, so that the person is warned once. */
function servicesPort(env: NodeJS.ProcessEnv, ports: Ports<'terminal' | 'files' | 'machine'>): Services {
	let watch: ReturnType<typeof clockWatch> | undefined;
	let clock: ClockOffset | undefined;
	const service = async (ssoRegion: string, address: ServiceAddress) => {
		// Without this the AWS SDK prints six lines about the version of Node on stderr.
		env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
		if (env.NODE_DEBUG && watch === undefined) (await import('./adapters/machine/node-debug.ts')).hideNodeDebug();
		const { clockWatch: watchOf } = await import('./flows/credentials/clock-offset.ts');
		if (watch === undefined) {
			watch = watchOf(ports);
			clock = notedClock(ports);
		}
		const measure = watch;
		const onServerTime = (time: number, sentAt: number) => {
			clock = measure(time, sentAt);
			return clock;
		};
		const limits = { timeoutMs: timeoutMs(env), maxAttempts: maxAttempts(env) };
		return { ssoRegion, address, env, now: Date.now, onServerTime, clock: () => clock, ...limits };
	};
	return {
		portal: async (ssoRegion, address) => {
			const options = await service(ssoRegion, address);
			return (await loading.portal()).createPortal(options);
		},
		oidc: async (ssoRegion, address) => {
			const options = await service(ssoRegion, address);
			return (await loading.oidc()).createSdkOidc(options);
		},
		sts: async (region, address) => {
			const options = await service(region, address);
			return (await loading.sts()).createSts(options);
		},
		redirectOf: async (startUrl, address) => {
			const { redirectOf } = await import('./adapters/aws/start-page.ts');
			return redirectOf(startUrl, { address, env, timeoutMs: timeoutMs(env) });
		},
		reach: async (url, address) => {
			const { reach } = await import('./adapters/aws/reach.ts');
			return reach(url, { address, env, timeoutMs: timeoutMs(env) });
		},
		signIn: async () => (await loading.signIn()).signInPorts(env),
		sources: async () => (await loading.sources()).sources(env),
		console: async () => {
			const { consolePorts } = await import('./adapters/exec/console-ports.ts');
			return consolePorts(
				(address) => service('', address),
				() => join(ownFolder(env), 'console'),
			);
		},
		load: (part) => loading[part](),
	};
}

/** Returns all ports of this process. */
export function createContext(): Context {
	const { env } = process;
	const starter = {
		isLaunched: env[LAUNCHED] !== undefined,
		isRenewal: env[RENEWS] !== undefined,
		isLeavingShell: env[LEAVES] !== undefined,
	};
	// Programs that this one starts have another starter.
	for (const name of [LAUNCHED, RENEWS, LEAVES]) delete env[name];
	const machine = machinePort(env, starter);
	const terminal = terminalPort(env, () => import('./adapters/picker/picker.ts'));
	const files = filesPort(env, machine);
	return { terminal, files, services: servicesPort(env, { terminal, files, machine }), machine };
}
