/** The check of what the service answers to ListAccountRoles. */
import { asRecord } from '../text/json.ts';

export interface RolePage {
	readonly roleNames: readonly string[];
	/** Where the next page starts; undefined on the last one. */
	readonly nextToken: string | undefined;
}

/** One page of role names, or what is wrong with it. */
export function parseRolePage(answer: unknown): RolePage | { readonly problem: string } {
	const page = asRecord(answer);
	if (!Array.isArray(page?.roleList)) return { problem: 'roleList is missing' };
	const roleNames: string[] = [];
	for (const role of page.roleList) {
		const roleName = asRecord(role)?.roleName;
		if (typeof roleName !== 'string') return { problem: 'a roleName is missing' };
		roleNames.push(roleName);
	}
	const { nextToken } = page;
	return { roleNames, nextToken: typeof nextToken === 'string' && nextToken !== '' ? nextToken : undefined };
}
