/** What one tool sees: the environment, and the two files in its dialect. */
import { type DialectFiles, dialectFiles, type PlacedSettings } from '../config/dialect-files.ts';
import type { Dialect } from '../config/dialect-lines.ts';
import type { ConfigText } from '../config/shared-config.ts';
import type { Environment } from '../machine/environment.ts';
import type { Shell } from '../shell/syntaxes.ts';
import type { Client } from './client.ts';
import { unreadable } from './profile-trouble.ts';
import { type Place, type Trouble, variablePlace } from './source.ts';

interface ChosenProfile {
	readonly name: string;
	/** The variable that names it; null for `default`. */
	readonly from: Place | null;
}

export interface View {
	readonly client: Client;
	readonly env: Environment;
	/** The shell that runs ssoenv, if it is known: for commands to paste. */
	readonly shell: Shell | undefined;
	readonly files: DialectFiles;
	readonly profile: ChosenProfile;
	/** The settings of the profile; undefined if the tool does not find it. */
	readonly settings: PlacedSettings | undefined;
	/** Why the profile cannot be used. */
	readonly trouble: Trouble | undefined;
	/** True if the tool cannot read a file or the profile; false if it only does not find the profile. */
	readonly isUnreadable: boolean;
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

const refusal = ({ file, line, what }: NonNullable<DialectFiles['refusal']>): Trouble => ({
	problem: `it cannot read ${file}:${line}: ${what}`,
	from: { variable: null, file, line, section: null },
});

/** Returns the files in a dialect. @param isRead whether the tool reads a file at all */
type FileReader = (isRead: (text: ConfigText) => boolean, dialect: Dialect) => DialectFiles;

/** Makes a reader that reads the same files in the same dialect once. */
export function fileReader(texts: readonly ConfigText[]): FileReader {
	const known = new Map<string, DialectFiles>();
	return (isReadable, dialect) => {
		const readable = texts.filter(isReadable);
		const key = JSON.stringify([dialect, readable.map(({ path }) => path)]);
		const files = known.get(key) ?? dialectFiles(readable, dialect);
		known.set(key, files);
		return files;
	};
}

/** Where a tool would run. */
export type RunningPlace = Pick<View, 'env' | 'shell'>;

/** Returns what a tool sees. */
export function viewOf(client: Client, { env, shell }: RunningPlace, read: FileReader): View {
	const files = read((text) => isRead(client, env, text), client.dialect);
	const profile = chosenProfile(client, env);
	const found = files.refusal === undefined ? files.profiles.get(profile.name) : undefined;
	const badProfile = found && unreadable(client, files, found);
	const bad = files.refusal === undefined ? badProfile : refusal(files.refusal);
	const isMissing = found === undefined && profile.from !== null;
	const trouble = bad ?? (isMissing ? missing(profile) : undefined);
	const settings = badProfile === undefined ? found : undefined;
	return { client, env, shell, files, profile, settings, trouble, isUnreadable: bad !== undefined };
}
