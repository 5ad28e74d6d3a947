/** `ssoenv doctor`: says what is wrong with the set-up, and how to mend it. */
import { bundleText } from '../../core/doctor/bundle.ts';
import { type CheckedFinding, findingsIn } from '../../core/doctor/checks.ts';
import { type SafeFix, stepText } from '../../core/doctor/finding.ts';
import { reportJson, reportText, verdictOf } from '../../core/doctor/report.ts';
import { failures } from '../../core/failure/failures.ts';
import { applyFixes } from '../../flows/doctor/apply-fixes.ts';
import { gatherFacts } from '../../flows/doctor/gather-facts.ts';
import { canPrompt } from '../../flows/sign-in/can-prompt.ts';
import type { Context } from '../../ports/context.ts';

interface Parameters {
	readonly json: boolean;
	readonly fix: boolean;
	readonly yes: boolean;
	readonly online: boolean;
	readonly bundle: string | undefined;
}

export async function run(args: Parameters, context: Context): Promise<number> {
	const { json, fix, yes, online, bundle } = args;
	const refuse = (problem: string) => failures.usage({ problem, command: 'doctor' });
	if (yes && !fix) throw refuse('--yes requires --fix');
	if (bundle === '') throw refuse('--bundle is empty');
	if (fix && !yes && !canPrompt(context)) throw refuse('--fix asks on a terminal; without one, add --yes');
	let facts = await gatherFacts(online, context);
	if (fix && (await mended(findingsIn(facts), yes, context))) facts = await gatherFacts(online, context);
	const findings = findingsIn(facts);
	context.terminal.stdout(json ? reportJson(findings) : reportText(findings));
	if (bundle !== undefined) {
		const { writeReport } = await context.machine.inspection();
		writeReport(bundle, bundleText(findings, facts));
		context.terminal.say(`wrote ${bundle}: read it before you send it`);
	}
	return verdictOf(findings);
}

/** Returns the safe fixes by what they do. Each of them is one step. */
const safeFixes = (findings: readonly CheckedFinding[]): ReadonlyMap<string, SafeFix> =>
	new Map(
		findings.flatMap(({ fix, steps: [step] }) =>
			fix === undefined || step === undefined ? [] : [[stepText(step), fix] as const],
		),
	);

/** Does the safe fixes after a yes. Returns whether it did any. @throws Failure `declined`, `interrupted` */
async function mended(findings: readonly CheckedFinding[], isAgreed: boolean, context: Context): Promise<boolean> {
	const { terminal } = context;
	const fixes = safeFixes(findings);
	if (fixes.size === 0) {
		terminal.say('there is nothing that ssoenv may mend by itself');
		return false;
	}
	for (const text of fixes.keys()) terminal.say(`${isAgreed ? 'does' : 'would do'}: ${text}`);
	if (!isAgreed && !(await terminal.confirm(`do ${fixes.size === 1 ? 'this' : `these ${fixes.size}`}?`))) {
		throw failures.declined(undefined);
	}
	await applyFixes([...fixes.values()], context);
	return true;
}
