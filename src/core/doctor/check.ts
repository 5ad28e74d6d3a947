/** The form of one check of `doctor`. */
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

/** The groups, in the order of the report. */
export const checkGroups = {
	program: 'program',
	shell: 'shells',
	config: 'config files',
	tools: 'what AWS tools read differently',
	environment: 'environment',
	files: 'files and folders',
	'aws-cli': 'AWS CLI',
	network: 'network',
} as const;

type CheckGroup = keyof typeof checkGroups;

export interface Check {
	readonly id: string;
	readonly group: CheckGroup;
	/** What it looks for, to follow "looks for". */
	readonly about: string;
	readonly findings: (facts: Facts) => readonly Finding[];
}
