/** Bars of time: their length, their color, their characters. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Environment } from '../../../src/core/machine/environment.ts';
import type { Life } from '../../../src/core/status/status-row.ts';
import { barStyle, timeBar } from '../../../src/core/status/time-bar.ts';

const life = (secondsLeft: number, profile?: string): Life => ({
	time: { expiresAt: '2026-11-21T11:00:00Z', secondsLeft },
	file: undefined,
	profile,
});
const bar = (secondsLeft: number, age: number | undefined, env: Environment = { NO_COLOR: '1' }, profile?: string) =>
	timeBar(life(secondsLeft, profile), age, 8, barStyle(env));

const lengths: readonly (readonly [secondsLeft: number, age: number | undefined, bar: string])[] = [
	[3600, 0, '########'],
	[1800, 1800, '####....'],
	[900, 2700, '##......'],
	[1, 3599, '#.......'],
	[0, 3600, '........'],
	[-60, 3660, '........'],
	// Without an age, and with one that cannot be: an hour, 4, 8, 12, a day, a week, 30 and 90 days.
	[1800, undefined, '####....'],
	[1800, -5, '####....'],
	[2 * 3600, undefined, '####....'],
	[6 * 3600, undefined, '######..'],
	[45 * 86_400, undefined, '####....'],
	[1000 * 86_400, undefined, '########'],
];
for (const [secondsLeft, age, expected] of lengths) {
	test(`${secondsLeft} s left, ${age ?? 'no'} s old: ${expected}`, () => assert.is(bar(secondsLeft, age), expected));
}

/** The numbers of the color. */
const colors: readonly (readonly [
	name: string,
	color: string,
	secondsLeft: number,
	env: Environment,
	profile?: string,
])[] = [
	['fresh', '32', 900, {}],
	['soon', '33', 899, {}],
	['over', '31', 0, {}],
	['a window of its own', '33', 1799, { SSOENV_REFRESH_WINDOW: '1800' }],
	['a window that is no number', '32', 900, { SSOENV_REFRESH_WINDOW: '1e9' }],
	['a guarded profile', '1;37;41', 900, { SSOENV_GUARD: 'x prod*' }, 'prod-1'],
	['a guarded profile that is over', '31', 0, { SSOENV_GUARD: 'prod*' }, 'prod-1'],
	['a sign-in is not guarded', '32', 900, { SSOENV_GUARD: '*' }],
	['own colors: fresh', '35', 900, { SSOENV_COLOR_FRESH: '35' }],
	['own colors: soon', '1;36', 10, { SSOENV_COLOR_SOON: '1;36' }],
	['own colors: over', '2', 0, { SSOENV_COLOR_OVER: '2' }],
	['own colors: guarded', '7', 900, { SSOENV_GUARD: 'dev', SSOENV_COLOR_GUARD: '7' }, 'dev'],
	['an empty color', '', 10, { SSOENV_COLOR_SOON: '' }],
	['a color that is not numbers', '', 900, { SSOENV_COLOR_FRESH: '1m\u001b]0;x\u0007' }],
	['an empty color for fresh ones', '', 900, { SSOENV_COLOR_FRESH: '' }],
	['an empty color for fresh ones, which leaves the others', '33', 10, { SSOENV_COLOR_FRESH: '' }],
	['NO_COLOR', '', 900, { NO_COLOR: '1' }],
	['an empty NO_COLOR', '32', 900, { NO_COLOR: '' }],
	['TERM=dumb', '', 900, { TERM: 'dumb' }],
];
for (const [name, color, secondsLeft, env, profile] of colors) {
	test(`color: ${name}`, () => {
		const painted = bar(secondsLeft, undefined, env, profile);
		const plain = bar(secondsLeft, undefined, { NO_COLOR: '1' });
		assert.is(painted, color === '' ? plain : `\u001b[${color}m${plain}\u001b[0m`);
	});
}

const characters: readonly (readonly [env: Environment, bar: string])[] = [
	[{ LANG: 'de_DE.UTF-8' }, '████░░░░'],
	[{ LC_ALL: 'C.utf8', LANG: 'C' }, '████░░░░'],
	[{ LC_ALL: '', LC_CTYPE: 'C.UTF-8' }, '████░░░░'],
	[{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, '####....'],
	[{ WT_SESSION: 'x' }, '████░░░░'],
	[{}, '####....'],
];
for (const [env, expected] of characters) {
	test(`characters: ${JSON.stringify(env)}`, () =>
		assert.is(bar(1800, undefined, { NO_COLOR: '1', ...env }), expected));
}

test.run();
