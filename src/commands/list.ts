/** `ssoenv list`: the profiles that `use` can take, and why it cannot take the others. */
import { asciiJson } from '../core/json.ts';
import { printable } from '../core/printable.ts';
import { type ListedProfile, listProfiles } from '../core/profile-list.ts';
import type { Context } from '../ports.ts';

const HEADINGS = ['PROFILE', 'SSO-SESSION', 'ACCOUNT', 'ROLE', 'REGION', ''] as const;

export async function run(args: { readonly json: boolean }, context: Context): Promise<void> {
	const { config, path } = context.loadConfig();
	const profiles = listProfiles(config, path);
	if (args.json) {
		context.stdout(
			`${asciiJson(
				profiles.map((profile) => ({ ...profile })),
				2,
			)}\n`,
		);
		return;
	}
	if (profiles.length === 0) {
		context.say(`no Identity Center profile in ${path}`);
		context.say('hint: ssoenv configure');
		return;
	}
	context.stdout(await context.table([HEADINGS, ...profiles.map(row)]));
}

const row = (profile: ListedProfile): readonly string[] => [
	...[profile.profile, profile.ssoSession, profile.accountId, profile.roleName, profile.region].map((cell) =>
		cell === null ? '-' : printable(cell),
	),
	profile.problem === null ? '' : `! ${printable(profile.problem)}`,
];
