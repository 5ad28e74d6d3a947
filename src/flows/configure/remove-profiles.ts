/** Takes profiles, or a whole sso-session with its profiles, out of the config file and out of all that ssoenv keeps. */
import type { SharedConfig } from '../../core/config/shared-config.ts';
import { pieceBetween } from '../../core/config-edit/undo-patch.ts';
import {
	type ProfileRemoval,
	profilesOfSession,
	refuseHalfRemoval,
	withoutProfiles,
} from '../../core/configure/profile-removal.ts';
import { removalFailures } from '../../core/configure/removal-failures.ts';
import { missingProfile } from '../../core/profile/refused-profile.ts';
import { canBeSignedInTo, sessionNamed } from '../../core/profile/sso-profile.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { ConfigEdit, LoadedConfig } from '../../ports/files.ts';
import { signOut } from '../sign-out/sign-out.ts';
import { editForUndo } from '../sync/sync-history.ts';
import { type GoneProfile, goneProfiles, type Leftovers, removeLeftovers } from './profile-leftovers.ts';

/** A removal that has been found possible. */
export interface PreparedRemoval {
	readonly removal: ProfileRemoval;
	readonly gone: readonly GoneProfile[];
	readonly loaded: LoadedConfig;
}

/** @throws Failure `profile-not-found`, `profile-elsewhere` */
export function refuseUnlessInConfig(name: string, command: string, { config, path, files }: LoadedConfig): void {
	if (config.profileIn('config', name) === undefined) {
		if (config.profiles.has(name)) {
			throw removalFailures.profileElsewhere({ profile: name, path: files[1], command, isAlso: false });
		}
		const retry = (other: string) => `ssoenv ${command} ${argumentWord(other)}`;
		throw missingProfile({ profile: name, namedBy: 'argument' }, { config, path, isUsable: () => true, retry });
	}
}

/**
 * Finds what would go.
 * @throws Failure `profile-not-found`, `sso-session-not-found`, `profile-elsewhere`, `profile-needed`, `role-split`
 */
export async function prepareRemoval(
	names: readonly string[],
	ssoSession: string | undefined,
	context: Ports<'files'>,
): Promise<PreparedRemoval> {
	const loaded = context.files.loadConfig();
	const { config, path } = loaded;
	if (ssoSession !== undefined && !config.ssoSessions.has(ssoSession)) sessionNamed(config, ssoSession, path);
	for (const name of names) refuseUnlessInConfig(name, 'remove', loaded);
	const ofSession = ssoSession === undefined ? [] : profilesOfSession(config, ssoSession);
	const profiles = new Set([...names, ...ofSession]);
	const removal = { profiles, ssoSession };
	const file = await context.files.configFile();
	refuseHalfRemoval(removal, loaded, file.read());
	return { removal, gone: goneProfiles(profiles, loaded), loaded };
}

/** Returns true if nothing that goes is left, and nothing else has gone. */
const isMeant = ({ removal, loaded }: PreparedRemoval) => {
	const stay = [...loaded.config.profiles.keys()].filter(
		(name) => loaded.config.profileIn('config', name) !== undefined,
	);
	return (config: SharedConfig) =>
		stay.every((name) => config.profiles.has(name) !== removal.profiles.has(name)) &&
		[...loaded.config.ssoSessions.keys()].every(
			(name) => config.ssoSessions.has(name) !== (name === removal.ssoSession),
		);
};

/**
 * Signs out of the sso-session that goes, edits the config file, and removes what was kept.
 * @throws Failure `sign-out-incomplete`, `config-not-editable`, `config-block-damaged`
 */
export async function removeProfiles(prepared: PreparedRemoval, context: Context): Promise<EditOfProfiles> {
	const { removal, gone, loaded } = prepared;
	const { ssoSession } = removal;
	if (ssoSession !== undefined && canBeSignedInTo(loaded.config, loaded.path)(ssoSession)) {
		const session = sessionNamed(loaded.config, ssoSession, loaded.path);
		await signOut({ session, profile: undefined, loaded }, context);
	}
	const change = (text: string) => withoutProfiles(text, removal, loaded.config);
	const edit = await editKeptForUndo({ by: 'remove', change, isRead: isMeant(prepared) }, context);
	return { ...edit, ...(await removeLeftovers(gone, context.files.loadConfig(), context)) };
}

/** An edit of the config file, and what became of what was kept of its profiles. */
export interface EditOfProfiles extends ConfigEdit, Leftovers {}

/** A change to the text of the config file. */
interface KeptChange {
	/** The command that makes it. */
	readonly by: 'remove' | 'rename';
	readonly change: (text: string) => string;
	/** Returns true if the file that was written is read as it was meant. */
	readonly isRead: (config: SharedConfig) => boolean;
}

/** Edits the config file, and saves what undoes it. @throws Failure of `change` and of the edit */
export async function editKeptForUndo(
	{ by, change, isRead }: KeptChange,
	context: Ports<'files'>,
): Promise<ConfigEdit> {
	let [before, after] = ['', ''];
	const changeOnce = (text: string) => {
		before = text;
		after = change(text);
		return after;
	};
	const recordOf = () => ({ by, pieces: [pieceBetween(before, after, 0)], length: after.length });
	return editForUndo({ change: changeOnce, isRead, recordOf }, context);
}
