/** Finds the profiles of `each`, and asks once if some of them are guarded. */
import type { ProfileSelection } from '../../core/exec/matching-profiles.ts';
import { matchingProfiles } from '../../core/exec/matching-profiles.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { profileNamed } from '../../core/profile/chained-profile.ts';
import { type ListedProfile, listServedProfiles } from '../../core/profile/profile-list.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import { isGuarded } from '../../core/shell/guard.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

/** A profile of `each`, or why `use` would refuse it. */
export interface EachProfile {
	readonly listed: ListedProfile;
	readonly role: ServedProfile | Failure;
}

/**
 * Returns the profiles that match.
 * @param region in place of the region of each profile
 * @throws Failure of `matchingProfiles`
 */
export function eachProfiles(
	selection: ProfileSelection,
	region: string | undefined,
	{ config, path }: LoadedConfig,
): readonly EachProfile[] {
	return matchingProfiles(listServedProfiles(config, path), selection, path).map((listed) => {
		try {
			const role = profileNamed(config, { profile: listed.profile, namedBy: 'argument' }, path);
			return { listed, role: { ...role, region: region ?? role.region } };
		} catch (error) {
			if (error instanceof Failure) return { listed, role: error };
			throw error;
		}
	});
}

/**
 * Asks whether guarded profiles are meant, if there are any. Without a terminal nobody is asked, as in `exec`.
 * @throws Failure `declined`
 */
export async function refuseGuarded(
	profiles: readonly EachProfile[],
	{ terminal, machine }: Ports<'terminal' | 'machine'>,
): Promise<void> {
	const guarded = profiles.filter(({ listed }) => isGuarded(machine.env.SSOENV_GUARD, listed.profile));
	if (guarded.length === 0 || !terminal.stdinIsTerminal() || !terminal.stderrIsTerminal()) return;
	const count = `${guarded.length} of ${profiles.length} profiles ${guarded.length === 1 ? 'is' : 'are'} guarded`;
	if (!(await terminal.confirm(`${count} (SSOENV_GUARD); use ${guarded.length === 1 ? 'it' : 'them'}?`, true))) {
		throw failures.declined(undefined);
	}
}
