/** Names the profiles that `ssoenv sync` writes: from templates, safe for every AWS tool and shell, and unique. */
import type { RoleOfAccount } from '../discovery/role-patterns.ts';
import { globMatcher } from '../text/glob.ts';
import { accountPartOf, type DescribedRole, filledName } from './name-template.ts';
import type { AccountNames } from './profile-block.ts';
import type { SyncRecipe } from './recipe.ts';

interface NamedRole extends DescribedRole {
	readonly name: string;
}

/** The options that decide on names. */
export type NamingOptions = Pick<SyncRecipe, 'template' | 'single' | 'prefer' | 'region'>;

/** Returns the role names of each account. */
function roleNamesByAccount(roles: readonly RoleOfAccount[]): ReadonlyMap<string, readonly string[]> {
	const names = new Map<string, Set<string>>();
	for (const { accountId, roleName } of roles) {
		const known = names.get(accountId);
		if (known === undefined) names.set(accountId, new Set([roleName]));
		else known.add(roleName);
	}
	return new Map([...names].map(([accountId, own]) => [accountId, [...own]]));
}

/** Returns a function that gives the template for a role. @param roles all roles of the accounts */
function templateChooser(
	roles: readonly RoleOfAccount[],
	{ template, single, prefer, region: regions }: NamingOptions,
): (role: DescribedRole) => string {
	const bare = single ?? `${accountPartOf(template)}${regions.length > 1 ? '.{region}' : ''}`;
	const preferences = prefer.map((pattern) => globMatcher(pattern, true));
	const names = roleNamesByAccount(roles);
	const preferred = new Map(
		[...names].map(([accountId, own]) => {
			const wanted = preferences.find((matches) => own.some(matches));
			return [accountId, own.find((name) => wanted?.(name))];
		}),
	);
	return ({ accountId, roleName }) => {
		if (single !== undefined && names.get(accountId)?.length === 1) return single;
		return preferred.get(accountId) === roleName ? bare : template;
	};
}

/**
 * Returns the name that the options give to each role. Several roles may get the same one.
 * @param all the roles of the accounts, with those that get no name: how many there are decides on short names
 */
function wantedNames(
	roles: readonly DescribedRole[],
	options: NamingOptions,
	all: readonly RoleOfAccount[] = roles,
): readonly NamedRole[] {
	const templateOf = templateChooser(all, options);
	return roles.map((role) => ({ ...role, name: filledName(templateOf(role), role) }));
}

export interface Names {
	readonly named: readonly NamedRole[];
	/** The roles that got another name than the template gives, with the name that the template gives. */
	readonly resolved: readonly { readonly role: NamedRole; readonly wanted: string }[];
}

/**
 * Names each role, independently of their order. Roles that would share a name get their account ID appended, and a
 * number if the name is still not unique.
 * @param taken names of profiles that sync must not overwrite
 * @param all as for `wantedNames`
 */
export function nameRoles(
	roles: readonly DescribedRole[],
	options: NamingOptions,
	taken: ReadonlySet<string>,
	all: readonly RoleOfAccount[] = roles,
): Names {
	const wanted = wantedNames(roles, options, all);
	const counts = new Map<string, number>();
	for (const { name } of wanted) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
	const isFree = (name: string) =>
		counts.get(name.toLowerCase()) === 1 && !taken.has(name) && name.toLowerCase() !== 'default';
	const used = new Set([...taken, ...wanted.map(({ name }) => name).filter(isFree)]);
	const resolved: { role: NamedRole; wanted: string }[] = [];
	const names = new Map<NamedRole, string>();
	for (const role of [...wanted].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))) {
		if (isFree(role.name)) continue;
		const longer = role.name.endsWith(role.accountId) ? role.name : `${role.name}-${role.accountId}`;
		let unique = longer;
		for (let number = 2; used.has(unique); number += 1) unique = `${longer}-${number}`;
		used.add(unique);
		names.set(role, unique);
		resolved.push({ role: { ...role, name: unique }, wanted: role.name });
	}
	return { named: wanted.map((role) => ({ ...role, name: names.get(role) ?? role.name })), resolved };
}

const orderOf = ({ accountId, roleName, region = '' }: DescribedRole): string => `${accountId} ${roleName} ${region}`;

/** An account that has another name by now than its profiles. */
export interface RenamedAccount {
	readonly accountId: string;
	readonly before: string;
	readonly after: string;
}

/** Returns the accounts whose profiles would get another name. @param all as for `wantedNames` */
export function renamedAccounts(
	roles: readonly DescribedRole[],
	all: readonly RoleOfAccount[],
	{ recipe, keptNames }: { readonly recipe: NamingOptions; readonly keptNames: AccountNames },
): readonly RenamedAccount[] {
	const isOther = ({ accountId, accountName }: DescribedRole) =>
		keptNames.has(accountId) && keptNames.get(accountId) !== accountName;
	if (!roles.some(isOther)) return [];
	const kept = wantedNames(
		roles.map((role) => withKeptName(role, keptNames)),
		recipe,
		all,
	);
	const renamed = new Map<string, RenamedAccount>();
	for (const [at, { accountId, accountName, name }] of wantedNames(roles, recipe, all).entries()) {
		const before = keptNames.get(accountId);
		if (before === undefined || kept[at]?.name === name) continue;
		renamed.set(accountId, { accountId, before, after: accountName ?? accountId });
	}
	return [...renamed.values()];
}

export const withKeptName = (role: DescribedRole, keptNames: AccountNames): DescribedRole => ({
	...role,
	accountName: keptNames.get(role.accountId) ?? role.accountName,
});
