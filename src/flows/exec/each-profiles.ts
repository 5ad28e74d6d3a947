/** Finds the profiles of `each`, and asks once if some of them are guarded. */
import { matchingProfiles, type ProfileSelection } from '../../core/exec/matching-profiles.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { profileNamed } from '../../core/profile/chained-profile.ts';
import { type ListedProfile, listServedProfiles } from '../../core/profile/profile-list.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import { isGuarded } from '../../core/shell/guard.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import type { EachCandidate } from './each-roles.ts';

/** A profile of `each`, or a role without one, or why `use` would refuse it. */
export interface EachProfile {
	readonly listed: ListedProfile;
	readonly role: ServedProfile | Failure;
}

interface Wanted {
	readonly selection: ProfileSelection;
	/** In place of the region of each profile. */
	readonly region: string | undefined;
	/** Whether the roles without a profile are wanted, too. */
	readonly hasAllRoles: boolean;
	readonly choice: LoginChoice;
}

/**
 * Returns the profiles that match.
 * @throws Failure of `matchingProfiles` and `withAllRoles`
 */
export async function eachProfiles(
	{ selection, region, hasAllRoles, choice }: Wanted,
	loaded: LoadedConfig,
	context: Context,
): Promise<readonly EachProfile[]> {
	const { config, path } = loaded;
	const profiles = listServedProfiles(config, path).map((listed): EachCandidate => {
		const resolve = async () => roleNamed(listed.profile, loaded);
		return { ...listed, resolve };
	});
	const all = hasAllRoles
		? await (await import('./each-roles.ts')).withAllRoles(profiles, selection['sso-session'], choice, loaded, context)
		: profiles;
	const found: EachProfile[] = [];
	for (const listed of matchingProfiles(all, selection, { path, hasAllRoles })) {
		const role = await listed.resolve();
		found.push({ listed, role: role instanceof Failure ? role : { ...role, region: region ?? role.region } });
	}
	return found;
}

function roleNamed(profile: string, { config, path }: LoadedConfig): ServedProfile | Failure {
	try {
		return profileNamed(config, { profile, namedBy: 'argument' }, path);
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
}

/** Whether the profile is guarded; a role without one also by the name that `exec` gives it. */
const isGuardedProfile = (guard: string | undefined, { listed, role }: EachProfile): boolean =>
	isGuarded(guard, listed.profile) || (!(role instanceof Failure) && isGuarded(guard, role.name));

/**
 * Asks whether guarded profiles are meant, if there are any. Without a terminal nobody is asked, as in `exec`.
 * @throws Failure `declined`
 */
export async function refuseGuarded(
	profiles: readonly EachProfile[],
	{ terminal, machine }: Ports<'terminal' | 'machine'>,
): Promise<void> {
	const guarded = profiles.filter((profile) => isGuardedProfile(machine.env.SSOENV_GUARD, profile));
	if (guarded.length === 0 || !terminal.stdinIsTerminal() || !terminal.stderrIsTerminal()) return;
	const count = `${guarded.length} of ${profiles.length} profiles ${guarded.length === 1 ? 'is' : 'are'} guarded`;
	if (!(await terminal.confirm(`${count} (SSOENV_GUARD); use ${guarded.length === 1 ? 'it' : 'them'}?`, true))) {
		throw failures.declined(undefined);
	}
}
