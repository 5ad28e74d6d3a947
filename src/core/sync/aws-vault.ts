/** Reads the profiles of aws-vault in the config file. */

import { type Settings, type SettingValue, type SharedConfig, text } from '../config/shared-config.ts';
import { assumesRole } from '../profile/credential-provider.ts';
import { processOf } from '../profile/foreign-tool.ts';
import { changesTo } from './chains.ts';
import { cannotMigrate, type Foreign, isSsoComplete, nonSsoReason } from './migration.ts';

/** The key of the profile whose settings one inherits, and the name that it had before aws-vault 7. */
const INCLUDING_KEYS = ['include_profile', 'parent_profile'] as const;

const includedIn = (settings: Settings | undefined): string | undefined =>
	text(settings, 'include_profile') ?? text(settings, 'parent_profile');

/**
 * Returns the settings of a profile, with those that aws-vault inherits through `include_profile`; undefined if a
 * profile is missing or includes itself.
 */
function withIncluded(config: SharedConfig, name: string): Settings | undefined {
	const seen = new Set<string>();
	const merged = new Map<string, SettingValue>();
	for (let next: string | undefined = name; next !== undefined; ) {
		const settings = config.profiles.get(next);
		if (settings === undefined || seen.has(next)) return undefined;
		seen.add(next);
		for (const [key, value] of settings) if (!merged.has(key)) merged.set(key, value);
		next = includedIn(settings);
	}
	for (const key of INCLUDING_KEYS) merged.delete(key);
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

/** The keys of a chain that aws-vault inherits (ConfigLoader.populateFromConfigFile in vault/config.go). */
const CHAIN_KEYS = [
	'role_arn',
	'source_profile',
	'external_id',
	'mfa_serial',
	'role_session_name',
	'duration_seconds',
	...INHERITED_KEYS,
] as const;

const isOneOf = (keys: readonly string[], key: string): boolean => keys.includes(key);

/** What aws-vault sends with AssumeRole, and AWS tools do not. */
const UNKNOWN_KEYS = ['session_tags', 'transitive_session_tags', 'source_identity'] as const;

export function awsVaultProfiles(config: SharedConfig): readonly Foreign[] {
	const included = new Set([...config.profiles].map(([, settings]) => includedIn(settings)));
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const { program, words } = processOf(settings);
		const isRun = program === 'aws-vault';
		if (!isRun && includedIn(settings) === undefined) return plainProfile(name, settings, included.has(name));
		return [vaultProfile(name, settings, isRun ? vaultedName(words) : name, config)];
	});
}

/** @param vaulted the profile whose role it is; undefined if that is unclear */
function vaultProfile(name: string, settings: Settings, vaulted: string | undefined, config: SharedConfig): Foreign {
	const merged = vaulted === undefined ? undefined : withIncluded(config, vaulted);
	if (merged === undefined) return cannotMigrate(name, 'its aws-vault profile cannot be determined');
	const source = text(merged, 'source_profile');
	// aws-vault ignores a profile that names itself as its source.
	const isChain = source !== undefined && source !== vaulted;
	return isChain ? vaultChain(name, settings, merged) : vaultRole(name, settings, merged, config);
}

/** @param isIncluded true if other profiles include it: then it may be incomplete */
function plainProfile(name: string, settings: Settings, isIncluded: boolean): readonly Foreign[] {
	if (isSsoComplete(settings)) return [{ name, kind: 'works' }];
	const isPart = isIncluded && text(settings, 'source_profile') === undefined;
	if (assumesRole(settings) && !isPart) return [vaultChain(name, settings, settings)];
	const reason = isIncluded ? undefined : nonSsoReason(settings);
	return reason === undefined ? [] : [cannotMigrate(name, reason)];
}

function vaultChain(name: string, settings: Settings, merged: Settings): Foreign {
	if (!assumesRole(merged)) return cannotMigrate(name, nonSsoReason(merged) ?? 'it names no role');
	const unknown = UNKNOWN_KEYS.find((key) => merged.has(key));
	if (unknown !== undefined) return cannotMigrate(name, `AWS tools do not send its ${unknown}`);
	const isOfVault = processOf(settings).program === 'aws-vault';
	const wanted = new Map<string, string | undefined>();
	for (const key of CHAIN_KEYS) {
		// The role is that of the profile which aws-vault runs. The settings of the commands are always the profile's own.
		const isOwn = text(settings, key) !== undefined && (!isOfVault || isOneOf(INHERITED_KEYS, key));
		if (!isOwn) wanted.set(key, text(merged, key));
	}
	for (const key of [...INCLUDING_KEYS, 'mfa_process']) wanted.set(key, undefined);
	if (isOfVault) wanted.set('credential_process', undefined);
	return { name, kind: 'chain', settings: changesTo(settings, wanted) };
}

function vaultRole(name: string, settings: Settings, merged: Settings, config: SharedConfig): Foreign {
	if (assumesRole(merged)) return cannotMigrate(name, 'it has role_arn without source_profile');
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
	const removed = ['credential_process', ...INCLUDING_KEYS];
	const address = { startUrl: setting('sso_start_url'), ssoRegion: setting('sso_region') };
	return { name, kind: 'role', role: { ...address, accountId, roleName, signInName: undefined, more, removed } };
}
