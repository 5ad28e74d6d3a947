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
	const profiles = isSelective(args) ? await selectedProfiles(all, args, loaded, context) : all;
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

/** Returns the profiles whose role is wanted. Account names are those that `sync` and `accounts` have found. */
async function selectedProfiles(
	profiles: readonly ListedProfile[],
	selection: RoleSelection,
	{ config, path }: LoadedConfig,
	context: Ports<'files'>,
): Promise<readonly ListedProfile[]> {
	const accountName = knownAccountNames(await context.files.discoveries());
	const isWanted = roleSelector(selection);
	return profiles.filter(({ profile }) => {
		const served = servedProfile(config, profile, path);
		return served !== undefined && isWanted({ ...served, accountName: accountName(served) });
	});
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
