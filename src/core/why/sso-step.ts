/** Says whether a tool can use a profile of Identity Center: the tools ask for different things. */
import type { PlacedSettings } from '../config/dialect-files.ts';
import { sessionTrouble } from './profile-trouble.ts';
import { keyPlace, type Outcome, sourceOf, type Trouble } from './source.ts';
import type { View } from './view.ts';

const SESSION_KEYS = ['sso_start_url', 'sso_region'] as const;
const ROLE_KEYS = ['sso_account_id', 'sso_role_name'] as const;

const settingOf = (settings: PlacedSettings, key: string): string | undefined => settings.get(key)?.value;

/** Returns the key for which the tool refuses a profile and its sso-session together. */
function conflict({ client }: View, settings: PlacedSettings, session: PlacedSettings): string | undefined {
	if (client.ssoConflict === 'never') return undefined;
	const keys = client.ssoConflict === 'any' ? [...session.keys()] : SESSION_KEYS;
	return keys.find((key) => {
		const [own, its] = [settingOf(settings, key), settingOf(session, key)];
		if (own === undefined || its === undefined) return false;
		return client.ssoConflict === 'even-equal' || own !== its;
	});
}

/** .NET finds out that a role is missing only when it asks for its credentials, and then ends. */
function lacking({ client }: View, profile: string, keys: readonly string[], settings: PlacedSettings): Trouble {
	const from = keyPlace(settings, ...SESSION_KEYS, ...ROLE_KEYS, 'sso_session');
	const problem = `profile "${profile}" lacks ${keys.join(', ')}`;
	const isFinal = client.dialect === 'dotnet' && !SESSION_KEYS.some((key) => keys.includes(key));
	return { problem, from, ...(isFinal && { isFinal }) };
}

function sessionOf({ files }: View, settings: PlacedSettings): PlacedSettings | undefined {
	const name = settingOf(settings, 'sso_session');
	return name === undefined ? undefined : files.ssoSessions.get(name);
}

const isEmpty = (value: string | undefined): boolean => value === undefined || value === '';

/** The keys that the tool misses. botocore takes account and role from the sso-session, too. */
function missingKeys({ client }: View, settings: PlacedSettings, session: PlacedSettings | undefined) {
	const ofRole = client.dialect === 'botocore' ? new Map([...settings, ...(session ?? [])]) : settings;
	const ofSession = session ?? settings;
	return [
		...ROLE_KEYS.filter((key) => isEmpty(settingOf(ofRole, key))),
		...SESSION_KEYS.filter((key) => isEmpty(settingOf(ofSession, key))),
	];
}

/** A role of Identity Center. */
export function identityCenter(view: View, profile: string, settings: PlacedSettings): Outcome {
	const { client } = view;
	const isTriggered = (key: string) =>
		client.dialect === 'botocore' ? settings.has(key) : !isEmpty(settingOf(settings, key));
	if (!client.ssoTriggers.some(isTriggered)) return undefined;
	const noSession = sessionTrouble(view.client, view.files, settings);
	if (noSession !== undefined) return noSession;
	const session = sessionOf(view, settings);
	const missing = missingKeys(view, settings, session);
	if (missing.length > 0) return lacking(view, profile, missing, settings);
	const key = session === undefined ? undefined : conflict(view, settings, session);
	if (key !== undefined) {
		const problem = `profile "${profile}" and its sso-session both have ${key}`;
		return { problem, from: keyPlace(settings, key) };
	}
	const from = keyPlace(settings, 'sso_account_id', 'sso_role_name', 'sso_session');
	const account = settingOf(settings, 'sso_account_id') ?? settingOf(session ?? settings, 'sso_account_id') ?? null;
	const role = settingOf(settings, 'sso_role_name') ?? settingOf(session ?? settings, 'sso_role_name') ?? null;
	return sourceOf('identity-center', from, { profile, account, role });
}
