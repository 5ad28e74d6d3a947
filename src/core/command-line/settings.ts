/**
 * The settings of ssoenv. They are environment variables, not a file, because both the shell layers and the program
 * read them.
 */

import { isRoleSessionName } from '../aws/identifiers.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';

/** Every variable that a person may set, with what it does: docs/configuration.md and the manual show them. */
export const settings = {
	SSOENV_SHELL:
		'shell to write code for without `--shell`: bash, zsh, sh, fish, powershell, nushell, elvish, xonsh or tcsh (default: the running shell)',
	SSOENV_TIMEOUT: 'longest time for one request to AWS, in seconds (default: 10)',
	SSOENV_LOGIN: 'what `use` does on a terminal when a sign-in is needed: `ask`, `auto` or `never` (default: `ask`)',
	SSOENV_DEVICE_CODE: '`1` signs in with a device code (default: only where no browser can open)',
	SSOENV_CALLBACK_PORT: 'port of 127.0.0.1 to which the browser returns after a sign-in (default: a free port)',
	SSOENV_BROWSER:
		'command that opens the browser of a sign-in and of `console`, such as `firefox -P work %s`; `%s` stands for the URL (default: `BROWSER`, else the default browser)',
	SSOENV_ROLE_SESSION_NAME:
		'session name of roles that a profile assumes without `role_session_name` (default: your user name in Identity Center)',
	SSOENV_JSON_ERRORS: '`1` prints an error as one line of JSON, for programs',
	SSOENV_GUARD:
		'names of guarded profiles, as patterns separated by spaces, such as `*prod* *live*`: `use` asks before it uses one, unless you add `--yes`',
	SSOENV_FAVORITES:
		'names of the profiles that the picker shows first, in this order, as patterns separated by spaces, such as `dev *-ReadOnly`',
	SSOENV_PAGER:
		'command that shows `list` and `accounts` where they are longer than the screen; empty for none (default: `AWS_PAGER`, else `PAGER`, else `less`)',
	SSOENV_KEEP:
		'`0` keeps role credentials out of all files: each `use` then asks AWS, and nothing is renewed in the background',
	SSOENV_SHELL_CACHE: 'older name of `SSOENV_KEEP`; `0` also turns off the list of names that Tab completes',
	SSOENV_PROMPT_FORMAT:
		'text for the prompt, made from `{profile}`, `{left}`, `{account}`, `{role}` and `{region}` (default: `{profile} {left}`)',
	SSOENV_COLOR_FRESH:
		'prompt color while the credentials are fresh, as the numbers of an `ESC[...m` sequence; empty for none, as in the other colors (default: `32`)',
	SSOENV_COLOR_SOON: 'prompt color when less time than `SSOENV_REFRESH_WINDOW` remains (default: `33`)',
	SSOENV_COLOR_OVER:
		'prompt color when the credentials have expired, or another program has changed them (default: `31`)',
	SSOENV_COLOR_GUARD: 'prompt color for guarded profiles (default: `1;37;41`)',
	SSOENV_REFRESH: '`0` turns off the renewal of credentials by the shell',
	SSOENV_REFRESH_WINDOW: 'time before expiry when the shell starts to renew credentials, in seconds (default: 900)',
	SSOENV_GUARD_MINUTES: 'minutes after which the shell drops the role of a guarded profile',
	SSOENV_DIRECTORIES:
		'`1` lets the file `.ssoenv` of a folder choose the profile, once you have allowed it with `ssoenv allow` (bash, zsh, fish and PowerShell)',
	SSOENV_PSVAR:
		'zsh only: the prompt uses four elements of `psvar`, and this is the index of the first (default: 7); like the colors, it is read only when the shell integration is loaded',
	SSOENV_BIN: 'program that the shell integration runs (default: `ssoenv` on `PATH`)',
	SSOENV_DEBUG: '`1` shows where in the program an error occurred, and no values',
} as const;

function wholeNumber(env: Environment, name: string, fallback: number, limits: readonly [number, number]): number {
	const value = env[name];
	if (value === undefined || value === '') return fallback;
	const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
	if (number >= limits[0] && number <= limits[1]) return number;
	throw failures.settingInvalid({ name, value, expected: `a whole number from ${limits[0]} to ${limits[1]}` });
}

/**
 * Returns the longest time for one request, in milliseconds.
 * @throws Failure `setting-invalid`
 */
export const timeoutMs = (env: Environment): number => wholeNumber(env, 'SSOENV_TIMEOUT', 10, [1, 600]) * 1000;

/** The most attempts that are made: more would keep a shell waiting for a service that is down. */
const MAX_ATTEMPTS = 10;

/**
 * Returns how often a request is tried, from the AWS CLI's own variable, with its default.
 * @throws Failure `setting-invalid`
 */
export const maxAttempts = (env: Environment): number =>
	Math.min(wholeNumber(env, 'AWS_MAX_ATTEMPTS', 3, [1, 1_000_000]), MAX_ATTEMPTS);

/**
 * Returns the session name that `SSOENV_ROLE_SESSION_NAME` sets; undefined if it is empty or not set.
 * @throws Failure `setting-invalid`
 */
export function roleSessionName(env: Environment): string | undefined {
	const { SSOENV_ROLE_SESSION_NAME: value } = env;
	if (value === undefined || value === '') return undefined;
	if (isRoleSessionName(value)) return value;
	const expected = '2 to 64 letters, digits or characters of _+=,.@-';
	throw failures.settingInvalid({ name: 'SSOENV_ROLE_SESSION_NAME', value, expected });
}

/** What `use` does when a sign-in is needed. */
export type LoginMode = 'ask' | 'auto' | 'never';

const isLoginMode = (value: string): value is LoginMode => ['ask', 'auto', 'never'].includes(value);

/**
 * Returns the mode that `SSOENV_LOGIN` sets.
 * @throws Failure `setting-invalid`
 */
export function loginMode(env: Environment): LoginMode {
	const value = env.SSOENV_LOGIN;
	if (value === undefined || value === '') return 'ask';
	if (isLoginMode(value)) return value;
	throw failures.settingInvalid({ name: 'SSOENV_LOGIN', value, expected: 'ask, auto or never' });
}
