/** Templates for the names of profiles and for their comments: `{account_name|lower}-{role_name}`. */
import type { RoleOfAccount } from '../discovery/role-patterns.ts';
import { printable } from '../text/printable.ts';

/** A role that gets a profile, with all that a template may say of it. */
export interface DescribedRole extends RoleOfAccount {
	readonly emailAddress: string | undefined;
	/** The short name of the account, by the names file. */
	readonly accountAlias: string | undefined;
	readonly region: string | undefined;
	readonly ssoSession: string;
}

/** The placeholders, in AWS's own words. Each is the text as the service has it; undefined if there is none. */
const HOLES: ReadonlyMap<string, (role: DescribedRole) => string | undefined> = new Map([
	['account_name', ({ accountName }) => accountName],
	['account_alias', ({ accountAlias, accountName }) => accountAlias ?? accountName],
	['account_email', ({ emailAddress }) => emailAddress],
	['account_id', ({ accountId }) => accountId],
	['role_name', ({ roleName }) => roleName],
	['region', ({ region }) => region],
	['sso_session', ({ ssoSession }) => ssoSession],
]);

/** Placeholders of which each account has another value. */
export const ACCOUNT_HOLES: readonly string[] = ['account_name', 'account_alias', 'account_id'];

export const HOLE = /\{([^{}]*)\}/g;

/** `ReadOnlyAccess` and `Read only_access` become `read-only-access`. */
const kebab = (text: string): string =>
	text
		.replace(/(\p{Ll}|\d)(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1$2-')
		.replace(/[\s_-]+/g, '-')
		.toLowerCase();

/** Returns the text without a prefix, which matches in any case; the same text if nothing would be left. */
function withoutPrefix(text: string, prefix: string): string {
	const isThere = text.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
	return (isThere && text.slice(prefix.length)) || text;
}

/** Returns what follows the first `separator`; the same text if nothing follows it. */
function textAfter(text: string, separator: string): string {
	const at = text.indexOf(separator);
	return (at >= 0 && text.slice(at + separator.length)) || text;
}

type Filter = (text: string, argument: string) => string;

const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
	['lower', (text) => text.toLowerCase()],
	['kebab', kebab],
]);

/** Filters with a text after a colon. */
const FILTERS_WITH_TEXT: ReadonlyMap<string, Filter> = new Map<string, Filter>([
	['strip', withoutPrefix],
	['after', textAfter],
]);

interface Hole {
	readonly name: string;
	readonly filters: readonly ((text: string) => string)[];
}

function filterOf(word: string): ((text: string) => string) | undefined {
	const [, name = word, argument] = /^(\w+):(.+)$/s.exec(word) ?? [];
	const filter = (argument === undefined ? FILTERS : FILTERS_WITH_TEXT).get(name);
	return filter && ((text) => filter(text, argument ?? ''));
}

/** Parses what is between `{` and `}`; undefined if a placeholder or filter is not known. */
function holeOf(inside: string): Hole | undefined {
	const [name = '', ...words] = inside.split('|');
	const filters = words.flatMap((word) => filterOf(word) ?? []);
	return HOLES.has(name) && filters.length === words.length ? { name, filters } : undefined;
}

/** Returns what is wrong with the text between `{` and `}`; undefined if nothing is. */
export function problemOfHole(inside: string): string | undefined {
	const [name = '', ...words] = inside.split('|');
	if (!HOLES.has(name)) return `there is no placeholder "{${name}}"`;
	const word = words.find((one) => filterOf(one) === undefined);
	if (word === undefined) return undefined;
	const [filter = ''] = word.split(':', 1);
	if (FILTERS_WITH_TEXT.has(filter)) return `the filter "${filter}" needs a text: ${filter}:TEXT`;
	return FILTERS.has(filter) ? `the filter "${filter}" takes no text` : `there is no filter "${word}"`;
}

/** Returns the names of the placeholders in a template. */
export const holesIn = (template: string): readonly string[] =>
	[...template.matchAll(HOLE)].flatMap(([, inside = '']) => holeOf(inside)?.name ?? []);

/** Returns true if the alias of an account is in one of the templates. */
export const usesAccountAlias = (templates: readonly (string | undefined)[]): boolean =>
	templates.some((template) => holesIn(template ?? '').includes('account_alias'));

/** Returns true if the name or the alias of an account is in one of the templates. */
export const usesAccountName = (templates: readonly (string | undefined)[]): boolean =>
	usesAccountAlias(templates) || templates.some((template) => holesIn(template ?? '').includes('account_name'));

/** Returns the first placeholder for an account, with its filters. */
export const accountPartOf = (template: string): string =>
	[...template.matchAll(HOLE)].find(([, inside = '']) => ACCOUNT_HOLES.includes(holeOf(inside)?.name ?? ''))?.[0] ??
	'{account_name}';

/** Replaces each placeholder by what `textFor` returns for it. */
const withValues = (template: string, textFor: (hole: Hole) => string): string =>
	template.replace(HOLE, (_, inside: string) => {
		const hole = holeOf(inside);
		return hole === undefined ? '' : textFor(hole);
	});

const filtered = ({ name, filters }: Hole, role: DescribedRole): string =>
	filters.reduce((text, filter) => filter(text), HOLES.get(name)?.(role) ?? '');

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

/** Returns the name that a template gives to the profile of a role. */
export function filledName(template: string, role: DescribedRole): string {
	const textFor = (hole: Hole) => {
		// An alias is checked where it is read, and may have a `/`.
		const isAlias = hole.name === 'account_alias' && role.accountAlias !== undefined;
		const value = filtered(hole, role);
		return (isAlias ? value : slug(value)) || (hole.name.startsWith('account_') ? role.accountId : '');
	};
	// An empty placeholder must not leave a leading `-`: the name would look like an option.
	return withValues(template, textFor).replace(/^[^\w]+/, '');
}

/** Returns the comment that a template gives to the profile of a role; undefined if it would be empty. */
export function filledComment(template: string, role: DescribedRole): string | undefined {
	const text = printable(withValues(template, (hole) => filtered(hole, role)));
	// A comment that begins so could look like the mark of a block.
	return text.replace(/^[<>\s]+/, '').trimEnd() || undefined;
}

/** What a template may contain, for messages. */
export const allowedInTemplates = () => ({
	holes: [...HOLES.keys()],
	filters: [...FILTERS.keys(), ...[...FILTERS_WITH_TEXT.keys()].map((name) => `${name}:TEXT`)],
});
