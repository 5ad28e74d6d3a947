/** The role behind a name that `use --account … --role …` made up earlier. */
import { givenKey, parseGiven } from '../../core/profile/given-role.ts';
import { type SsoProfile, sessionNamed } from '../../core/profile/sso-profile.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

/** Undefined where the name is a profile's, was never made up, or its sso-session is gone. @throws Failure of `sessionNamed` */
export function notedRole(
	name: string,
	{ config, path }: LoadedConfig,
	context: Ports<'files'>,
): SsoProfile | undefined {
	if (config.profiles.has(name)) return undefined;
	const text = context.files.notes.read(givenKey(name), () => true);
	const role = text === undefined ? undefined : parseGiven(text);
	if (role === undefined || !config.ssoSessions.has(role.ssoSession)) return undefined;
	const { accountId, roleName, region } = role;
	return { ...sessionNamed(config, role.ssoSession, path), name, accountId, roleName, region };
}
