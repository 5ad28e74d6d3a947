/** A world for flows and commands: a clock that stands still, and everything that was said and written, for asserting on. */
import { table } from '../../src/adapters/table.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { SharedConfig } from '../../src/core/shared-config.ts';
import type { Shell } from '../../src/core/syntaxes.ts';
import type { Context } from '../../src/ports.ts';
import { type MemoryCache, memoryCache } from './memory-cache.ts';
import { CONFIG_PATH, NOW, sampleConfig } from './sample.ts';
import { type PortalScript, type ScriptedPortal, scriptedPortal } from './scripted-portal.ts';

export interface World {
	readonly env?: Environment;
	readonly config?: SharedConfig;
	/** Thrown when the config files are read. */
	readonly configError?: Error;
	readonly tokens?: Readonly<Record<string, string>>;
	readonly credentials?: Readonly<Record<string, string>>;
	readonly isCacheBroken?: boolean;
	readonly portal?: PortalScript;
	readonly stdoutIsTerminal?: boolean;
	readonly stderrIsTerminal?: boolean;
	readonly runningShell?: Shell | undefined;
}

export interface FakeContext {
	readonly context: Context;
	/** Whole outputs for programs and shells. */
	readonly stdout: readonly string[];
	/** Lines told to the person, and whole texts of our own. */
	readonly stderr: readonly string[];
	readonly accessTokens: MemoryCache;
	readonly roleCredentials: MemoryCache;
	readonly portal: ScriptedPortal;
}

export function fakeContext(world: World = {}): FakeContext {
	const stdout: string[] = [];
	const stderr: string[] = [];
	const accessTokens = memoryCache('/home/me/.aws/sso/cache', world.tokens);
	const roleCredentials = memoryCache('/home/me/.aws/cli/cache', world.credentials, world.isCacheBroken);
	const portal = scriptedPortal(world.portal);
	const context: Context = {
		env: world.env ?? {},
		now: () => NOW,
		stdout: (text) => stdout.push(text),
		stderr: (text) => stderr.push(text),
		stdoutIsTerminal: () => world.stdoutIsTerminal ?? false,
		stderrIsTerminal: () => world.stderrIsTerminal ?? false,
		say: (line) => stderr.push(line),
		loadConfig: () => {
			if (world.configError !== undefined) throw world.configError;
			return { config: world.config ?? sampleConfig, path: CONFIG_PATH };
		},
		accessTokens,
		roleCredentials,
		portal: portal.open,
		table: async (rows) => table(rows),
		runningShell: () => ('runningShell' in world ? world.runningShell : 'bash'),
	};
	return { context, stdout, stderr, accessTokens, roleCredentials, portal };
}
