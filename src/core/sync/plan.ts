/** Plans a sync: the profiles of its block now, the profiles that it should have, and the steps between them. */
import type { SyncedProfile } from './profile-block.ts';

/** Why a profile of the block is no longer wanted. */
export type StaleReason = 'unassigned' | 'left-out' | 'other-region';

export type SyncStep =
	| { readonly kind: 'add'; readonly after: SyncedProfile }
	| { readonly kind: 'change'; readonly before: SyncedProfile; readonly after: SyncedProfile }
	/** No longer wanted: removed with `--prune`, otherwise only reported. */
	| { readonly kind: 'remove'; readonly before: SyncedProfile }
	| {
			readonly kind: 'stale';
			readonly before: SyncedProfile;
			/** As it stays in the block. */
			readonly after: SyncedProfile;
			readonly because: StaleReason;
	  };

export interface SyncPlan {
	readonly steps: readonly SyncStep[];
	/** The profiles of the block after the sync, in its order. */
	readonly profiles: readonly SyncedProfile[];
}

export const assignmentKey = ({ accountId, roleName }: Pick<SyncedProfile, 'accountId' | 'roleName'>): string =>
	`${accountId} ${roleName}`;

const isSameMap = (left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): boolean =>
	left.size === right.size && [...left].every(([key, value]) => right.get(key) === value);

const isSameProfile = (left: SyncedProfile, right: SyncedProfile): boolean =>
	left.name === right.name &&
	left.region === right.region &&
	left.comment === right.comment &&
	isSameMap(left.settings, right.settings);

/**
 * Finds the profile in the block for each wanted one: of the same role and region, else another one of the role that no
 * wanted profile has yet.
 */
function pairs(before: readonly SyncedProfile[], wanted: readonly SyncedProfile[]): Map<SyncedProfile, SyncedProfile> {
	const free = new Map<string, Set<SyncedProfile>>();
	for (const profile of before)
		free.set(assignmentKey(profile), (free.get(assignmentKey(profile)) ?? new Set()).add(profile));
	const found = new Map<SyncedProfile, SyncedProfile>();
	const take = (after: SyncedProfile, isFit: (profile: SyncedProfile) => boolean) => {
		const candidates = free.get(assignmentKey(after));
		const profile = found.has(after) ? undefined : [...(candidates ?? [])].find(isFit);
		if (profile === undefined) return;
		candidates?.delete(profile);
		found.set(after, profile);
	};
	for (const after of wanted) take(after, ({ region }) => region === after.region);
	for (const after of wanted) take(after, () => true);
	return found;
}

function stepTo(after: SyncedProfile, before: SyncedProfile | undefined): readonly SyncStep[] {
	if (before === undefined) return [{ kind: 'add', after }];
	return isSameProfile(before, after) ? [] : [{ kind: 'change', before, after }];
}

/** What becomes of profiles that are no longer wanted. */
export interface UnwantedRules {
	/** Returns why a profile is no longer wanted; undefined if that is not known: then it is kept. */
	readonly whyStale: (profile: SyncedProfile) => StaleReason | undefined;
	/** Returns a profile as it is kept; the same one without a change. */
	readonly asKept?: (profile: SyncedProfile) => SyncedProfile;
}

/**
 * Plans a sync.
 * @param before the profiles in the block now
 * @param wanted the profiles that it should have, in order
 * @param isPruned true to remove profiles that are no longer wanted
 */
export function planSync(
	before: readonly SyncedProfile[],
	wanted: readonly SyncedProfile[],
	isPruned: boolean,
	{ whyStale, asKept = (profile) => profile }: UnwantedRules,
): SyncPlan {
	const found = pairs(before, wanted);
	const kept = new Set(found.values());
	const names = new Set(wanted.map(({ name }) => name));
	const unwanted = before
		.filter((profile) => !kept.has(profile))
		.map((profile) => ({ profile, kept: asKept(profile), because: whyStale(profile) }));
	// If a new profile needs the name, the old profile always goes.
	const isRemoved = ({ profile, because }: (typeof unwanted)[number]) =>
		names.has(profile.name) || (isPruned && because !== undefined);
	const steps = wanted.flatMap((after) => stepTo(after, found.get(after)));
	for (const entry of unwanted) {
		const { profile, kept: after, because } = entry;
		if (isRemoved(entry)) steps.push({ kind: 'remove', before: profile });
		else if (because !== undefined) steps.push({ kind: 'stale', before: profile, after, because });
	}
	const staying = unwanted.filter((entry) => !isRemoved(entry));
	const profiles = [...wanted, ...staying.map((entry) => entry.kept)];
	// Keep the order if nothing changes: an account that could not be listed this time must not move.
	const isSame =
		steps.every(({ kind }) => kind === 'stale') &&
		staying.every((entry) => entry.kept === entry.profile) &&
		profiles.length === before.length;
	return { steps, profiles: isSame ? before : profiles };
}
