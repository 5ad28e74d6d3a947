/** Says what makes a tool take other credentials: commands to paste, and edits. */
import { unsetCommand } from '../shell/variable-commands.ts';
import type { Credentials } from './chain.ts';
import type { Client } from './client.ts';
import type { Kind, Place, Source } from './source.ts';
import type { View } from './view.ts';

/** Variables that only make sense with the keys. */
const BESIDE_KEYS = ['AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN', 'AWS_CREDENTIAL_EXPIRATION'];
const TOKEN = ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME'];
const CONTAINER = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];

const unset = (names: readonly string[], { env, shell }: View): string =>
	unsetCommand(
		shell,
		names.filter((name) => env[name] !== undefined),
	);

const namesOfKeys = ({ idVariables, secretVariables }: Client) => [...idVariables, ...secretVariables, ...BESIDE_KEYS];

/** How to get rid of the keys in the environment: ssoenv takes its own away and gives back what was there before. */
const withoutKeys = (view: View): string =>
	view.env.SSOENV_PROFILE === undefined ? unset(namesOfKeys(view.client), view) : 'ssoenv off';

const at = ({ file, line }: Place): string => `${file}:${line}`;

/** The settings that make a profile have this kind of credentials. */
const settings: Readonly<Partial<Record<Kind, string>>> = {
	'static-keys': 'aws_access_key_id and aws_secret_access_key',
	'identity-center': 'the sso_ settings',
	'assume-role': 'role_arn',
	'web-identity': 'web_identity_token_file',
	'console-login': 'login_session',
	'credential-process': 'credential_process',
};

function removal(view: View, { kind, from }: Source): string | undefined {
	if (kind === 'environment-keys') return withoutKeys(view);
	if (from?.variable != null) return unset(kind === 'container' ? CONTAINER : TOKEN, view);
	return from === null ? undefined : `delete ${settings[kind]} (${at(from)})`;
}

function remedy(view: View, { trouble }: Credentials): string {
	const from = trouble?.from ?? null;
	if (from === null) return USE;
	if (from.variable === null) return `mend ${at(from)}`;
	if (from.variable === view.profile.from?.variable) return unset([from.variable], view);
	return view.client.idVariables.includes(from.variable) ? withoutKeys(view) : unset(TOKEN, view);
}

const USE = 'ssoenv use PROFILE';

/** Returns what changes the credentials of a tool. */
export function changes(view: View, credentials: Credentials): readonly string[] {
	const { source, overridden } = credentials;
	const { client, profile } = view;
	if (source === null) return [remedy(view, credentials)];
	if (source.kind === 'instance-metadata') return [USE];
	const isBehindProfile = overridden[0]?.kind === 'environment-keys' && profile.from?.variable != null;
	if (isBehindProfile) return [unset(client.profileVariables, view)];
	if (overridden.length === 0) return [];
	return [removal(view, source)].filter((text) => text !== undefined);
}
