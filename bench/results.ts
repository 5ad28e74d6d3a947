/** Writes the results into RESULTS.md, and the chart beside the other pictures. */
import { writeFileSync } from 'node:fs';
import { drawChart } from './chart.ts';
import type { Profile, Share } from './profile.ts';
import type { Row } from './rows.ts';
import { stepsText } from './shell-steps.ts';
import { markdownTable, markdownTables } from './table.ts';

export interface Results {
	readonly rows: readonly Row[];
	/** What was left out, and why. */
	readonly notes: readonly string[];
	readonly profile: Profile | undefined;
	readonly facts: readonly (readonly [string, string])[];
}

const HOW = `## How it is measured

\`npm run bench\` builds the program and does all of this against a fake IAM Identity Center on loopback, in homes of its own.

- A ratio is the median of a row against the median of \`node -e 0\` on the same machine in the same minutes. What is compared takes turns, in
  another order each time, so that whatever else the machine does hits all alike. The middle half is that of the ratio; \`least\` is the quickest
  run against the quickest.
- Commands: from the start of the process to its end, with its output read through a pipe. A cold \`use\` makes its request on loopback,
  so that no network is in the figure.
- Memory: the most that was resident at one time, as the kernel counts it.
- In the shell: by the shell's own clock, many calls to a sample; \`node -e 0\` is timed before, between and after. A start is that of an interactive
  shell which loads the layer, less that of one which does not; the pairs are many because the difference is small.
  Tab: \`list\` reads the list that the program keeps, \`parsed\` the config files where that list is old.
- Other tools: in a home of their own with no network but loopback, at the job that comes nearest, as it is written in the row. What they do
  is not the same job: it is what somebody waits for.
- A goal that is missed is no failure of the run: machines differ. Tests assert no time; \`test/build/\` holds what can be counted.
`;

const milliseconds = (value: number): string => value.toFixed(2);

function shares(heading: string, all: readonly Share[]): string {
	const total = { name: 'all', use: 0, node: 0 };
	for (const { use, node } of all) {
		total.use += use;
		total.node += node;
	}
	const lines = [...all, total].map(({ name, use, node }) => [name, ...[use, node, use - node].map(milliseconds)]);
	return markdownTable([heading, 'use, warm', 'node -e 0', 'more'], lines);
}

export function profileText({ stages, kinds, parts }: Profile): string {
	return `## Where the time of a warm \`use\` goes

Milliseconds. The stages are medians, the parts means under V8's profiler, which itself slows down what it looks at: read them as shares.

${shares('stage', stages)}
${shares('whose code ran', kinds)}
${shares('what ran', parts)}`;
}

function markdown({ rows, notes, profile, facts }: Results): string {
	return [
		'# Benchmark',
		'Made by `npm run bench`; not to be edited.',
		facts.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
		'![The same as a chart](../docs/bench.svg)',
		markdownTables(rows).trimEnd(),
		notes.map((note) => `- ${note}`).join('\n'),
		profile === undefined ? '' : profileText(profile).trimEnd(),
		stepsText(rows).trimEnd(),
		HOW,
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

export function writeResults(results: Results): void {
	writeFileSync(new URL('RESULTS.md', import.meta.url), markdown(results));
	writeFileSync(new URL('../docs/bench.svg', import.meta.url), drawChart(results.rows));
}
