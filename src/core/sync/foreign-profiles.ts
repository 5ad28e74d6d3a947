/** The profiles of granted and of aws-vault, as they stand in the config file. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { GRANTED_KEYS, isGranted, processOf } from '../profile/foreign-tool.ts';
import { type Foreign, isSsoComplete } from './migration.ts';

/** What a role by other means needs, and a profile of Identity Center cannot have. */
export function otherWay(settings: Settings): string | undefined {
	if (settings.has('role_arn') || settings.has('source_profile'))
		return 'it takes a role by way of another one (role_arn)';
	if (settings.has('mfa_serial') || settings.has('mfa_process')) return 'it signs in with MFA and long-term keys';
	if (settings.has('web_identity_token_file') || settings.has('web_identity_token_process'))
		return 'it signs in with a web identity';
	return settings.has('aws_access_key_id') ? 'it holds long-term keys' : undefined;
}

const cannot = (name: string, reason: string): Foreign => ({ name, kind: 'cannot', reason });

/** Those of granted, and with their reason those that no profile of Identity Center can stand for: granted assumes them, too. */
export function grantedProfiles(config: SharedConfig): readonly Foreign[] {
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const isGranteds = isGranted(processOf(settings).program);
		const isMeant = isGranteds || GRANTED_KEYS.some((key) => settings.has(key));
		if (isMeant) return [grantedProfile(name, settings, isGranteds)];
		const reason = isSsoComplete(settings) ? undefined : otherWay(settings);
		return reason === undefined ? [] : [cannot(name, reason)];
	});
}

function grantedProfile(name: string, settings: Settings, isGranteds: boolean): Foreign {
	const [startUrl, ssoRegion, accountId, roleName] = GRANTED_KEYS.map((key) => text(settings, key));
	if (!startUrl || !ssoRegion || !accountId || !roleName) {
		if (isSsoComplete(settings)) return { name, kind: 'works' };
		return cannot(name, otherWay(settings) ?? 'it lacks settings that granted needs, too');
	}
	if (settings.has('credential_process') && !isGranteds)
		return cannot(name, 'its credential_process is not that of granted');
	const removed = [...GRANTED_KEYS, 'credential_process'];
	const role = { startUrl, ssoRegion, accountId, roleName, signInName: undefined, more: new Map(), removed };
	return { name, kind: 'role', role };
}

/** The settings of a profile with those that aws-vault takes from the profiles that it includes. */
function withIncluded(config: SharedConfig, name: string): Settings | undefined {
	const seen = new Set<string>();
	const merged = new Map<string, string | ReadonlyMap<string, string>>();
	for (let next: string | undefined = name; next !== undefined; ) {
		const own = config.profiles.get(next);
		if (own === undefined || seen.has(next)) return undefined;
		seen.add(next);
		for (const [key, value] of own) if (!merged.has(key) && key !== 'include_profile') merged.set(key, value);
		next = text(own, 'include_profile');
	}
	return merged;
}

/** The profile that `aws-vault exec … NAME` and `aws-vault export … NAME` name, where that can be told. */
function vaultedName([command, ...words]: readonly string[]): string | undefined {
	if (command !== 'exec' && command !== 'export') return undefined;
	const end = words.indexOf('--');
	const names = words.slice(0, end < 0 ? undefined : end).filter((word) => !word.startsWith('-'));
	return names.length === 1 ? names[0] : undefined;
}

const HANDED_ON = ['region', 'output'] as const;

export function awsVaultProfiles(config: SharedConfig): readonly Foreign[] {
	const included = new Set([...config.profiles].map(([, settings]) => text(settings, 'include_profile')));
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const { program, words: after } = processOf(settings);
		const words = program === 'aws-vault' ? after : undefined;
		if (words === undefined && !settings.has('include_profile')) {
			return plainProfile(name, settings, included.has(name));
		}
		const meant = words === undefined ? name : vaultedName(words);
		const whole = meant === undefined ? undefined : withIncluded(config, meant);
		return [
			whole === undefined
				? cannot(name, 'what it stands for cannot be told')
				: vaultRole(name, settings, whole, config),
		];
	});
}

/** @param isIncluded one that others include need not be a profile by itself */
function plainProfile(name: string, settings: Settings, isIncluded: boolean): readonly Foreign[] {
	if (isSsoComplete(settings)) return [{ name, kind: 'works' }];
	const reason = isIncluded ? undefined : otherWay(settings);
	return reason === undefined ? [] : [cannot(name, reason)];
}

function vaultRole(name: string, own: Settings, whole: Settings, config: SharedConfig): Foreign {
	const reason = otherWay(whole);
	if (reason !== undefined) return cannot(name, reason);
	const session = config.ssoSessions.get(text(whole, 'sso_session') ?? '');
	const of = (key: string) => text(whole, key) ?? text(session, key) ?? '';
	const [accountId, roleName] = [of('sso_account_id'), of('sso_role_name')];
	if (accountId === '' || roleName === '') return cannot(name, 'it lacks an account or a role');
	if (
		isSsoComplete(own) &&
		!own.has('credential_process') &&
		HANDED_ON.every((key) => own.get(key) === whole.get(key))
	) {
		return { name, kind: 'works' };
	}
	const more = new Map(HANDED_ON.flatMap((key) => (of(key) === '' ? [] : [[key, of(key)] as const])));
	const removed = ['credential_process', 'include_profile'];
	const address = { startUrl: of('sso_start_url'), ssoRegion: of('sso_region') };
	return { name, kind: 'role', role: { ...address, accountId, roleName, signInName: undefined, more, removed } };
}
