/** Reads the profiles of aws-vault in the config file. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { processOf } from '../profile/foreign-tool.ts';
import { cannotMigrate, type Foreign, isSsoComplete, nonSsoReason } from './migration.ts';

/**
 * Returns the settings of a profile, with those that aws-vault inherits through `include_profile`; undefined if a
 * profile is missing or includes itself.
 */
function withIncluded(config: SharedConfig, name: string): Settings | undefined {
	const seen = new Set<string>();
	const merged = new Map<string, string | ReadonlyMap<string, string>>();
	for (let next: string | undefined = name; next !== undefined; ) {
		const settings = config.profiles.get(next);
		if (settings === undefined || seen.has(next)) return undefined;
		seen.add(next);
		for (const [key, value] of settings) if (!merged.has(key) && key !== 'include_profile') merged.set(key, value);
		next = text(settings, 'include_profile');
	}
	return merged;
}

/** Returns the profile in `aws-vault exec … NAME` or `aws-vault export … NAME`; undefined if it is unclear. */
function vaultedName([command, ...words]: readonly string[]): string | undefined {
	if (command !== 'exec' && command !== 'export') return undefined;
	const end = words.indexOf('--');
	const names = words.slice(0, end < 0 ? undefined : end).filter((word) => !word.startsWith('-'));
	return names.length === 1 ? names[0] : undefined;
}

const INHERITED_KEYS = ['region', 'output'] as const;

export function awsVaultProfiles(config: SharedConfig): readonly Foreign[] {
	const included = new Set([...config.profiles].map(([, settings]) => text(settings, 'include_profile')));
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const { program, words: after } = processOf(settings);
		const words = program === 'aws-vault' ? after : undefined;
		if (words === undefined && !settings.has('include_profile')) {
			return plainProfile(name, settings, included.has(name));
		}
		const profile = words === undefined ? name : vaultedName(words);
		const merged = profile === undefined ? undefined : withIncluded(config, profile);
		return [
			merged === undefined
				? cannotMigrate(name, 'its aws-vault profile cannot be determined')
				: vaultRole(name, settings, merged, config),
		];
	});
}

/** @param isIncluded true if other profiles include it: then it may be incomplete */
function plainProfile(name: string, settings: Settings, isIncluded: boolean): readonly Foreign[] {
	if (isSsoComplete(settings)) return [{ name, kind: 'works' }];
	const reason = isIncluded ? undefined : nonSsoReason(settings);
	return reason === undefined ? [] : [cannotMigrate(name, reason)];
}

function vaultRole(name: string, settings: Settings, merged: Settings, config: SharedConfig): Foreign {
	const reason = nonSsoReason(merged);
	if (reason !== undefined) return cannotMigrate(name, reason);
	const session = config.ssoSessions.get(text(merged, 'sso_session') ?? '');
	const setting = (key: string) => text(merged, key) ?? text(session, key) ?? '';
	const [accountId, roleName] = [setting('sso_account_id'), setting('sso_role_name')];
	if (accountId === '' || roleName === '') return cannotMigrate(name, 'it lacks an account or a role');
	if (
		isSsoComplete(settings) &&
		!settings.has('credential_process') &&
		INHERITED_KEYS.every((key) => settings.get(key) === merged.get(key))
	) {
		return { name, kind: 'works' };
	}
	const more = new Map(INHERITED_KEYS.flatMap((key) => (setting(key) === '' ? [] : [[key, setting(key)] as const])));
	const removed = ['credential_process', 'include_profile'];
	const address = { startUrl: setting('sso_start_url'), ssoRegion: setting('sso_region') };
	return { name, kind: 'role', role: { ...address, accountId, roleName, signInName: undefined, more, removed } };
}
