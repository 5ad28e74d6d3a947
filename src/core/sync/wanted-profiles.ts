/** Decides which profiles a block should have: for which roles, under which names, with which settings. */
import { type SharedConfig, text } from '../config/shared-config.ts';
import type { Account, Assignment, Unreadable } from '../discovery/assignments.ts';
import { type RoleOfAccount, roleSelector } from '../discovery/role-patterns.ts';
import { type DescribedRole, filledComment, usesAccountName } from './name-template.ts';
import { assignmentKey, type StaleReason } from './plan.ts';
import type { AccountNames, SyncedProfile } from './profile-block.ts';
import { type Names, nameRoles, type RenamedAccount, renamedAccounts, withKeptName } from './profile-names.ts';
import type { SyncRecipe } from './recipe.ts';
import { keysOfSetOptions, settingsByRole } from './set-options.ts';

/** What is known before a sync. */
export interface SyncFacts {
	readonly recipe: SyncRecipe;
	readonly assignments: readonly Assignment[];
	readonly unreadable: readonly Unreadable[];
	/** The profiles in the block now. */
	readonly existing: readonly SyncedProfile[];
	/** The names of accounts that the names of their profiles come from. */
	readonly keptNames: AccountNames;
	/** True if profiles are to follow the present names of accounts. */
	readonly isRenaming: boolean;
	/** Short names by account ID, by the names file. */
	readonly aliases: ReadonlyMap<string, string>;
	/** The person's own profiles by role and, if there are several regions, region. */
	readonly own: ReadonlyMap<string, string>;
	/** The names of all profiles outside the block. */
	readonly taken: ReadonlySet<string>;
}

export interface WantedProfiles extends Pick<Names, 'resolved'> {
	readonly profiles: readonly SyncedProfile[];
	readonly accountNames: (profiles: readonly SyncedProfile[]) => AccountNames;
	/** All roles that were found. */
	readonly roles: readonly RoleOfAccount[];
	/** The person's own profiles. The block gets none for their roles. */
	readonly own: readonly string[];
	/** The roles that the patterns leave out. */
	readonly leftOut: readonly RoleOfAccount[];
	/** Accounts whose profiles would get another name, if they were not kept. */
	readonly renamed: readonly RenamedAccount[];
	readonly whyStale: (profile: SyncedProfile) => StaleReason | undefined;
	readonly asKept: (profile: SyncedProfile) => SyncedProfile;
}

/** A role with its account. */
interface FoundRole {
	readonly account: Account;
	readonly roleName: string;
}

/**
 * Returns all roles: those that are assigned, and those in the block whose account could not be listed. These keep their
 * names, so that no other role takes them.
 */
function foundRoles({ assignments, unreadable, existing }: SyncFacts): readonly FoundRole[] {
	const accounts = new Map(unreadable.map((account) => [account.accountId, account]));
	const kept = new Map(existing.map((profile) => [assignmentKey(profile), profile]));
	return [
		...assignments.flatMap(({ account, roleNames }) => roleNames.map((roleName) => ({ account, roleName }))),
		...[...kept.values()].flatMap(({ accountId, roleName }) => {
			const account = accounts.get(accountId);
			return account === undefined ? [] : [{ account, roleName }];
		}),
	];
}

const roleOf = ({ account: { accountId, accountName }, roleName }: FoundRole): RoleOfAccount => ({
	accountId,
	accountName,
	roleName,
});

/** Returns the key under which a person's own profile is known. */
const ownKey = (profile: Pick<SyncedProfile, 'accountId' | 'roleName' | 'region'>, hasRegions: boolean): string =>
	hasRegions ? `${assignmentKey(profile)} ${profile.region ?? ''}` : assignmentKey(profile);

/** Returns the person's own profiles of this session, by account and role. */
export function ownProfiles(
	config: SharedConfig,
	{ ssoSession, region }: SyncRecipe,
	isOurs: (name: string) => boolean,
): ReadonlyMap<string, string> {
	const profiles = new Map<string, string>();
	for (const [name, settings] of config.profiles) {
		if (isOurs(name) || text(settings, 'sso_session') !== ssoSession) continue;
		const accountId = text(settings, 'sso_account_id') ?? '';
		const roleName = text(settings, 'sso_role_name') ?? '';
		profiles.set(ownKey({ accountId, roleName, region: text(settings, 'region') }, region.length > 1), name);
	}
	return profiles;
}

/** Describes the roles once for each region. */
function describe(roles: readonly FoundRole[], { recipe, aliases }: SyncFacts): readonly DescribedRole[] {
	const regions = recipe.region.length === 0 ? [undefined] : recipe.region;
	return roles.flatMap(({ account, roleName }) =>
		regions.map((region) => ({
			...account,
			roleName,
			region,
			accountAlias: aliases.get(account.accountId),
			ssoSession: recipe.ssoSession,
		})),
	);
}

/** Leaves out roles that the person has a profile for. A profile in the block stays there even then. */
function withoutOwn(roles: readonly DescribedRole[], { recipe, own, existing }: SyncFacts) {
	const hasRegions = recipe.region.length > 1;
	const synced = new Set(existing.map((profile) => ownKey(profile, hasRegions)));
	const isOwn = (role: DescribedRole) => own.has(ownKey(role, hasRegions)) && !synced.has(ownKey(role, hasRegions));
	return {
		roles: roles.filter((role) => !isOwn(role)),
		own: [...new Set(roles.filter(isOwn).map((role) => own.get(ownKey(role, hasRegions)) ?? ''))],
	};
}

/** Returns why a profile of the block is stale. Patterns also know accounts that are no longer assigned. */
function staleReasons({ unreadable, recipe, keptNames }: SyncFacts, roles: readonly FoundRole[]) {
	const isWanted = roleSelector(recipe);
	const names = new Map(roles.map(({ account }) => [account.accountId, account.accountName]));
	const assigned = new Set(roles.map((role) => assignmentKey(roleOf(role))));
	const unlisted = new Set(unreadable.map(({ accountId }) => accountId));
	return (profile: SyncedProfile): StaleReason | undefined => {
		const { accountId, roleName } = profile;
		const accountName = names.get(accountId) ?? keptNames.get(accountId);
		if (!isWanted({ accountId, accountName, roleName })) return 'left-out';
		if (assigned.has(assignmentKey(profile))) return 'other-region';
		return unlisted.has(accountId) ? undefined : 'unassigned';
	};
}

/**
 * Returns a function that gives a stale profile as it stays in the block: without settings and a comment that the next
 * sync would not know.
 */
function keptForm({ set, comment }: SyncRecipe): (profile: SyncedProfile) => SyncedProfile {
	const keys = keysOfSetOptions(set);
	return (profile) => {
		const settings = new Map([...profile.settings].filter(([key]) => keys.has(key)));
		const isSame = settings.size === profile.settings.size && (comment !== undefined || profile.comment === undefined);
		return isSame ? profile : { ...profile, settings, comment: comment === undefined ? undefined : profile.comment };
	};
}

export function wantedProfiles(facts: SyncFacts): WantedProfiles {
	const { recipe, keptNames, isRenaming, taken } = facts;
	const found = foundRoles(facts);
	const isWanted = roleSelector(recipe);
	const selected = found.filter((role) => isWanted(roleOf(role)));
	const { roles, own } = withoutOwn(describe(selected, facts), facts);
	const all = selected.map(roleOf);
	const described = isRenaming ? roles : roles.map((role) => withKeptName(role, keptNames));
	const { named, resolved } = nameRoles(described, recipe, taken, all);
	const settingsOf = settingsByRole(recipe.set);
	const present = new Map(roles.map((role) => [role.accountId, role.accountName]));
	const profiles = named.map((role): SyncedProfile => {
		const { name, accountId, roleName, region } = role;
		const current = { ...role, accountName: present.get(accountId) };
		const comment = recipe.comment === undefined ? undefined : filledComment(recipe.comment, current);
		return { name, accountId, roleName, region, settings: settingsOf(current), comment };
	});
	const namesInUse = new Map(described.map(({ accountId, accountName }) => [accountId, accountName]));
	return {
		profiles,
		accountNames: (written) => namesToKeep(written, namesInUse, facts),
		roles: found.map(roleOf),
		resolved,
		own,
		leftOut: found.map(roleOf).filter((role) => !isWanted(role)),
		renamed: renamedAccounts(roles, all, facts),
		whyStale: staleReasons(facts, found),
		asKept: keptForm(recipe),
	};
}

/** Returns the names of the accounts that have a profile, if their profiles are named after them. */
function namesToKeep(
	profiles: readonly SyncedProfile[],
	inUse: ReadonlyMap<string, string | undefined>,
	{ recipe, keptNames }: SyncFacts,
): AccountNames {
	if (!usesAccountName([recipe.template, recipe.single])) return new Map();
	return new Map(
		[...new Set(profiles.map(({ accountId }) => accountId))].flatMap((accountId) => {
			const name = inUse.get(accountId) ?? keptNames.get(accountId);
			return name === undefined ? [] : [[accountId, name] as const];
		}),
	);
}
