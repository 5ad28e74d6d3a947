/** The sources of credentials that variables name, and the last one, instance metadata. */
import type { Environment } from '../machine/environment.ts';
import type { Client } from './client.ts';
import { type Outcome, roleNamed, shortKeyId, sourceOf, variablePlace } from './source.ts';

const firstSet = (names: readonly string[], env: Environment): string | undefined => names.find((name) => env[name]);

/** Returns the role that ssoenv put into this shell, if it is still there. */
function roleOfShell({ SSOENV_PROFILE, SSOENV_ACCOUNT_ID, SSOENV_ROLE_NAME }: Environment) {
	if (SSOENV_PROFILE === undefined) return {};
	return { account: SSOENV_ACCOUNT_ID || null, role: SSOENV_ROLE_NAME || null };
}

/** Keys in the environment. */
export function keysInEnvironment({ idVariables, secretVariables, partialKeys }: Client, env: Environment): Outcome {
	const id = firstSet(idVariables, env);
	if (id === undefined) return undefined;
	const from = variablePlace(id);
	const hasSecret = firstSet(secretVariables, env) !== undefined;
	if (hasSecret) return sourceOf('environment-keys', from, { accessKeyId: shortKeyId(env[id]), ...roleOfShell(env) });
	return partialKeys === 'skipped' ? undefined : { problem: `${id} is set, but ${secretVariables[0]} is not`, from };
}

/** A token file and a role that variables name. */
export function environmentToken({ stopsAt }: Client, env: Environment): Outcome {
	const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: arn } = env;
	if (!file) return undefined;
	const from = variablePlace('AWS_WEB_IDENTITY_TOKEN_FILE');
	if (arn) return sourceOf('web-identity', from, roleNamed(arn));
	return stopsAt === 'all'
		? { problem: 'AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not', from }
		: undefined;
}

const CONTAINER = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'] as const;

/** The endpoint of a container, or of `ssoenv serve`. Only botocore looks at a variable that is set but empty. */
export function container({ dialect }: Client, env: Environment): Outcome {
	const name = CONTAINER.find((one) => (dialect === 'botocore' ? env[one] !== undefined : env[one]));
	return name === undefined ? undefined : sourceOf('container', variablePlace(name));
}

/** The credentials that a machine of AWS has. Nothing on this machine tells whether there are any. */
export function instanceMetadata({ dialect }: Client, { AWS_EC2_METADATA_DISABLED: off = '' }: Environment): Outcome {
	// remoteProvider.js takes any word but `false`; the others take `true` in any case.
	const isOff = dialect === 'javascript' ? off !== '' && off !== 'false' : off.toLowerCase() === 'true';
	return isOff ? undefined : sourceOf('instance-metadata', null);
}
