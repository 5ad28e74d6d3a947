/** The goal of each row. A missed goal is not a failure: machines differ, and the benchmark asserts nothing. */
import { type Row, ratio } from './rows.ts';

interface Goal {
	readonly rows: RegExp;
	/** Ratio to `node -e 0` (of the launcher to `sh -c :`), or the count itself for a count. */
	readonly atMost: number;
}

const GOALS: readonly Goal[] = [
	{ rows: /^use, warm(?:, shell found by itself|, a role of another role)?$/, atMost: 1.15 },
	{ rows: /^use, cold: one request/, atMost: 1.7 },
	{ rows: /^single file: use, warm$/, atMost: 0.55 },
	{ rows: /^single file: use, cold: one request/, atMost: 0.9 },
	{ rows: /^use, cold: (?:requests|connections)$/, atMost: 1 },
	{ rows: /^(?:(?:use )?--help|list|status|export --format env)$/, atMost: 1.5 },
	{ rows: /^launcher: (?:use|export(?: --format env)?), warm$/, atMost: 1.5 },
	{ rows: /^launcher: exec dev -- true, warm$/, atMost: 2.2 },
	{ rows: /^memory: use, warm$/, atMost: 1.3 },
	// The first calls, which .NET compiles, are listed without a goal.
	{ rows: /^(?:bash|zsh|pwsh): use, (?!.*first)/, atMost: 0.01 },
	{ rows: /^fish: use, /, atMost: 0.02 },
	{ rows: /: hook, no role(?:, folders choose)?$/, atMost: 0.001 },
	{ rows: /^(?:bash|zsh|fish): hook, role active$/, atMost: 0.005 },
	{ rows: /^pwsh: hook, role active$/, atMost: 0.003 },
	{ rows: /^(?:bash|zsh|fish): start, with less without$/, atMost: 0.03 },
	// Without a list of names, the shell parses the config files: that has no goal.
	{ rows: /: Tab, 10000 profiles(?!.*parsed)/, atMost: 0.5 },
];

export interface Verdict {
	readonly atMost: number;
	readonly isMet: boolean;
}

/** Returns undefined for a row without a goal. */
export function verdict(row: Row): Verdict | undefined {
	const goal = GOALS.find(({ rows }) => rows.test(row.name));
	return goal === undefined ? undefined : { atMost: goal.atMost, isMet: ratio(row).median <= goal.atMost };
}

/** Returns the goals without a row: for a shell that is not installed, or because a row was renamed. */
export const unanswered = (rows: readonly Row[]): readonly string[] =>
	GOALS.filter((goal) => !rows.some(({ name }) => goal.rows.test(name))).map(({ rows: { source } }) => source);
