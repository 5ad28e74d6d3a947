/** What each row should come down to. A goal that is missed is no failure: machines differ, and nothing is asserted here. */
import { type Row, ratio } from './rows.ts';

interface Goal {
	readonly rows: RegExp;
	/** Ratio to `node -e 0`; of what is counted, the count. */
	readonly atMost: number;
}

const GOALS: readonly Goal[] = [
	{ rows: /^use, warm(?:, shell found by itself)?$/, atMost: 1.15 },
	{ rows: /^use, cold: one request/, atMost: 1.7 },
	{ rows: /^use, cold: (?:requests|connections)$/, atMost: 1 },
	{ rows: /^(?:(?:use )?--help|list|status|export --format env)$/, atMost: 1.5 },
	{ rows: /^memory: use, warm$/, atMost: 1.3 },
	// The first calls, which .NET compiles, are stated and have no goal.
	{ rows: /^(?:bash|zsh|pwsh): use, (?!.*first)/, atMost: 0.01 },
	{ rows: /^fish: use, /, atMost: 0.02 },
	{ rows: /: hook, no role$/, atMost: 0.001 },
	{ rows: /^(?:bash|zsh|fish): hook, role active$/, atMost: 0.005 },
	{ rows: /^pwsh: hook, role active$/, atMost: 0.003 },
	{ rows: /^(?:bash|zsh|fish): start, with less without$/, atMost: 0.03 },
	// Where there is no list, the shell reads the config files itself: that has no goal.
	{ rows: /: Tab, 10000 profiles(?!.*parsed)/, atMost: 0.5 },
];

export interface Verdict {
	readonly atMost: number;
	readonly isMet: boolean;
}

/** Undefined for a row that has no goal. */
export function verdict(row: Row): Verdict | undefined {
	const goal = GOALS.find(({ rows }) => rows.test(row.name));
	return goal === undefined ? undefined : { atMost: goal.atMost, isMet: ratio(row).median <= goal.atMost };
}

/** Goals that no row answers to: of a shell that is not here, or because somebody gave a row another name. */
export const unanswered = (rows: readonly Row[]): readonly string[] =>
	GOALS.filter((goal) => !rows.some(({ name }) => goal.rows.test(name))).map(({ rows: { source } }) => source);
