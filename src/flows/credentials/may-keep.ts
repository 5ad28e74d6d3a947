/** Whether role credentials may be kept in files. On the warm path, so it loads what reads the settings only if there is one. */
import { rootOf, type ServedProfile } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { Machine } from '../../ports/machine.ts';

/**
 * Returns the variable or key that forbids to keep the credentials of a role; undefined if none does.
 * @throws Failure `setting-invalid`, `profile-value-invalid`
 */
export async function keepForbiddenBy(
	profile: ServedProfile,
	{ config, path }: Pick<LoadedConfig, 'config' | 'path'>,
	{ machine: { env } }: Ports<'machine'>,
): Promise<string | undefined> {
	const ssoSession = rootOf(profile)?.ssoSession;
	const hasKey = ssoSession !== undefined && config.ssoSessions.get(ssoSession)?.has('ssoenv_keep') === true;
	if (!hasKey && !env.SSOENV_KEEP && env.SSOENV_SHELL_CACHE !== '0') return undefined;
	const { settingAgainstKeeping } = await import('../../core/command-line/sign-in-settings.ts');
	return settingAgainstKeeping({ env, config, path, ssoSession });
}

/** Returns true if the credentials of a role may be kept. @throws Failure as `keepForbiddenBy` */
export const mayKeep = async (
	profile: ServedProfile,
	loaded: Pick<LoadedConfig, 'config' | 'path'>,
	context: Ports<'machine'>,
): Promise<boolean> => (await keepForbiddenBy(profile, loaded, context)) === undefined;

/** Returns what does work once for all processes; if nothing is kept, they could not share its result, so each does it. */
export const aloneIf = (isKept: boolean, { machine }: Ports<'machine'>): Machine['singleFlight'] =>
	isKept ? machine.singleFlight : (_name, { work }) => work();
