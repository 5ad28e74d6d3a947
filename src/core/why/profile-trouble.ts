/** What makes a tool refuse a profile as a whole, although it finds it. */
import type { DialectFiles, PlacedSettings } from '../config/dialect-files.ts';
import type { Client } from './client.ts';
import { keyPlace, type Trouble } from './source.ts';

const settingOf = (settings: PlacedSettings, key: string): string => settings.get(key)?.value ?? '';

/** Returns why the tool refuses the sso-session of the profile. */
export function sessionTrouble(
	{ dialect }: Client,
	files: DialectFiles,
	settings: PlacedSettings,
): Trouble | undefined {
	const named = settings.get('sso_session');
	// Only Go takes an empty setting for a missing one; JavaScript leaves it out when it reads the file.
	const isNamed = named !== undefined && (named.value !== '' || dialect !== 'go');
	if (!isNamed || files.ssoSessions.has(named.value)) return undefined;
	return { problem: `there is no sso-session "${named.value}"`, from: keyPlace(settings, 'sso_session') };
}

/** Returns why .NET cannot read the profile: it looks at all of its settings at once (SharedCredentialsFile.cs). */
export function unreadable(client: Client, files: DialectFiles, settings: PlacedSettings): Trouble | undefined {
	if (client.dialect !== 'dotnet') return undefined;
	const region = settingOf(settings, 'region');
	if (!/^[\w-]*$/.test(region))
		return { problem: `the region "${region}" is no name`, from: keyPlace(settings, 'region') };
	return sessionTrouble(client, files, settings);
}

const KINDS = [
	'credential_process',
	'aws_access_key_id aws_secret_access_key',
	'role_arn source_profile',
	'role_arn credential_source',
	'role_arn web_identity_token_file',
];
const KEYS = [...new Set(KINDS.flatMap((kind) => kind.split(' ')))].sort();

/** Returns why .NET takes nothing from the profile: it must have the keys of exactly one kind (CredentialProfileTypeDetector.cs). */
export function mixedKinds({ dialect }: Client, profile: string, settings: PlacedSettings): Trouble | undefined {
	if (dialect !== 'dotnet') return undefined;
	const present = KEYS.filter((key) => settings.has(key));
	if (present.length === 0 || KINDS.some((kind) => kind.split(' ').sort().join() === present.join())) return undefined;
	return {
		problem: `profile "${profile}" has not exactly one kind of credentials`,
		from: keyPlace(settings, ...present),
	};
}
