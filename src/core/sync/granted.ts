/** Reads the profiles of granted in the config file. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { assumesRole } from '../profile/credential-provider.ts';
import { GRANTED_KEYS, isGranted, processOf } from '../profile/foreign-tool.ts';
import { changesTo, sourcesOf } from './chains.ts';
import { cannotMigrate, type Foreign, isSsoComplete, nonSsoReason } from './migration.ts';

/**
 * Returns granted's profiles. Includes, with a reason, other profiles that sync cannot migrate, because granted can
 * assume them too.
 */
export function grantedProfiles(config: SharedConfig): readonly Foreign[] {
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const runsGranted = isGranted(processOf(settings).program);
		if (assumesRole(settings)) return [grantedChain(name, settings, runsGranted, config)];
		const isMeant = runsGranted || GRANTED_KEYS.some((key) => settings.has(key));
		if (isMeant) return [grantedProfile(name, settings, runsGranted)];
		const reason = isSsoComplete(settings) ? undefined : nonSsoReason(settings);
		return reason === undefined ? [] : [cannotMigrate(name, reason)];
	});
}

/** The start URL, the SSO region, the account and the role, as far as the profile has them. */
const addressOf = (settings: Settings) => GRANTED_KEYS.map((key) => text(settings, key)).slice(0, 4);

function grantedProfile(name: string, settings: Settings, runsGranted: boolean): Foreign {
	const [startUrl, ssoRegion, accountId, roleName] = addressOf(settings);
	if (!startUrl || !ssoRegion || !accountId || !roleName) {
		if (isSsoComplete(settings)) return { name, kind: 'works' };
		return cannotMigrate(name, nonSsoReason(settings) ?? 'it lacks settings that granted also needs');
	}
	if (settings.has('credential_process') && !runsGranted)
		return cannotMigrate(name, 'its credential_process does not run granted');
	const removed = [...GRANTED_KEYS, 'credential_process'];
	const role = { startUrl, ssoRegion, accountId, roleName, signInName: undefined, more: new Map(), removed };
	return { name, kind: 'role', role };
}

/**
 * Like granted, gives a chain without a region that of its source, else the region of Identity Center (Profile.Region in
 * pkg/cfaws/profiles.go), and the session name of its root (getRoleSessionNameFromProfile in session_name.go).
 */
function grantedChain(name: string, settings: Settings, runsGranted: boolean, config: SharedConfig): Foreign {
	// granted takes the first, and AWS tools the second.
	if (addressOf(settings).every((value) => value !== undefined))
		return cannotMigrate(name, 'it has a role in granted_sso_role_name and another one in role_arn');
	const sources = sourcesOf(config, name).map((source) => config.profiles.get(source));
	const root = sources.at(-1);
	const wanted = new Map<string, string | undefined>();
	const inherited = [
		['region', [...sources.map((source) => text(source, 'region')), ssoRegionOf(root, config)]],
		['role_session_name', [text(root, 'role_session_name')]],
	] as const;
	for (const [key, values] of inherited) {
		const value = values.find((candidate) => candidate !== undefined);
		if (text(settings, key) === undefined && value !== undefined) wanted.set(key, value);
	}
	for (const key of [...GRANTED_KEYS, ...(runsGranted ? ['credential_process'] : [])]) wanted.set(key, undefined);
	return { name, kind: 'chain', settings: changesTo(settings, wanted) };
}

function ssoRegionOf(settings: Settings | undefined, config: SharedConfig): string | undefined {
	const session = config.ssoSessions.get(text(settings, 'sso_session') ?? '');
	return text(session, 'sso_region') ?? text(settings, 'sso_region') ?? text(settings, 'granted_sso_region');
}
