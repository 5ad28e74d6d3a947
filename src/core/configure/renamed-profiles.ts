/** Finds what names a profile that is renamed or removed. ssoenv does not change any of it, so the person is told. */
import { type SharedConfig, text } from '../config/shared-config.ts';
import type { Environment } from '../machine/environment.ts';
import { processOf } from '../profile/foreign-tool.ts';
import type { SyncPlan } from '../sync/plan.ts';
import { shellWord } from '../text/quoting.ts';

/** What may name a profile. */
export interface NameUsers {
	readonly config: SharedConfig;
	/** The names of profiles that were used recently. */
	readonly recent: ReadonlySet<string>;
	readonly env: Environment;
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

/** Returns the names in the variables that hold any. The favorites are patterns, separated by blanks. */
const namesIn = ({ AWS_PROFILE, AWS_DEFAULT_PROFILE, SSOENV_FAVORITES }: Environment) =>
	Object.entries({
		AWS_PROFILE: [AWS_PROFILE ?? ''],
		AWS_DEFAULT_PROFILE: [AWS_DEFAULT_PROFILE ?? ''],
		SSOENV_FAVORITES: (SSOENV_FAVORITES ?? '').split(/\s+/),
	});

/**
 * Returns a line for each thing that names a profile by its old name.
 * @param renames the new names; undefined for a profile that is gone
 */
export function nameUserLines(
	renames: ReadonlyMap<string, string | undefined>,
	{ config, recent, env, isGuarded, folderFiles }: NameUsers,
): readonly string[] {
	const arrow = (before: string) => {
		const after = renames.get(before);
		return `${shellWord(before)}, which ${after === undefined ? 'is gone' : `becomes ${shellWord(after)}`}`;
	};
	const named = (words: readonly string[]) => words.filter((word) => renames.has(word));
	const commands = [...config.profiles].flatMap(([name, settings]) => {
		const { program, words } = processOf(settings);
		if (program !== 'ssoenv') return [];
		return named(words).map((before) => `credential_process of profile "${name}" names ${arrow(before)}`);
	});
	const variables = namesIn(env).flatMap(([variable, names]) =>
		named(names).map((before) => `${variable} names ${arrow(before)}`),
	);
	const sources = [...config.profiles].flatMap(([name, settings]) => {
		const source = text(settings, 'source_profile') ?? '';
		return renames.has(source) ? [`source_profile of profile "${name}" names ${arrow(source)}`] : [];
	});
	const unguarded = [...renames].filter(
		([before, after]) => after !== undefined && isGuarded(before) && !isGuarded(after),
	);
	return [
		...sources,
		...commands,
		...variables,
		...unguarded.map(([before]) => `SSOENV_GUARD guards ${arrow(before)}: no pattern matches the new name`),
		...folderFiles
			.filter(({ profile }) => renames.has(profile))
			.map(({ path, profile }) => `${path} names ${arrow(profile)}`),
		...[...renames.keys()].filter((before) => recent.has(before)).map((before) => `you recently used ${arrow(before)}`),
	];
}
