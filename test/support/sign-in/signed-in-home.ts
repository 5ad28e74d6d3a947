/** A home as a sign-in leaves it: a config file, and the token file of each sign-in that the config knows. */
import { createHash } from 'node:crypto';
import { type Home, makeHome } from '../files/home.ts';
import type { SignIn } from '../identity-center/identity-center.ts';

export const START_URL = 'https://d-1234567890.awsapps.com/start';

/** The sso-session `corp`, which the configs of the tests, the demo and the benchmark begin with. */
export const CORP = `[sso-session corp]
sso_start_url = ${START_URL}
sso_region = us-east-1
`;

/** Name of the file that the AWS CLI keeps under a key. */
export const cacheFileName = (key: string): string => `${createHash('sha1').update(key).digest('hex')}.json`;

/** The token file as the AWS CLI writes it: times on whole seconds. */
const tokenText = (signIn: SignIn): string =>
	JSON.stringify(signIn, (_, value) => (typeof value === 'string' ? value.replace(/\.\d{3}Z$/, 'Z') : value));

/** @param keys names of sso-sessions, or start URLs of legacy profiles */
export function signedInHome(config: string, signIn: SignIn, keys: readonly string[] = ['corp']): Home {
	const tokens = keys.map((key) => [`.aws/sso/cache/${cacheFileName(key)}`, tokenText(signIn)] as const);
	return makeHome({ '.aws/config': config, ...Object.fromEntries(tokens) });
}
