/** `ssoenv list`: lists the profiles that `use` can take, and says why it cannot take the others. */

import { misreadLines } from '../../core/config/misread-text.ts';
import type { SharedConfig } from '../../core/config/shared-config.ts';
import { isSelective, type RoleSelection, roleSelector } from '../../core/discovery/role-patterns.ts';
import { servedProfile } from '../../core/profile/chained-profile.ts';
import { toolOf } from '../../core/profile/foreign-tool.ts';
import { type ListedProfile, listServedProfiles } from '../../core/profile/profile-list.ts';
import { asciiJson } from '../../core/text/json.ts';
import { printable } from '../../core/text/printable.ts';
import { inReadingOrder } from '../../core/text/reading-order.ts';
import { knownAccountNames } from '../../flows/discovery/known-account-names.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

const HEADINGS = ['PROFILE', 'SSO-SESSION', 'ACCOUNT', 'ROLE', 'REGION', ''] as const;

interface ListArguments extends RoleSelection {
	readonly json: boolean;
}

export async function run(args: ListArguments, context: Ports<'terminal' | 'files'>): Promise<void> {
	const loaded = context.files.loadConfig();
	const { config, path } = loaded;
	const all = listServedProfiles(config, path);
	const { profiles, isNameless } = isSelective(args)
		? await selectedProfiles(all, args, loaded, context)
		: { profiles: all, isNameless: false };
	const misread = misreadLines(config);
	for (const line of misread) context.terminal.say(line);
	if (args.json) {
		context.terminal.stdout(
			`${asciiJson(
				profiles.map((profile) => ({ ...profile })),
				2,
			)}\n`,
		);
		return;
	}
	if (profiles.length === 0 && all.length > 0) {
		context.terminal.say(`no profile in ${path} matches`);
		if (isNameless) {
			context.terminal.say('accounts match by their IDs only, until their names are known');
			context.terminal.say('hint: ssoenv accounts');
		}
		return;
	}
	if (profiles.length === 0) {
		context.terminal.say(`there is no Identity Center profile in ${path}`);
		// A misread profile needs another header, not a new configuration.
		if (misread.length === 0) context.terminal.say(`hint: ${foreignHint(config) ?? 'ssoenv configure'}`);
		return;
	}
	const inOrder = inReadingOrder(profiles, ({ profile }) => profile);
	await context.terminal.showTable([HEADINGS, ...inOrder.map(row)]);
}

interface Selected {
	readonly profiles: readonly ListedProfile[];
	/** True if a pattern may be the name of an account, and none is known. */
	readonly isNameless: boolean;
}

/** Returns the profiles whose role is wanted. Account names are those that `sync` and `accounts` have found. */
async function selectedProfiles(
	profiles: readonly ListedProfile[],
	selection: RoleSelection,
	{ config, path }: LoadedConfig,
	context: Ports<'files'>,
): Promise<Selected> {
	const nameOf = knownAccountNames(await context.files.discoveries());
	const roles = profiles.flatMap((profile) => {
		const served = servedProfile(config, profile.profile, path);
		return served === undefined ? [] : [{ ...served, listed: profile, accountName: nameOf(served) }];
	});
	const hasLetters = [...selection.include, ...selection.exclude].some((pattern) =>
		/[^\d*?]/.test(pattern.replace(/\/[^/]*$/, '')),
	);
	return {
		profiles: roles.filter(roleSelector(selection)).map(({ listed }) => listed),
		isNameless: hasLetters && roles.every(({ accountName }) => accountName === undefined),
	};
}

/** Returns the command that converts another tool's profiles, if there are any. */
function foreignHint(config: SharedConfig): string | undefined {
	for (const [, settings] of config.profiles) {
		const tool = toolOf(settings);
		if (tool !== undefined) return `ssoenv sync --from ${tool}`;
	}
	return undefined;
}

const row = (profile: ListedProfile): readonly string[] => [
	...[profile.profile, profile.ssoSession, profile.accountId, profile.roleName, profile.region].map((cell) =>
		cell === null ? '-' : printable(cell),
	),
	profile.problem === null ? '' : `! ${printable(profile.problem)}`,
];
