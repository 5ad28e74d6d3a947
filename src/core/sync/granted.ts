/** Reads the profiles of granted in the config file. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { GRANTED_KEYS, isGranted, processOf } from '../profile/foreign-tool.ts';
import { cannotMigrate, type Foreign, isSsoComplete, nonSsoReason } from './migration.ts';

/**
 * Returns granted's profiles. Includes, with a reason, other profiles that sync cannot migrate, because granted can
 * assume them too.
 */
export function grantedProfiles(config: SharedConfig): readonly Foreign[] {
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const runsGranted = isGranted(processOf(settings).program);
		const isMeant = runsGranted || GRANTED_KEYS.some((key) => settings.has(key));
		if (isMeant) return [grantedProfile(name, settings, runsGranted)];
		const reason = isSsoComplete(settings) ? undefined : nonSsoReason(settings);
		return reason === undefined ? [] : [cannotMigrate(name, reason)];
	});
}

function grantedProfile(name: string, settings: Settings, runsGranted: boolean): Foreign {
	const [startUrl, ssoRegion, accountId, roleName] = GRANTED_KEYS.map((key) => text(settings, key));
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
