/** What a sync would change: the profiles of its block as they are, as they should be, and the difference. */

import { shellWord } from '../text/quoting.ts';
import { shellWords } from '../text/shell-words.ts';
import type { RoleOfAccount } from './profile-names.ts';

/** A profile of the block. */
export interface SyncedProfile {
	readonly name: string;
	readonly accountId: string;
	readonly roleName: string;
	readonly region: string | undefined;
}

/** How a block was made, and how it is made again unless told otherwise. */
export interface SyncRecipe {
	readonly ssoSession: string;
	readonly template: string;
	readonly region: string | undefined;
}

export type SyncStep =
	| { readonly kind: 'add'; readonly after: SyncedProfile }
	| { readonly kind: 'change'; readonly before: SyncedProfile; readonly after: SyncedProfile }
	/** No longer assigned: taken out with `--prune`, else only told. */
	| { readonly kind: 'remove' | 'stale'; readonly before: SyncedProfile };

export interface SyncPlan {
	readonly steps: readonly SyncStep[];
	/** What the block holds afterwards, in its order. */
	readonly profiles: readonly SyncedProfile[];
}

const keyOf = ({ accountId, roleName }: Pick<RoleOfAccount, 'accountId' | 'roleName'>): string =>
	`${accountId} ${roleName}`;

function stepTo(after: SyncedProfile, before: SyncedProfile | undefined): readonly SyncStep[] {
	if (before === undefined) return [{ kind: 'add', after }];
	const isSame = before.name === after.name && before.region === after.region;
	return isSame ? [] : [{ kind: 'change', before, after }];
}

/**
 * @param before what the block holds
 * @param wanted what it should hold, in order
 * @param isKnown whether the roles of this account could be listed: of others nothing is taken out
 */
export function planSync(
	before: readonly SyncedProfile[],
	wanted: readonly SyncedProfile[],
	isPruned: boolean,
	isKnown: (accountId: string) => boolean,
): SyncPlan {
	const old = new Map(before.map((profile) => [keyOf(profile), profile]));
	const keys = new Set(wanted.map(keyOf));
	const names = new Set(wanted.map(({ name }) => name));
	const gone = before.filter((profile) => !keys.has(keyOf(profile)));
	// A name that is wanted for another role cannot stay, so its old role goes in any case.
	const leaves = (profile: SyncedProfile) => names.has(profile.name) || (isPruned && isKnown(profile.accountId));
	const steps: SyncStep[] = wanted.flatMap((after) => stepTo(after, old.get(keyOf(after))));
	for (const profile of gone) {
		if (leaves(profile)) steps.push({ kind: 'remove', before: profile });
		else if (isKnown(profile.accountId)) steps.push({ kind: 'stale', before: profile });
	}
	const profiles = [...wanted, ...gone.filter((profile) => !leaves(profile))];
	// Where nothing changes, neither does the order: an account that could not be listed this time moves nothing.
	const isSame = steps.every(({ kind }) => kind === 'stale') && profiles.length === before.length;
	return { steps, profiles: isSame ? before : profiles };
}

/**
 * The AWS CLI takes a comment with a colon for a setting, and puts new keys of the section above behind it: the second form, which
 * stays where it stands, so that no block is written anew for it.
 */
const WARNINGS = [
	'# Everything between these marks is written by ssoenv. What is changed here by hand goes with the next sync.',
	'# Everything between these marks is written by ssoenv: what is changed here by hand goes with the next sync.',
] as const;

const warningFor = (before: string | undefined): string =>
	WARNINGS.find((warning) => before?.includes(`${warning}\n`)) ?? WARNINGS[0];

/** The command that makes a block again; it stands in it, to be read back. */
const recipeCommand = ({ ssoSession, template, region }: SyncRecipe): string =>
	[
		'ssoenv sync --sso-session',
		shellWord(ssoSession),
		'--template',
		shellWord(template),
		...(region === undefined ? [] : ['--region', shellWord(region)]),
	].join(' ');

/**
 * What stands between the marks.
 * @param section how the config file writes a section
 * @param before what stands there now
 */
export function blockBody(
	recipe: SyncRecipe,
	profiles: readonly SyncedProfile[],
	section: (name: string, settings: ReadonlyMap<string, string>) => string,
	before?: string,
): string {
	const sections = profiles.map(({ name, accountId, roleName, region }) =>
		section(
			name,
			new Map([
				['sso_session', recipe.ssoSession],
				['sso_account_id', accountId],
				['sso_role_name', roleName],
				...(region === undefined ? [] : [['region', region] as const]),
			]),
		),
	);
	return [`# ${recipeCommand(recipe)}\n${warningFor(before)}\n`, ...sections].join('\n');
}

/** How a block was made; undefined where its first line does not tell. */
export function recipeOf(body: string): Omit<SyncRecipe, 'ssoSession'> | undefined {
	const words = shellWords(/^# (ssoenv sync .*)$/m.exec(body)?.[1] ?? '') ?? [];
	const after = (flag: string): string | undefined => {
		const at = words.indexOf(flag);
		return at < 0 ? undefined : words[at + 1];
	};
	const template = after('--template');
	return template === undefined ? undefined : { template, region: after('--region') };
}

/**
 * The profiles of a block as ssoenv writes it; of one that lacks its account or role nothing is known.
 * @param ssoSession where given, profiles of others are left out: somebody put them there by hand
 */
export function profilesOf(body: string, ssoSession?: string): readonly SyncedProfile[] {
	const found: SyncedProfile[] = [];
	for (const part of body.split(/^(?=\[)/m)) {
		const name = /^\[profile (\S+)\]/.exec(part)?.[1];
		const setting = (key: string) => new RegExp(`^${key} = (.*?)\\r?$`, 'm').exec(part)?.[1];
		const [accountId, roleName] = [setting('sso_account_id'), setting('sso_role_name')];
		if (name === undefined || accountId === undefined || roleName === undefined) continue;
		if (ssoSession !== undefined && setting('sso_session') !== ssoSession) continue;
		found.push({ name, accountId, roleName, region: setting('region') });
	}
	return found;
}
