/** Finds the roles that are assigned to a person and have no profile, and names them, for `each --all-roles`. */
import type { SsoSession } from '../aws/sso-session.ts';
import type { Assignment } from '../discovery/assignments.ts';
import { numberedName } from '../given-role/role-name.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';

/** An sso-session, with all that is assigned to the person in it. */
export interface SessionAssignments {
	readonly session: SsoSession & { readonly ssoSession: string };
	readonly assignments: readonly Assignment[];
}

interface AssignedRole {
	readonly session: SessionAssignments['session'];
	readonly accountId: string;
	readonly accountName: string | undefined;
	readonly roleName: string;
}

/** A role without a profile. */
export interface UnprofiledRole extends AssignedRole {
	/** `ACCOUNT/ROLE`, where ACCOUNT is the name of the account, or its ID if two have the name. */
	readonly label: string;
}

type RoleOfSession = Pick<SsoProfile, 'startUrl' | 'accountId' | 'roleName'>;

const keyOf = ({ startUrl, accountId, roleName }: RoleOfSession): string =>
	JSON.stringify([startUrl.replace(/[/#]+$/, ''), accountId, roleName]);

/**
 * Returns the roles in the order of the lists. A role that two sso-sessions have is that of the first.
 * @param profiled roles that have a profile
 * @param names of profiles, which no role may have
 */
export function unprofiledRoles(
	lists: readonly SessionAssignments[],
	profiled: readonly RoleOfSession[],
	names: Iterable<string>,
): readonly UnprofiledRole[] {
	const known = new Set(profiled.map(keyOf));
	const taken = new Set(names);
	const shared = sharedAccountNames(lists);
	const labelOf = ({ accountId, accountName = accountId, roleName }: AssignedRole): string => {
		const wanted = `${accountName}/${roleName}`;
		const isFree = !shared.has(accountName) && !taken.has(wanted);
		const label = numberedName(isFree ? wanted : `${accountId}/${roleName}`, (name) => !taken.has(name));
		taken.add(label);
		return label;
	};
	return lists.flatMap(assignedRoles).flatMap((role): readonly UnprofiledRole[] => {
		const key = keyOf({ ...role, startUrl: role.session.startUrl });
		if (known.has(key)) return [];
		known.add(key);
		return [{ ...role, label: labelOf(role) }];
	});
}

const assignedRoles = ({ session, assignments }: SessionAssignments): readonly AssignedRole[] =>
	assignments.flatMap(({ account: { accountId, accountName }, roleNames }) =>
		roleNames.map((roleName) => ({ session, accountId, accountName, roleName })),
	);

/** Returns the names that several accounts have. */
function sharedAccountNames(lists: readonly SessionAssignments[]): ReadonlySet<string> {
	const ids = new Map<string, string>();
	const shared = new Set<string>();
	for (const { account } of lists.flatMap(({ assignments }) => assignments)) {
		const { accountId, accountName } = account;
		if (accountName === undefined) continue;
		if ((ids.get(accountName) ?? accountId) !== accountId) shared.add(accountName);
		ids.set(accountName, accountId);
	}
	return shared;
}
