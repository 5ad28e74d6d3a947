/** Chooses the sso-session that `sync` writes profiles for. */
import { misreadLines } from '../../core/config/misread-text.ts';
import { syncFailures } from '../../core/failure/edit-failures.ts';
import { failures } from '../../core/failure/failures.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { chooseProfile } from '../../core/profile/sso-profile.ts';
import type { Ports } from '../../ports/context.ts';
import { type SignInTarget, sessionFor } from '../sign-in/session-for.ts';

/** Returns the session of `--sso-session`, else the only one, else that of the profile in a variable. */
export async function sessionToSync(
	given: string | undefined,
	context: Ports<'files' | 'machine'>,
): Promise<SignInTarget> {
	const loaded = context.files.loadConfig();
	const { config, path } = loaded;
	const [only, ...others] = config.ssoSessions.keys();
	const ssoSession = given ?? (others.length === 0 ? only : undefined);
	if (ssoSession === undefined && chooseProfile(undefined, context.machine.env).namedBy === 'default') {
		const known = configuredSessions(config, path).filter(({ session }) => session.ssoSession !== undefined);
		if (known.length === 0) throw syncFailures.syncNeedsSession({ misread: misreadLines(config) });
		const sessions = known.map(({ session, profiles }) => ({ session, profile: profiles[0] }));
		throw failures.ssoSessionAmbiguous({ command: 'sync', sessions });
	}
	const { machine, files } = context;
	const ports = { machine, files: { ...files, loadConfig: () => loaded } };
	return sessionFor({ profile: undefined, ssoSession }, 'sync', ports);
}
