/**
 * Plans a sync: the profiles of its block now, the profiles that it should have, and the steps between them. Also
 * formats and parses the block.
 */

import type { RoleOfAccount } from '../discovery/role-patterns.ts';
import { shellWord } from '../text/quoting.ts';
import { shellWords } from '../text/shell-words.ts';

/** A profile in the block. */
export interface SyncedProfile {
	readonly name: string;
	readonly accountId: string;
	readonly roleName: string;
	readonly region: string | undefined;
}

/** The options that made a block. A later sync uses them again unless it gets others. */
export interface SyncRecipe {
	readonly ssoSession: string;
	readonly template: string;
	readonly region: string | undefined;
}

export type SyncStep =
	| { readonly kind: 'add'; readonly after: SyncedProfile }
	| { readonly kind: 'change'; readonly before: SyncedProfile; readonly after: SyncedProfile }
	/** No longer assigned: removed with `--prune`, otherwise only reported. */
	| { readonly kind: 'remove' | 'stale'; readonly before: SyncedProfile };

export interface SyncPlan {
	readonly steps: readonly SyncStep[];
	/** The profiles of the block after the sync, in its order. */
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
 * Plans a sync.
 * @param before the profiles in the block now
 * @param wanted the profiles that it should have, in order
 * @param isPruned true to remove profiles that are no longer assigned
 * @param isKnown returns true if the roles of an account could be listed; profiles of other accounts are kept
 */
export function planSync(
	before: readonly SyncedProfile[],
	wanted: readonly SyncedProfile[],
	isPruned: boolean,
	isKnown: (accountId: string) => boolean,
): SyncPlan {
	const profilesByRole = new Map(before.map((profile) => [keyOf(profile), profile]));
	const keys = new Set(wanted.map(keyOf));
	const names = new Set(wanted.map(({ name }) => name));
	const unwanted = before.filter((profile) => !keys.has(keyOf(profile)));
	// If a new profile needs the name, the old profile always goes.
	const isRemoved = (profile: SyncedProfile) => names.has(profile.name) || (isPruned && isKnown(profile.accountId));
	const steps: SyncStep[] = wanted.flatMap((after) => stepTo(after, profilesByRole.get(keyOf(after))));
	for (const profile of unwanted) {
		if (isRemoved(profile)) steps.push({ kind: 'remove', before: profile });
		else if (isKnown(profile.accountId)) steps.push({ kind: 'stale', before: profile });
	}
	const profiles = [...wanted, ...unwanted.filter((profile) => !isRemoved(profile))];
	// Keep the order if nothing changes: an account that could not be listed this time must not move.
	const isSame = steps.every(({ kind }) => kind === 'stale') && profiles.length === before.length;
	return { steps, profiles: isSame ? before : profiles };
}

/**
 * The comments that may open a block; new blocks get the first. An old block keeps its comment, so that it is not
 * rewritten only for a new one. The third has a colon: `aws configure set` reads such a comment as a setting of the
 * section above, and adds new keys of that section after it.
 */
const WARNINGS = [
	'# ssoenv writes everything between these marks. The next sync overwrites changes that were made by hand.',
	'# Everything between these marks is written by ssoenv. What is changed here by hand goes with the next sync.',
	'# Everything between these marks is written by ssoenv: what is changed here by hand goes with the next sync.',
] as const;

const warningFor = (before: string | undefined): string =>
	WARNINGS.find((warning) => before?.includes(`${warning}\n`)) ?? WARNINGS[0];

/** Formats the command that creates the block again. The block contains it, and a later sync reads it. */
const recipeCommand = ({ ssoSession, template, region }: SyncRecipe): string =>
	[
		'ssoenv sync --sso-session',
		shellWord(ssoSession),
		'--template',
		shellWord(template),
		...(region === undefined ? [] : ['--region', shellWord(region)]),
	].join(' ');

/**
 * Formats the text between the markers.
 * @param section formats a section of the config file
 * @param before the text there now
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

/** Parses the options that made a block; undefined if the block does not contain its command. */
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
 * Parses the profiles of a block. Skips profiles without account or role.
 * @param ssoSession if given, skips profiles of other sso-sessions, which were added by hand
 */
export function profilesOf(body: string, ssoSession?: string): readonly SyncedProfile[] {
	const profiles: SyncedProfile[] = [];
	for (const part of body.split(/^(?=\[)/m)) {
		const name = /^\[profile (\S+)\]/.exec(part)?.[1];
		const setting = (key: string) => new RegExp(`^${key} = (.*?)\\r?$`, 'm').exec(part)?.[1];
		const [accountId, roleName] = [setting('sso_account_id'), setting('sso_role_name')];
		if (name === undefined || accountId === undefined || roleName === undefined) continue;
		if (ssoSession !== undefined && setting('sso_session') !== ssoSession) continue;
		profiles.push({ name, accountId, roleName, region: setting('region') });
	}
	return profiles;
}
