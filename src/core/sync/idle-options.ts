/** Finds options of `sync` that have no effect: each may be a mistake. */
import { type RoleOfAccount, rolePattern } from '../discovery/role-patterns.ts';
import { globMatcher } from '../text/glob.ts';
import { shellWord } from '../text/quoting.ts';
import { usesAccountAlias } from './name-template.ts';
import type { GivenOptions, SyncRecipe } from './recipe.ts';
import { checkSetOption } from './set-options.ts';

type Roles = readonly RoleOfAccount[];

const isIdle = (pattern: string, roles: Roles): boolean => !roles.some(rolePattern(pattern).matches);

/** Returns what a pattern that matches no role may have meant. */
function patternAdvice(option: string, pattern: string, roles: Roles): string {
	const parts = pattern.split(',');
	if (parts.length > 1 && parts.some((part) => !isIdle(part.trim(), roles))) {
		const options = parts.map((part) => `--${option} ${shellWord(part.trim())}`);
		return `give each pattern an option of its own: ${options.join(' ')}`;
	}
	if (!pattern.includes('/')) {
		return `it stands for accounts; for roles of this name: ${shellWord(`*/${pattern}`)}`;
	}
	const all = `${pattern}/*`;
	return isIdle(all, roles) ? 'a pattern is ACCOUNT/ROLE' : `the last / divides account and role: ${shellWord(all)}`;
}

/** Returns a line for each pattern among the given options that matches no role. */
function idlePatterns({ include, exclude, set, prefer }: GivenOptions, roles: Roles): readonly string[] {
	const line = (option: string, value: string, advice: string) =>
		`warning: --${option} ${shellWord(value)} matches no role; ${advice}`;
	const chosen = (option: string, patterns: readonly string[]) =>
		patterns
			.filter((pattern) => pattern !== '' && isIdle(pattern, roles))
			.map((pattern) => line(option, pattern, patternAdvice(option, pattern, roles)));
	const settings = set
		.filter((setting) => setting !== '' && isIdle(checkSetOption(setting).pattern, roles))
		.map((setting) => line('set', setting, 'a pattern is ACCOUNT/ROLE'));
	const roleNames = [...new Set(roles.map(({ roleName }) => roleName))];
	const preferred = prefer
		.filter((pattern) => pattern !== '' && !roleNames.some(globMatcher(pattern, true)))
		.map((pattern) => line('prefer', pattern, 'it is the name of a role'));
	return [...chosen('include', include), ...chosen('exclude', exclude), ...settings, ...preferred];
}

/**
 * Returns a line for each given option that has no effect.
 * @param roles all roles that are assigned
 */
export function idleOptions(given: GivenOptions, recipe: SyncRecipe, roles: Roles): readonly string[] {
	const isNamed = Boolean(given.names) && !usesAccountAlias([recipe.template, recipe.single, recipe.comment]);
	return [
		...(roles.length === 0 ? [] : idlePatterns(given, roles)),
		...(isNamed ? ['warning: --names has no effect: no template has {account_alias}'] : []),
	];
}
