/** Says what makes a tool take other credentials: commands to paste, and edits. */
import type { Environment } from '../machine/environment.ts';
import type { Credentials } from './chain.ts';
import type { Client } from './client.ts';
import type { Place, Source } from './source.ts';
import type { View } from './view.ts';

/** Variables that only make sense with the keys. */
const BESIDE_KEYS = ['AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN', 'AWS_CREDENTIAL_EXPIRATION'];
const TOKEN = ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME'];
const CONTAINER = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];

function unset(names: readonly string[], env: Environment): string {
	return `unset ${names.filter((name) => env[name] !== undefined).join(' ')}`;
}

const namesOfKeys = ({ idVariables, secretVariables }: Client) => [...idVariables, ...secretVariables, ...BESIDE_KEYS];

/** How to get rid of the keys in the environment: ssoenv takes its own away and gives back what was there before. */
const withoutKeys = (client: Client, env: Environment): string =>
	env.SSOENV_PROFILE === undefined ? unset(namesOfKeys(client), env) : 'ssoenv off';

const at = ({ file, line }: Place): string => `line ${line} of ${file}`;

function removal({ client, env }: View, { kind, from }: Source): string | undefined {
	if (kind === 'environment-keys') return withoutKeys(client, env);
	if (from?.variable != null) return unset(kind === 'container' ? CONTAINER : TOKEN, env);
	return from?.file == null ? undefined : `edit ${at(from)}`;
}

function remedy({ client, env, profile, files }: View, credentials: Credentials): string | undefined {
	const from = credentials.trouble?.from;
	if (from?.variable != null && from.variable === profile.from?.variable) {
		return files.profiles.size === 0
			? unset([from.variable], env)
			: `unset ${from.variable}, or name a profile that it finds`;
	}
	if (from?.variable != null && client.idVariables.includes(from.variable)) return withoutKeys(client, env);
	return from?.file == null ? undefined : `edit ${at(from)}`;
}

/** Returns what changes the credentials of a tool: nothing if there is nothing else that it could take. */
export function changes(view: View, credentials: Credentials): readonly string[] {
	const { source, overridden } = credentials;
	const { client, env, profile } = view;
	if (source === null) return [remedy(view, credentials)].filter((text) => text !== undefined);
	const isBehindProfile = overridden[0]?.kind === 'environment-keys' && profile.from?.variable != null;
	if (isBehindProfile) return [unset(client.profileVariables, env)];
	if (overridden.length === 0) return [];
	return [removal(view, source)].filter((text) => text !== undefined);
}
