/** Finds the sign-in that a command is for, and connects to its services. */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import type { ProfileChoice } from '../../core/failure/config-failures.ts';
import { failures } from '../../core/failure/failures.ts';
import { assumesRole } from '../../core/profile/credential-provider.ts';
import { serviceAddress } from '../../core/profile/endpoints.ts';
import { rootOf, settingsName } from '../../core/profile/role-chain.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { chooseProfile, type SsoProfile, sessionNamed, sessionOfProfile } from '../../core/profile/sso-profile.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { Oidc, Portal } from '../../ports/services.ts';
import { orOfDirectory } from '../directory/choice.ts';

/** A sign-in with the config files that it comes from. */
export interface SignInTarget {
	readonly session: SsoSession;
	/** A profile of the session, if one was named: its settings give the address of the services. */
	readonly profile: string | undefined;
	readonly loaded: LoadedConfig;
}

interface NamedTarget {
	readonly profile: string | undefined;
	readonly ssoSession: string | undefined;
}

/**
 * Returns the sign-in of `--sso-session`, else of the profile (by argument or variable), else the only one configured.
 * That of a role that is assumed is the one at the root of its chain.
 * @param command for hints
 * @throws Failure `usage`, `sso-session-ambiguous`, and those of `sessionNamed`, `sessionOfProfile` and `rootNamed`
 */
export async function sessionFor(
	named: NamedTarget,
	command: string,
	context: Ports<'files' | 'machine'>,
): Promise<SignInTarget> {
	if (named.profile !== undefined && named.ssoSession !== undefined) {
		throw failures.usage({ problem: 'PROFILE and --sso-session cannot be used together', command });
	}
	const loaded = context.files.loadConfig();
	const { config, path } = loaded;
	const choice = await orOfDirectory(chooseProfile(named.profile, context.machine.env), context);
	if (named.ssoSession !== undefined) {
		return { session: sessionNamed(config, named.ssoSession, path), profile: choice.profile, loaded };
	}
	const isNamed = choice.namedBy !== 'default' || config.profiles.has(choice.profile);
	if (!isNamed) {
		const sessions = configuredSessions(config, path).map((configured) => ({
			session: configured.session,
			profile: configured.profiles[0],
		}));
		const [only] = sessions;
		if (only !== undefined && sessions.length === 1) return { ...only, loaded };
		if (only !== undefined) throw failures.ssoSessionAmbiguous({ command, sessions });
	}
	const retry = (profile: string) => `ssoenv ${command} ${argumentWord(profile)}`;
	const target = await rootTarget(choice, loaded, context);
	return target ?? { session: sessionOfProfile(config, choice, path, retry), profile: choice.profile, loaded };
}

/**
 * Returns the sign-in at the root of a profile that assumes a role, or that of a role without a profile; undefined for
 * all others.
 * @throws Failure of `rootNamed`
 */
async function rootTarget(
	{ profile, namedBy }: ProfileChoice,
	loaded: LoadedConfig,
	{ files: { notes } }: Ports<'files'>,
): Promise<SignInTarget | undefined> {
	const { config, path } = loaded;
	const settings = config.profiles.get(profile);
	if (settings === undefined) {
		if (namedBy !== 'argument') return undefined;
		const { notedRole } = await import('../../core/given-role/noted-role.ts');
		const role = notedRole(profile, { config, path, readNote: (key) => notes.read(key, () => true) });
		if (role === undefined) return undefined;
		const session = rootOf(role);
		if (session === undefined) {
			throw (await import('../../core/failure/chain-failures.ts')).chainFailures.signInNotNeeded({ profile });
		}
		return { session, profile: settingsName(role), loaded };
	}
	if (!assumesRole(settings)) return undefined;
	const session = (await import('../../core/profile/chained-profile.ts')).rootNamed(config, profile, path);
	return session && { session, profile, loaded };
}

/**
 * Returns the sign-in of a profile.
 * @param active the profile that was asked for: the profile itself, or one that assumes a role with its credentials
 */
export const signInOf = (profile: SsoProfile, loaded: LoadedConfig, active = profile.name): SignInTarget => ({
	session: profile,
	profile: active,
	loaded,
});

/** Returns the header of the section that has the start URL and the region of the sign-in. */
export const sectionOf = ({ session, profile }: SignInTarget): string =>
	session.ssoSession === undefined ? `[profile ${profile ?? 'NAME'}]` : `[sso-session ${session.ssoSession}]`;

/** Returns how the OIDC service is reached. @throws Failure `setting-invalid`, `services-not-found` */
export const oidcAddress = ({ profile, loaded }: Omit<SignInTarget, 'session'>, { machine }: Ports<'machine'>) =>
	serviceAddress('sso_oidc', loaded.config, profile, machine.env, loaded.path);

/** Connects to the OIDC service. @throws Failure `setting-invalid`, `services-not-found` */
export const oidcOf = (target: SignInTarget, context: Ports<'services' | 'machine'>): Promise<Oidc> =>
	context.services.oidc(target.session.ssoRegion, oidcAddress(target, context));

/** Connects to the portal. @throws Failure `setting-invalid`, `services-not-found` */
export function portalOf(
	{ session, profile, loaded }: SignInTarget,
	context: Ports<'services' | 'machine'>,
): Promise<Portal> {
	const address = serviceAddress('sso', loaded.config, profile, context.machine.env, loaded.path);
	return context.services.portal(session.ssoRegion, address);
}
