/** Wires the adapters to the ports, once: with cli.ts the only file that touches `process`. Costly adapters are loaded when first used. */
import { join } from 'node:path';
import { homeFolder, loadConfigFiles } from './adapters/config-files.ts';
import { fileCache } from './adapters/file-cache.ts';
import { ancestors } from './adapters/processes.ts';
import { say, stderr, stderrIsTerminal, stdout, stdoutIsTerminal } from './adapters/terminal.ts';
import { shellAmong } from './core/running-shell.ts';
import { maxAttempts, timeoutMs } from './core/settings.ts';
import type { Context } from './ports.ts';

export function createContext(): Context {
	const { env } = process;
	const cache = (tool: string) => fileCache(() => join(homeFolder(env), '.aws', tool, 'cache'));
	return {
		env,
		now: Date.now,
		stdout,
		stderr,
		say,
		stdoutIsTerminal,
		stderrIsTerminal,
		loadConfig: () => loadConfigFiles(env, say),
		accessTokens: cache('sso'),
		roleCredentials: cache('cli'),
		portal: async (ssoRegion, address) => {
			const limits = { timeoutMs: timeoutMs(env), maxAttempts: maxAttempts(env) };
			// The SDK prints six lines about the Node version on stderr otherwise.
			env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
			const { createPortal } = await import('./adapters/identity-center.ts');
			return createPortal({ ssoRegion, address, now: Date.now, ...limits });
		},
		table: async (rows) => (await import('./adapters/table.ts')).table(rows),
		runningShell: () =>
			process.platform === 'win32'
				? env.MSYSTEM === undefined
					? 'powershell'
					: 'bash'
				: shellAmong(ancestors(process.ppid), env.npm_command === 'exec'),
	};
}
