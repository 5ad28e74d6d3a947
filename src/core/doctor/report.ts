/** The report of `doctor`, for people and for programs. */
import { asciiJson } from '../text/json.ts';
import { printable } from '../text/printable.ts';
import { checkGroups } from './check.ts';
import { type CheckedFinding, checks } from './checks.ts';
import { type Finding, stepText } from './finding.ts';

/** The most findings of one check that people are shown. */
const MOST = 5;

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

const isProblem = ({ severity }: Finding): boolean => severity === 'problem';

function findingLines({ severity, message, why, steps }: Finding): readonly string[] {
	const lines = steps.map((step, at) => `${at === 0 ? '    mend: ' : '          '}${stepText(step)}`);
	return [`  ${severity}: ${message}`, `    why: ${why}`, ...lines].map(printable);
}

/** Returns the findings of one check, and how many more there are. */
function checkLines(findings: readonly CheckedFinding[], id: string): readonly string[] {
	const own = findings.filter(({ check }) => check.id === id);
	const more = own.length - MOST;
	return [
		...own.slice(0, MOST).flatMap(findingLines),
		...(more > 0 ? [`  … and ${more} more like the last one: ssoenv doctor --json shows all`] : []),
	];
}

/** Formats the findings, in their groups, and a line with their number. */
export function reportText(findings: readonly CheckedFinding[]): string {
	if (findings.length === 0) return `nothing wrong: ${count(checks.length, 'check')}\n`;
	const groups = Object.entries(checkGroups).flatMap(([group, title]) => {
		const lines = checks.filter((check) => check.group === group).flatMap(({ id }) => checkLines(findings, id));
		return lines.length === 0 ? [] : [title, ...lines, ''];
	});
	const problems = findings.filter(isProblem).length;
	const sum = `${count(problems, 'problem')}, ${count(findings.length - problems, 'hint')}: ${count(checks.length, 'check')}`;
	return [...groups, sum, ''].join('\n');
}

/** Formats the findings and the checks for programs. */
export const reportJson = (findings: readonly CheckedFinding[]): string =>
	`${asciiJson(
		{
			findings: findings.map(({ check, severity, message, why, place, steps, fix }) => ({
				check: check.id,
				severity,
				message,
				why,
				path: place.path ?? null,
				line: place.line ?? null,
				profile: place.profile ?? null,
				ssoSession: place.session ?? null,
				key: place.key ?? null,
				variable: place.variable ?? null,
				steps: steps.map((step) => ({ ...step, text: stepText(step) })),
				isSafe: fix !== undefined,
			})),
			checks: checks.map(({ id, group, about }) => ({ id, group, looksFor: about })),
		},
		2,
	)}\n`;

/** The exit status: 1 if there is a problem. */
export const verdictOf = (findings: readonly CheckedFinding[]): number => (findings.some(isProblem) ? 1 : 0);
