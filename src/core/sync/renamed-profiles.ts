/** Finds what names a profile that a sync renames. Sync does not change any of it, so the person is told. */
import { type SharedConfig, text } from '../config/shared-config.ts';
import { shellWord } from '../text/quoting.ts';
import type { SyncPlan } from './plan.ts';

/** What may name a profile. */
export interface NameUsers {
	readonly config: SharedConfig;
	/** The names of profiles that were used recently. */
	readonly recent: ReadonlySet<string>;
	/** Returns whether SSOENV_GUARD guards a profile. */
	readonly isGuarded: (profile: string) => boolean;
	/** Files in folders that name a profile, as far as they are known. */
	readonly folderFiles: readonly { readonly path: string; readonly profile: string }[];
}

/** Returns the new name of each profile that a plan renames. */
export const renamesIn = ({ steps }: SyncPlan): ReadonlyMap<string, string> =>
	new Map(
		steps.flatMap((step) =>
			step.kind === 'change' && step.before.name !== step.after.name
				? [[step.before.name, step.after.name] as const]
				: [],
		),
	);

/** Returns a line for each thing that names a renamed profile. */
export function nameUserLines(
	renames: ReadonlyMap<string, string>,
	{ config, recent, isGuarded, folderFiles }: NameUsers,
): readonly string[] {
	const arrow = (before: string) => `${shellWord(before)}, which becomes ${shellWord(renames.get(before) ?? '')}`;
	const sources = [...config.profiles].flatMap(([name, settings]) => {
		const source = text(settings, 'source_profile') ?? '';
		return renames.has(source) ? [`source_profile of profile "${name}" names ${arrow(source)}`] : [];
	});
	const unguarded = [...renames].filter(([before, after]) => isGuarded(before) && !isGuarded(after));
	return [
		...sources,
		...unguarded.map(([before]) => `SSOENV_GUARD guards ${arrow(before)}: no pattern matches the new name`),
		...folderFiles
			.filter(({ profile }) => renames.has(profile))
			.map(({ path, profile }) => `${path} names ${arrow(profile)}`),
		...[...renames.keys()].filter((before) => recent.has(before)).map((before) => `you recently used ${arrow(before)}`),
	];
}
