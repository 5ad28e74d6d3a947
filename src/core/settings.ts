/** The settings that ssoenv takes from variables. Shell and core both read them, so they are variables and not a file. */
import type { Environment } from './environment.ts';
import { failures } from './failures.ts';

/** Every variable that a person may set, with what it does: the README's table is made from it. */
export const settings = {
	SSOENV_SHELL: 'the shell to write for, where `--shell` is not given: bash, zsh, sh, fish or powershell',
	SSOENV_TIMEOUT: 'seconds that one request to AWS may take (default 10)',
	SSOENV_LOGIN: 'what `use` does on a terminal when a sign-in is needed: `ask` (default), `auto` or `never`',
	SSOENV_JSON_ERRORS: '`1` tells failures as one line of JSON, for programs',
	SSOENV_DEBUG: '`1` shows where in the program a failure arose, without any values',
} as const;

function wholeNumber(env: Environment, name: string, fallback: number, limits: readonly [number, number]): number {
	const value = env[name];
	if (value === undefined || value === '') return fallback;
	const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
	if (number >= limits[0] && number <= limits[1]) return number;
	throw failures.settingInvalid({ name, value, expected: `a whole number from ${limits[0]} to ${limits[1]}` });
}

/** Longest time for one request. @throws Failure `setting-invalid` */
export const timeoutMs = (env: Environment): number => wholeNumber(env, 'SSOENV_TIMEOUT', 10, [1, 600]) * 1000;

/** More attempts than this would keep a shell waiting for a service that is down. */
const MAX_ATTEMPTS = 10;

/** How often a request is tried: the AWS CLI's own variable and default. @throws Failure `setting-invalid` */
export const maxAttempts = (env: Environment): number =>
	Math.min(wholeNumber(env, 'AWS_MAX_ATTEMPTS', 3, [1, 1_000_000]), MAX_ATTEMPTS);

/** What `use` does when a sign-in is needed. */
export type LoginMode = 'ask' | 'auto' | 'never';

const isLoginMode = (value: string): value is LoginMode => ['ask', 'auto', 'never'].includes(value);

/** @throws Failure `setting-invalid` */
export function loginMode(env: Environment): LoginMode {
	const value = env.SSOENV_LOGIN;
	if (value === undefined || value === '') return 'ask';
	if (isLoginMode(value)) return value;
	throw failures.settingInvalid({ name: 'SSOENV_LOGIN', value, expected: 'ask, auto or never' });
}
