/** Plans which sections of the config file `remove` takes out, and refuses what would leave others broken. */
import { signInCommand } from '../aws/sso-session.ts';
import { type SharedConfig, text } from '../config/shared-config.ts';
import { withConfigBlock } from '../config-edit/blocks.ts';
import type { SectionId } from '../config-edit/section-edit.ts';
import { withoutWholeSections } from '../config-edit/whole-sections.ts';
import { blockLabel, blockProfiles, withProfilesExcluded } from '../sync/excluded-roles.ts';
import { argumentWord } from '../text/quoting.ts';
import { removalFailures } from './removal-failures.ts';

/** What goes: profiles by name, and perhaps a whole sso-session. */
export interface ProfileRemoval {
	readonly profiles: ReadonlySet<string>;
	readonly ssoSession: string | undefined;
}

/** Returns the names of the profiles whose sections name this sso-session. */
export const profilesOfSession = (config: SharedConfig, ssoSession: string): readonly string[] =>
	[...config.profiles].flatMap(([name, settings]) => (text(settings, 'sso_session') === ssoSession ? [name] : []));

/** Formats the command that removes these profiles too. */
function command({ profiles, ssoSession }: ProfileRemoval, more: readonly string[]): string {
	const names = ssoSession === undefined ? [...profiles, ...more] : more;
	return [signInCommand('remove', { ssoSession, startUrl: '' }, undefined), ...names.map(argumentWord)].join(' ');
}

/** The config files, as they are loaded. */
interface LoadedFiles {
	readonly config: SharedConfig;
	readonly files: readonly [config: string, credentials: string];
}

/** @throws Failure `profile-needed` */
function refuseToTakeSources(removal: ProfileRemoval, { config, files }: LoadedFiles): void {
	const { profiles } = removal;
	for (const profile of profiles) {
		const users = [...config.profiles].flatMap(([name, settings]) =>
			!profiles.has(name) && text(settings, 'source_profile') === profile ? [name] : [],
		);
		if (users.length === 0) continue;
		const elsewhere = users.find((user) => config.profileIn('config', user) === undefined);
		const otherwise =
			elsewhere === undefined
				? command(removal, users)
				: `change source_profile of [${elsewhere}] in ${files[1]} first`;
		throw removalFailures.profileNeeded({ profile, users, otherwise });
	}
}

/** Refuses to take a part of a role that sync has several profiles of. @throws Failure `role-split`, `config-block-damaged` */
function refuseToSplitRoles(removal: ProfileRemoval, { config }: LoadedFiles, fileText: string): void {
	const { profiles, ssoSession } = removal;
	for (const session of config.ssoSessions.keys()) {
		if (session === ssoSession) continue;
		const synced = blockProfiles(fileText, session);
		for (const { name, accountId, roleName } of synced.filter((one) => profiles.has(one.name))) {
			const others = synced
				.filter((one) => one.accountId === accountId && one.roleName === roleName && !profiles.has(one.name))
				.map((one) => one.name);
			if (others.length === 0) continue;
			throw removalFailures.roleSplit({ profile: name, others, otherwise: command(removal, others) });
		}
	}
}

/**
 * Refuses to leave a profile without its source, or a part of a role that sync has several profiles of.
 * @param fileText the text of the config file
 * @throws Failure `profile-needed`, `role-split`, `config-block-damaged`
 */
export function refuseHalfRemoval(removal: ProfileRemoval, loaded: LoadedFiles, fileText: string): void {
	refuseToTakeSources(removal, loaded);
	refuseToSplitRoles(removal, loaded, fileText);
}

/**
 * Returns the text without what goes.
 * @throws Failure `config-block-damaged`, `config-not-editable`
 */
export function withoutProfiles(
	fileText: string,
	{ profiles, ssoSession }: ProfileRemoval,
	config: SharedConfig,
): string {
	const sessions = [...config.ssoSessions.keys()].filter((session) => session !== ssoSession);
	const isMeant = ({ kind, name }: SectionId) => (kind === 'profile' ? profiles.has(name) : name === ssoSession);
	let edited = withProfilesExcluded(fileText, sessions, (name) => profiles.has(name));
	if (ssoSession !== undefined) edited = withConfigBlock(edited, blockLabel(ssoSession), undefined);
	return withoutWholeSections(edited, isMeant);
}
