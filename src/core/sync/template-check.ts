/** Checks the templates of names and of comments, and says what is wrong with one. */
import { syncFailures } from '../failure/edit-failures.ts';
import { printable } from '../text/printable.ts';
import { ACCOUNT_HOLES, allowedInTemplates, HOLE, holesIn, problemOfHole } from './name-template.ts';

/** What a template has to contain. */
export interface TemplateNeeds {
	/** The option that sets it. */
	readonly option: 'template' | 'single';
	readonly hasNamesFile: boolean;
	readonly regions: readonly string[];
}

/** Returns the problem with the form of a template. @param literal matches text that may not stand between placeholders */
function problemOfForm(template: string, literal: RegExp): string | undefined {
	// A line break could end the line of the block that remembers the template.
	if (printable(template) !== template) return 'it has characters that cannot be shown';
	for (const [, inside = ''] of template.matchAll(HOLE)) {
		const problem = problemOfHole(inside);
		if (problem !== undefined) return problem;
	}
	const rest = template.replace(HOLE, '');
	const [unknown] = /\{[^}]*|\}/.exec(rest) ?? literal.exec(rest) ?? [];
	return unknown === undefined ? undefined : `"${unknown}" is not allowed`;
}

/** Returns what a template of names lacks; undefined if it gives each profile a name of its own. */
function missingIn(template: string, { option, hasNamesFile, regions }: TemplateNeeds): string | undefined {
	const holes = holesIn(template);
	const hasAccount = holes.some((name) => ACCOUNT_HOLES.includes(name));
	if (option === 'template' && !(hasAccount && holes.includes('role_name'))) {
		return 'it needs {role_name}, and {account_name}, {account_alias} or {account_id}';
	}
	if (!hasAccount) return 'it needs {account_name}, {account_alias} or {account_id}';
	if (holes.includes('account_alias') && !hasNamesFile) return '{account_alias} needs --names FILE';
	if (regions.length > 1 && !holes.includes('region')) return 'several regions need {region} in it';
	return regions.length === 0 && holes.includes('region') ? '{region} needs --region' : undefined;
}

/** Returns what is wrong with a template of names. */
function problemOf(template: string, needs: TemplateNeeds): string | undefined {
	const [first] = /^[^\w{]/u.exec(template) ?? [];
	if (first !== undefined && printable(first) === first) return `it cannot begin with "${first}"`;
	return problemOfForm(template, /[^\w.@/:-]/u) ?? missingIn(template, needs);
}

/**
 * Returns the template if it is valid.
 * @throws Failure `template-invalid`
 */
export function checkTemplate(template: string, needs: TemplateNeeds): string {
	const problem = problemOf(template, needs);
	if (problem === undefined) return template;
	const { option, regions } = needs;
	const example = regions.length > 1 ? (`${option}-regions` as const) : option;
	throw syncFailures.templateInvalid({ option, example, template, problem, ...allowedInTemplates() });
}

/** Returns the template of a comment if it is valid. @throws Failure `template-invalid` */
export function checkCommentTemplate(template: string): string {
	const problem = problemOfForm(template, /(?!)/);
	if (problem === undefined) return template;
	const option = 'comment';
	throw syncFailures.templateInvalid({ option, example: option, template, problem, ...allowedInTemplates() });
}
