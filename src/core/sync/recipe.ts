/**
 * The options that made a block. The first line of the block is the command that makes it again, and a later sync takes
 * from there what it is not given.
 */

import { isAwsRegion } from '../aws/identifiers.ts';
import type { RoleSelection } from '../discovery/role-patterns.ts';
import { syncFailures } from '../failure/edit-failures.ts';
import { failures } from '../failure/failures.ts';
import { printable } from '../text/printable.ts';
import { shellWord } from '../text/quoting.ts';
import { shellWords } from '../text/shell-words.ts';
import { checkSetOption } from './set-options.ts';
import { checkCommentTemplate, checkTemplate } from './template-check.ts';

const DEFAULT_TEMPLATE = '{account_name}-{role_name}';

/** The options of which a block remembers one value. */
const ONCE = ['template', 'single', 'names', 'comment'] as const;
/** The options of which it remembers several. */
const SEVERAL = ['prefer', 'region', 'include', 'exclude', 'set'] as const;

/** The options as a command line or a block has them. An empty value forgets what was remembered. */
export type GivenOptions = { readonly [Name in (typeof ONCE)[number]]: string | undefined } & {
	readonly [Name in (typeof SEVERAL)[number]]: readonly string[];
};

/** The options that are in force. */
export interface SyncRecipe extends RoleSelection {
	readonly ssoSession: string;
	readonly template: string;
	/** The template for accounts with one role. */
	readonly single: string | undefined;
	/** Roles that are named as if they were the only one of their account, the most wanted first. */
	readonly prefer: readonly string[];
	/** The path of the file with the short names of accounts. */
	readonly names: string | undefined;
	/** Empty: the profiles get no region. */
	readonly region: readonly string[];
	readonly set: readonly string[];
	/** The template of the comment in each profile. */
	readonly comment: string | undefined;
}

export const noOptions: GivenOptions = {
	template: undefined,
	single: undefined,
	names: undefined,
	comment: undefined,
	prefer: [],
	region: [],
	include: [],
	exclude: [],
	set: [],
};

const OPTION_WORDS: ReadonlySet<string> = new Set(['sso-session', ...ONCE, ...SEVERAL].map((option) => `--${option}`));

/** Returns the options among the words of a command with their values. A value may look like an option. */
function optionWords(words: readonly string[]): readonly (readonly [option: string, value: string])[] {
	const given: [string, string][] = [];
	for (let at = 0; at < words.length; at += 1) {
		const [option = '', value] = words.slice(at, at + 2);
		if (!OPTION_WORDS.has(option) || value === undefined) continue;
		given.push([option, value]);
		at += 1;
	}
	return given;
}

/** Parses the options in the first lines of a block; undefined if its command is not there. */
export function rememberedOptions(body: string): GivenOptions | undefined {
	const [head = ''] = body.split(/^\[/m, 1);
	const given = optionWords(shellWords(/^# (ssoenv sync .*)$/m.exec(head)?.[1] ?? '') ?? []);
	const valuesOf = (option: string) => given.flatMap(([name, value]) => (name === `--${option}` ? [value] : []));
	const [template] = valuesOf('template');
	if (template === undefined) return undefined;
	const once = ONCE.map((option) => [option, valuesOf(option)[0]]);
	const several = SEVERAL.map((option) => [option, valuesOf(option)]);
	return { ...noOptions, ...Object.fromEntries([...once, ...several]) };
}

/** Returns the options in force: those that were given, else those that the block remembers. Checks nothing. */
export function mergedRecipe(
	ssoSession: string,
	given: GivenOptions,
	remembered: GivenOptions = noOptions,
): SyncRecipe {
	const once = (option: (typeof ONCE)[number]) => (given[option] ?? remembered[option]) || undefined;
	const several = (option: (typeof SEVERAL)[number]) =>
		(given[option].length > 0 ? given : remembered)[option].filter((value) => value !== '');
	const different = (option: (typeof SEVERAL)[number]) => [...new Set(several(option))];
	return {
		ssoSession,
		template: once('template') ?? DEFAULT_TEMPLATE,
		single: once('single'),
		names: once('names'),
		comment: once('comment'),
		prefer: different('prefer'),
		region: different('region'),
		include: different('include'),
		exclude: different('exclude'),
		set: several('set'),
	};
}

/**
 * Returns the recipe if all of it is valid. A line break or an invisible character could end the line in the block.
 * @throws Failure `template-invalid`, `region-invalid`, `pattern-refused`, `setting-refused`
 */
export function checkRecipe(recipe: SyncRecipe): SyncRecipe {
	const { template, single, names, comment, region: regions } = recipe;
	const needs = { hasNamesFile: names !== undefined, regions };
	const region = regions.find((name) => !isAwsRegion(name));
	if (region !== undefined) throw failures.regionInvalid({ region, command: 'sync' });
	for (const option of ['include', 'exclude', 'prefer'] as const) {
		const odd = recipe[option].find((pattern) => printable(pattern) !== pattern);
		if (odd !== undefined) throw syncFailures.patternRefused({ option, pattern: odd });
	}
	checkTemplate(template, { ...needs, option: 'template' });
	if (single !== undefined) checkTemplate(single, { ...needs, option: 'single' });
	if (comment !== undefined) checkCommentTemplate(comment);
	for (const setting of recipe.set) checkSetOption(setting);
	return recipe;
}

/** Formats the command that makes the block again. */
export function recipeCommand(recipe: SyncRecipe): string {
	const words = ['ssoenv sync --sso-session', shellWord(recipe.ssoSession)];
	const add = (option: string, value: string) => words.push(`--${option}`, shellWord(value));
	add('template', recipe.template);
	for (const option of ['single', 'names', 'comment'] as const) {
		const value = recipe[option];
		if (value !== undefined) add(option, value);
	}
	for (const option of SEVERAL) for (const value of recipe[option]) add(option, value);
	return words.join(' ');
}

/** Returns true if a recipe has more than what a sync without options does. */
export const hasOptions = (recipe: SyncRecipe): boolean =>
	recipeCommand(recipe) !== recipeCommand(mergedRecipe(recipe.ssoSession, noOptions));

/** Returns whether the templates are others than those that named the profiles in the block. */
export const hasOtherTemplate = (recipe: SyncRecipe, remembered: GivenOptions | undefined): boolean =>
	recipe.template !== remembered?.template || recipe.single !== (remembered.single || undefined);
