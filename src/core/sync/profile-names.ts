/** Names the profiles that `ssoenv sync` writes: from a template, safe for every AWS tool and shell, and unique. */
import type { RoleOfAccount } from '../discovery/role-patterns.ts';
import { failures } from '../failure/failures.ts';

/** The placeholders that a template may contain, in AWS's own words. */
const HOLES = ['account_name', 'account_id', 'role_name', 'sso_session'] as const;

export const DEFAULT_TEMPLATE = '{account_name}-{role_name}';

export interface NamedRole extends RoleOfAccount {
	readonly name: string;
}

/**
 * Returns the template if it is valid.
 * @throws Failure `template-invalid`
 */
export function checkTemplate(template: string): string {
	const literal = template.replace(/\{(\w+)\}/g, (whole, hole: string) => (isHole(hole) ? '' : whole));
	const [unknown] = /^[^\w{]/.exec(template) ?? /\{[^}]*\}?|[^\w.@/:-]/.exec(literal) ?? [];
	if (unknown !== undefined) {
		throw failures.templateInvalid({ template, problem: `"${unknown}" is not allowed`, holes: HOLES });
	}
	if (!template.includes('{role_name}') || !/\{account_(name|id)\}/.test(template)) {
		throw failures.templateInvalid({
			template,
			problem: 'it needs {role_name}, and {account_name} or {account_id}',
			holes: HOLES,
		});
	}
	return template;
}

const isHole = (text: string): boolean => HOLES.some((hole) => hole === text);

/**
 * Converts text into part of a profile name that needs no quotes in any AWS tool or shell: drops accents, and replaces
 * each run of unsafe characters by `-`. Returns an empty text if nothing is left.
 */
export const slug = (text: string): string =>
	text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\w.@-]+/g, '-')
		.replace(/-{2,}/g, '-')
		.replace(/^[-.@]+|-+$/g, '');

function fill(template: string, role: RoleOfAccount, ssoSession: string): string {
	const values = new Map<string, string>([
		['account_name', slug(role.accountName ?? '') || role.accountId],
		['account_id', role.accountId],
		['role_name', slug(role.roleName)],
		['sso_session', slug(ssoSession)],
	]);
	const name = template.replace(/\{(\w+)\}/g, (_, hole: string) => values.get(hole) ?? '');
	// An empty placeholder must not leave a leading `-`: the name would look like an option.
	return name.replace(/^[^\w]+/, '');
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
 */
export function nameRoles(
	roles: readonly RoleOfAccount[],
	template: string,
	ssoSession: string,
	taken: ReadonlySet<string>,
): Names {
	const wanted = roles.map((role) => ({ role, name: fill(template, role, ssoSession) }));
	const counts = new Map<string, number>();
	for (const { name } of wanted) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
	const isFree = (name: string) =>
		counts.get(name.toLowerCase()) === 1 && !taken.has(name) && name.toLowerCase() !== 'default';
	const used = new Set([...taken, ...wanted.map(({ name }) => name).filter(isFree)]);
	const resolved: { role: NamedRole; wanted: string }[] = [];
	const ordered = [...wanted].sort((a, b) => (orderOf(a.role) < orderOf(b.role) ? -1 : 1));
	const names = new Map<RoleOfAccount, string>();
	for (const { role, name } of ordered) {
		if (isFree(name)) {
			names.set(role, name);
			continue;
		}
		const longer = name.endsWith(role.accountId) ? name : `${name}-${role.accountId}`;
		let unique = longer;
		for (let number = 2; used.has(unique); number += 1) unique = `${longer}-${number}`;
		used.add(unique);
		names.set(role, unique);
		resolved.push({ role: { ...role, name: unique }, wanted: name });
	}
	return { named: roles.map((role) => ({ ...role, name: names.get(role) ?? role.accountId })), resolved };
}

const orderOf = ({ accountId, roleName }: RoleOfAccount): string => `${accountId} ${roleName}`;
