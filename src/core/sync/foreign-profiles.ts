/** Reads the profiles of granted and of aws-vault in the config file. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { GRANTED_KEYS, isGranted, processOf } from '../profile/foreign-tool.ts';
import { type Foreign, isSsoComplete } from './migration.ts';

/**
 * Returns how a profile gets credentials without Identity Center, as the reason not to migrate it; undefined if it does
 * not.
 */
export function otherWay(settings: Settings): string | undefined {
	if (settings.has('role_arn') || settings.has('source_profile'))
		return 'it assumes its role through another profile (role_arn)';
	if (settings.has('mfa_serial') || settings.has('mfa_process')) return 'it signs in with MFA and long-term keys';
	if (settings.has('web_identity_token_file') || settings.has('web_identity_token_process'))
		return 'it signs in with a web identity';
	return settings.has('aws_access_key_id') ? 'it holds long-term keys' : undefined;
}

const cannot = (name: string, reason: string): Foreign => ({ name, kind: 'cannot', reason });

/**
 * Returns granted's profiles. Includes, with a reason, other profiles that sync cannot migrate, because granted can
 * assume them too.
 */
export function grantedProfiles(config: SharedConfig): readonly Foreign[] {
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const runsGranted = isGranted(processOf(settings).program);
		const isMeant = runsGranted || GRANTED_KEYS.some((key) => settings.has(key));
		if (isMeant) return [grantedProfile(name, settings, runsGranted)];
		const reason = isSsoComplete(settings) ? undefined : otherWay(settings);
		return reason === undefined ? [] : [cannot(name, reason)];
	});
}

function grantedProfile(name: string, settings: Settings, runsGranted: boolean): Foreign {
	const [startUrl, ssoRegion, accountId, roleName] = GRANTED_KEYS.map((key) => text(settings, key));
	if (!startUrl || !ssoRegion || !accountId || !roleName) {
		if (isSsoComplete(settings)) return { name, kind: 'works' };
		return cannot(name, otherWay(settings) ?? 'it lacks settings that granted also needs');
	}
	if (settings.has('credential_process') && !runsGranted)
		return cannot(name, 'its credential_process does not run granted');
	const removed = [...GRANTED_KEYS, 'credential_process'];
	const role = { startUrl, ssoRegion, accountId, roleName, signInName: undefined, more: new Map(), removed };
	return { name, kind: 'role', role };
}

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
				? cannot(name, 'its aws-vault profile cannot be determined')
				: vaultRole(name, settings, merged, config),
		];
	});
}

/** @param isIncluded true if other profiles include it: then it may be incomplete */
function plainProfile(name: string, settings: Settings, isIncluded: boolean): readonly Foreign[] {
	if (isSsoComplete(settings)) return [{ name, kind: 'works' }];
	const reason = isIncluded ? undefined : otherWay(settings);
	return reason === undefined ? [] : [cannot(name, reason)];
}

function vaultRole(name: string, settings: Settings, merged: Settings, config: SharedConfig): Foreign {
	const reason = otherWay(merged);
	if (reason !== undefined) return cannot(name, reason);
	const session = config.ssoSessions.get(text(merged, 'sso_session') ?? '');
	const setting = (key: string) => text(merged, key) ?? text(session, key) ?? '';
	const [accountId, roleName] = [setting('sso_account_id'), setting('sso_role_name')];
	if (accountId === '' || roleName === '') return cannot(name, 'it lacks an account or a role');
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
