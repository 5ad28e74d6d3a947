/** What one tool sees: the environment, and the two files in its dialect. */
import { type DialectFiles, dialectFiles, type PlacedSettings } from '../config/dialect-files.ts';
import type { ConfigText } from '../config/shared-config.ts';
import type { Environment } from '../machine/environment.ts';
import type { Client } from './client.ts';
import { unreadable } from './profile-trouble.ts';
import { type Place, settingPlace, type Trouble, variablePlace } from './source.ts';

export interface ChosenProfile {
	readonly name: string;
	/** The variable that names it; null for `default`. */
	readonly from: Place | null;
}

export interface View {
	readonly client: Client;
	readonly env: Environment;
	readonly files: DialectFiles;
	readonly profile: ChosenProfile;
	/** The settings of the profile; undefined if the tool does not find it. */
	readonly settings: PlacedSettings | undefined;
	/** Why the profile cannot be used: the files have no such profile, or a file cannot be read. */
	readonly trouble: Trouble | undefined;
}

function chosenProfile({ profileVariables, takesEmptyProfile }: Client, env: Environment): ChosenProfile {
	const variable = profileVariables.find((name) => (takesEmptyProfile ? env[name] !== undefined : env[name]));
	if (variable === undefined) return { name: 'default', from: null };
	return { name: env[variable] ?? '', from: variablePlace(variable) };
}

const PATH_VARIABLES = { config: 'AWS_CONFIG_FILE', credentials: 'AWS_SHARED_CREDENTIALS_FILE' } as const;

/** Whether the tool reads this file. Some tools take `~` or `$NAME` in its path for a part of a name. */
function isRead({ expands, dialect }: Client, env: Environment, { isCredentials, path: found }: ConfigText): boolean {
	const kind = isCredentials ? 'credentials' : 'config';
	const path = env[PATH_VARIABLES[kind]] ?? '';
	// SharedCredentialsFile.cs falls back to the usual path if there is no such file.
	if (dialect === 'dotnet' && found === `${env.HOME}/.aws/${kind}`) return true;
	if (path.startsWith('~')) return expands === 'all' || (expands === 'home' && path.startsWith('~/'));
	return !path.includes('$') || expands === 'all';
}

const missing = ({ name, from }: ChosenProfile): Trouble => ({
	problem: `there is no profile "${name}"`,
	from,
});

function troubleOf(files: DialectFiles, profile: ChosenProfile): Trouble | undefined {
	if (files.refusal !== undefined) return refusal(files.refusal);
	return files.profiles.has(profile.name) || profile.from === null ? undefined : missing(profile);
}

const refusal = ({ file, line, what }: NonNullable<DialectFiles['refusal']>): Trouble => ({
	problem: `it cannot read ${file}:${line}: ${what}`,
	from: settingPlace({ file, line, section: '' }),
});

/** Returns what a tool sees. */
export function viewOf(client: Client, env: Environment, texts: readonly ConfigText[]): View {
	const readable = texts.filter((text) => isRead(client, env, text));
	const files = dialectFiles(readable, client.dialect);
	const profile = chosenProfile(client, env);
	const found = files.refusal === undefined ? files.profiles.get(profile.name) : undefined;
	const trouble = troubleOf(files, profile) ?? (found && unreadable(client, files, found));
	const settings = client.dialect === 'dotnet' && trouble !== undefined ? undefined : found;
	return { client, env, files, profile, settings, trouble };
}
