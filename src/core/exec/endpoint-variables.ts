/** The variables with which AWS SDKs find the credential endpoint of `serve`, and what would win over it. */
import type { SharedConfig } from '../config/shared-config.ts';
import { assumesRole, providerOf } from '../profile/credential-provider.ts';
import type { RoleOfProfile } from '../profile/role-of-profile.ts';
import type { Change } from '../shell/activation.ts';
import { render, type Shell } from '../shell/syntaxes.ts';
import { CREDENTIALS_PATH } from './endpoint-request.ts';

/** The endpoint comes last in the chains of all SDKs, so these must be unset: keys, profiles, and other endpoints. */
const RIVALS = [
	'AWS_PROFILE',
	'AWS_DEFAULT_PROFILE',
	'AWS_ACCESS_KEY_ID',
	'AWS_SECRET_ACCESS_KEY',
	'AWS_SESSION_TOKEN',
	'AWS_SECURITY_TOKEN',
	'AWS_CREDENTIAL_EXPIRATION',
	'AWS_ROLE_ARN',
	'AWS_WEB_IDENTITY_TOKEN_FILE',
	'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
	'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const;

/** What a program needs to ask the endpoint for a role. */
export interface EndpointAccess {
	readonly profile: RoleOfProfile;
	readonly port: number;
	readonly token: string;
}

function endpointVariables({ profile, port, token }: EndpointAccess): readonly (readonly [string, string])[] {
	const { region } = profile;
	return [
		['AWS_CONTAINER_CREDENTIALS_FULL_URI', `http://127.0.0.1:${port}${CREDENTIALS_PATH}`],
		['AWS_CONTAINER_AUTHORIZATION_TOKEN', token],
		...(region === undefined
			? []
			: ([['AWS_REGION', region] as const, ['AWS_DEFAULT_REGION', region] as const] as const)),
	];
}

/** Returns the line that a person pastes into a shell of this kind. */
export function lineToPaste(shell: Shell, access: EndpointAccess): string {
	const line = render(shell, [
		...RIVALS.map((name): Change => ({ name, value: undefined, isRival: true })),
		...endpointVariables(access).map(([name, value]): Change => ({ name, value })),
	]);
	// What `use` gives Nushell is data, which its wrapper loads.
	return shell === 'nushell' ? `${line.trimEnd()} | load-env\n` : line;
}

/** The first line of the file of --write-env, by which ssoenv knows its own. Docker takes it for a comment. */
export const ENV_FILE_MARK = '# written by ssoenv serve, which removes this file when it ends';

/** Returns the text of the file of --write-env. Docker takes each line as it is, quotes too. */
export const envFileText = (access: EndpointAccess): string =>
	[ENV_FILE_MARK, ...endpointVariables(access).map(([name, value]) => `${name}=${value}`), ''].join('\n');

/**
 * Returns the file whose `[default]` AWS SDKs would take before the endpoint; undefined if they take the endpoint.
 * @param files the config file and the credentials file
 */
export function fileThatWins(config: SharedConfig, [configFile, credentialsFile]: readonly [string, string]) {
	const settings = config.profiles.get('default');
	if (settings === undefined) return undefined;
	if (!assumesRole(settings) && providerOf(config, 'default') === undefined) return undefined;
	return config.profileIn('credentials', 'default')?.has('aws_access_key_id') ? credentialsFile : configFile;
}
