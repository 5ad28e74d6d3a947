/** Draws how much of a time is left, in the colors of the prompt. */

import type { Environment } from '../machine/environment.ts';
import { isGuarded } from '../shell/guard.ts';
import type { Life } from './status-row.ts';

/** For what has no known beginning: the shortest of these that fits counts as the whole. In seconds, as AWS grants them. */
const USUAL_SECONDS = [1, 4, 8, 12, 24, 7 * 24, 30 * 24, 90 * 24].map((hours) => hours * 3600);

/** As in the shell layers, in seconds. */
const USUAL_WINDOW = '900';

/** What draws a bar: characters for what is left and for what is gone, and colors. */
export interface BarStyle {
	readonly full: string;
	readonly empty: string;
	/** Returns the text in the color for a time. */
	readonly paint: (text: string, life: Life) => string;
}

/** Returns whether the terminal shows UTF-8, by the rules of setlocale(3); Windows Terminal does without them. */
function showsUtf8({ LC_ALL, LC_CTYPE, LANG, WT_SESSION }: Environment): boolean {
	return WT_SESSION !== undefined || /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}

/** Returns the numbers of the color for a time; empty for none. */
function colorOf({ time: { secondsLeft }, profile }: Life, env: Environment): string {
	const window = env.SSOENV_REFRESH_WINDOW ?? USUAL_WINDOW;
	if (secondsLeft <= 0) return env.SSOENV_COLOR_OVER ?? '31';
	if (profile !== undefined && isGuarded(env.SSOENV_GUARD, profile)) return env.SSOENV_COLOR_GUARD ?? '1;37;41';
	if (secondsLeft < Number(/^\d+$/.test(window) ? window : USUAL_WINDOW)) return env.SSOENV_COLOR_SOON ?? '33';
	return env.SSOENV_COLOR_FRESH ?? '32';
}

/** Returns the style of bars, from the settings of the prompt. */
export function barStyle(env: Environment): BarStyle {
	const isPlain = Boolean(env.NO_COLOR) || env.TERM === 'dumb';
	const paint = (text: string, life: Life): string => {
		const color = isPlain ? '' : colorOf(life, env);
		return /^[\d;]+$/.test(color) ? `\x1b[${color}m${text}\x1b[0m` : text;
	};
	return showsUtf8(env) ? { full: '█', empty: '░', paint } : { full: '#', empty: '.', paint };
}

/**
 * Returns a bar.
 * @param age of what lasts so long, in seconds; undefined if it is not known
 */
export function timeBar(life: Life, age: number | undefined, width: number, { full, empty, paint }: BarStyle): string {
	const { secondsLeft } = life.time;
	const whole =
		age !== undefined && age >= 0 ? secondsLeft + age : (USUAL_SECONDS.find((s) => s >= secondsLeft) ?? secondsLeft);
	const share = secondsLeft <= 0 ? 0 : secondsLeft / whole;
	// What is not over yet shows.
	const filled = secondsLeft <= 0 ? 0 : Math.max(1, Math.round(share * width));
	return paint(full.repeat(filled) + empty.repeat(width - filled), life);
}
