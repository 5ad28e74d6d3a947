/** Whether a browser on this machine can be expected, and reach a server on its loopback address. */
import type { Environment } from './environment.ts';

/** What the machine itself tells. */
export interface BrowserHints {
	readonly platform: string;
	readonly isContainer: boolean;
	readonly isWsl: boolean;
	/** Whether `BROWSER` names a program that is there. */
	readonly hasBrowser: boolean;
}

const isSet = (env: Environment, ...names: readonly string[]): boolean => names.some((name) => Boolean(env[name]));

/** Why no browser can be expected here, in words that follow "device code, because"; undefined when one can. */
export function headlessReason(env: Environment, machine: BrowserHints): string | undefined {
	// BROWSER says how to open one; remote editors set it and forward the loopback port as well. Where it names nothing, it may have
	// come along with the environment of another machine.
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
