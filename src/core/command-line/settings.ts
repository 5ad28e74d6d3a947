/** The settings that ssoenv takes from variables. Shell and core both read them, so they are variables and not a file. */

import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';

/** Every variable that a person may set, with what it does: the README's table is made from it. */
export const settings = {
	SSOENV_SHELL: 'the shell to write for, where `--shell` is not given: bash, zsh, sh, fish or powershell',
	SSOENV_TIMEOUT: 'seconds that one request to AWS may take (default 10)',
	SSOENV_LOGIN: 'what `use` does on a terminal when a sign-in is needed: `ask` (default), `auto` or `never`',
	SSOENV_JSON_ERRORS: '`1` tells failures as one line of JSON, for programs',
	SSOENV_PROMPT_FORMAT: 'the text for prompts: `{profile} {left}` unless set; also `{account}`, `{role}`, `{region}`',
	SSOENV_COLOR_FRESH: 'its colour, as the numbers of `ESC[…m` (default `32`; empty for none, as with `NO_COLOR`)',
	SSOENV_COLOR_SOON: 'the same with less than that window left (default `33`)',
	SSOENV_COLOR_OVER: 'the same once it is over, or changed by others (default `31`)',
	SSOENV_COLOR_GUARD: 'the same for guarded profiles (default `1;37;41`)',
	SSOENV_REFRESH: '`0`: the shell renews nothing by itself',
	SSOENV_REFRESH_WINDOW: 'seconds before the end at which the shell looks for new credentials (default 900)',
	SSOENV_GUARD:
		'patterns, separated by blanks, of profiles that stand out and are entered only on a yes, or with `--yes`: `*prod* *live*`',
	SSOENV_GUARD_MINUTES: 'minutes after which the shell leaves such a profile by itself',
	SSOENV_SHELL_CACHE: '`0`: the shell reads no copies; each `use` then asks the program',
	SSOENV_PSVAR:
		'zsh: the first of four elements of `psvar` for the prompt (default 7); like the colours read when the layer is',
	SSOENV_BIN: 'the program for the shell layer, where it is not `ssoenv` on PATH',
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
