/** A home after a sign-in: a config file and the token file of each sign-in. */
import { createHash } from 'node:crypto';
import { type Home, makeHome } from '../files/home.ts';
import type { SignIn } from '../identity-center/identity-center.ts';

export const START_URL = 'https://d-1234567890.awsapps.com/start';

/** The sso-session `corp`, with which the configs of tests, demo and benchmark begin. */
export const CORP = `[sso-session corp]
sso_start_url = ${START_URL}
sso_region = us-east-1
`;

/** Returns the name of the AWS CLI's cache file for a key: the SHA-1 of the key. */
export const cacheFileName = (key: string): string => `${createHash('sha1').update(key).digest('hex')}.json`;

/** Returns the token file as the AWS CLI writes it: times in whole seconds. */
const tokenText = (signIn: SignIn): string =>
	JSON.stringify(signIn, (_, value) => (typeof value === 'string' ? value.replace(/\.\d{3}Z$/, 'Z') : value));

/**
 * Makes a home with one token file for each key.
 * @param keys names of sso-sessions, or start URLs of legacy profiles
 */
export function signedInHome(config: string, signIn: SignIn, keys: readonly string[] = ['corp']): Home {
	const tokens = keys.map((key) => [`.aws/sso/cache/${cacheFileName(key)}`, tokenText(signIn)] as const);
	return makeHome({ '.aws/config': config, ...Object.fromEntries(tokens) });
}
