/** Decides whether this machine has a browser that can reach a server on its loopback address. */
import type { Environment } from './environment.ts';

/** Facts about the machine that the environment does not show. */
export interface BrowserHints {
	readonly platform: string;
	readonly isContainer: boolean;
	readonly isWsl: boolean;
	/** True if a setting or `BROWSER` names a program that exists. */
	readonly hasBrowser: boolean;
}

const isSet = (env: Environment, ...names: readonly string[]): boolean => names.some((name) => Boolean(env[name]));

/** Returns why there is no usable browser, in words that follow "device code, because"; undefined if there is one. */
export function headlessReason(env: Environment, machine: BrowserHints): string | undefined {
	// Such a command says how to open one; remote editors set BROWSER and also forward the loopback port. If BROWSER names
	// no existing program, it may come from the environment of another machine.
	if (machine.hasBrowser) return undefined;
	if (isSet(env, 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT')) return 'this is an SSH session';
	if (isSet(env, 'CI')) return 'this is a CI job';
	if (isSet(env, 'CODESPACES', 'CLOUD_SHELL', 'GITPOD_WORKSPACE_ID') || env.AWS_EXECUTION_ENV === 'CloudShell') {
		return 'this is a cloud shell';
	}
	if (machine.isContainer) return 'this is a container';
	if (machine.isWsl) return 'the browser of Windows cannot reach this machine';
	const hasDisplay = machine.platform !== 'linux' || isSet(env, 'DISPLAY', 'WAYLAND_DISPLAY');
	return hasDisplay ? undefined : 'there is no display';
}
