/** Gives a profile another name, in the config file and in what ssoenv keeps. */
import { type SharedConfig, text as settingText } from '../../core/config/shared-config.ts';
import { withSections } from '../../core/config-edit/sections.ts';
import { withProfileMovedOut, withRenamedProfile } from '../../core/config-edit/whole-sections.ts';
import { removalFailures } from '../../core/configure/removal-failures.ts';
import { blockProfiles, withTidyBlocks } from '../../core/sync/excluded-roles.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { renameRecentProfile } from '../picker/recent-profiles.ts';
import { goneProfiles, removeLeftovers } from './profile-leftovers.ts';
import { type EditOfProfiles, editKeptForUndo, refuseUnlessInConfig } from './remove-profiles.ts';

/** What a rename changes. */
export interface PreparedRename {
	readonly name: string;
	readonly to: string;
	/** The profiles whose `source_profile` it is, by the names that they have afterwards. */
	readonly users: readonly string[];
	/** The sso-sessions in whose block the profile is, which it then leaves. */
	readonly syncedIn: readonly string[];
	readonly loaded: LoadedConfig;
}

/**
 * Finds what a rename changes.
 * @throws Failure `profile-not-found`, `profile-elsewhere`, `profile-taken`, `config-not-editable`
 */
export async function prepareRename(name: string, to: string, context: Ports<'files'>): Promise<PreparedRename> {
	const loaded = context.files.loadConfig();
	const { config, files } = loaded;
	refuseUnlessInConfig(name, 'rename', loaded);
	if (config.profileIn('credentials', name) !== undefined) {
		throw removalFailures.profileElsewhere({ profile: name, path: files[1], command: 'rename', isAlso: true });
	}
	const takenIn = (['config', 'credentials'] as const).findIndex((file) => config.profileIn(file, to) !== undefined);
	if (takenIn >= 0) throw removalFailures.profileTaken({ profile: name, to, path: files[takenIn === 0 ? 0 : 1] });
	const text = (await context.files.configFile()).read();
	// Refuses a name that cannot be written.
	withRenamedProfile(text, name, to);
	const isUser = (profile: string) => settingText(config.profileIn('config', profile), 'source_profile') === name;
	const users = [...config.profiles.keys()].filter(isUser).map((user) => (user === name ? to : user));
	const syncedIn = [...config.ssoSessions.keys()].filter((session) =>
		blockProfiles(text, session).some((profile) => profile.name === name),
	);
	return { name, to, users, syncedIn, loaded };
}

/** Returns the text after the rename. @throws Failure `config-not-editable`, `config-block-damaged` */
function renamedText(text: string, { name, to, users, syncedIn }: PreparedRename): string {
	const renamed =
		syncedIn.length > 0
			? withTidyBlocks(withProfileMovedOut(text, name, to), syncedIn)
			: withRenamedProfile(text, name, to);
	const profiles = new Map(users.map((user) => [user, new Map([['source_profile', to]])]));
	return withSections(renamed, { profiles, newSessions: new Map() }).text;
}

/** Returns true if the new name stands where the old one stood, and all else is there as before. */
const isMeant = ({ name, to, users, loaded }: PreparedRename) => {
	const named = [...loaded.config.profiles.keys()].filter(
		(one) => loaded.config.profileIn('config', one) !== undefined,
	);
	return ({ profiles }: SharedConfig) =>
		named.every((one) => profiles.has(one === name ? to : one)) &&
		!profiles.has(name) &&
		users.every((user) => settingText(profiles.get(user), 'source_profile') === to);
};

/**
 * Edits the config file, and removes what was kept under the old name.
 * @throws Failure `config-not-editable`, `config-block-damaged`
 */
export async function renameProfile(
	prepared: PreparedRename,
	context: Ports<'files' | 'machine'>,
): Promise<EditOfProfiles> {
	const { name, to, loaded } = prepared;
	const gone = goneProfiles([name], loaded);
	const change = {
		by: 'rename',
		change: (text: string) => renamedText(text, prepared),
		isRead: isMeant(prepared),
	} as const;
	const edit = await editKeptForUndo(change, context);
	await renameRecentProfile(name, to, context);
	return { ...edit, ...(await removeLeftovers(gone, context.files.loadConfig(), context)) };
}
