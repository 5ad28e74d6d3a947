/**
 * AWS Sign-In for custom identity brokers: gives a token for role credentials, and lets a browser with that token into
 * the console. It refuses with pages for people.
 */

import type { Call } from './call.ts';
import type { Center } from './center.ts';
import { isObject, parseJson } from './json.ts';
import type { Handler, SigninOperation } from './operations.ts';
import { html, json, Refusal, type Reply } from './reply.ts';
import { formOf } from './sts/form.ts';
import type { SigningKey } from './sts/keys.ts';

export const signin: Readonly<Record<SigninOperation, Handler>> = { GetSigninToken: getSigninToken, Login: login };

const actions: Readonly<Record<string, string>> = { getSigninToken: 'GetSigninToken', login: 'Login' };

const parametersOf = (call: Call): URLSearchParams => (call.method === 'POST' ? formOf(call) : call.query);

export function isSigninAction(operation: string, call: Call): boolean {
	return actions[parametersOf(call).get('Action') ?? ''] === operation;
}

function refused(reason: string, status = 400): Refusal {
	return new Refusal(html(status, reason));
}

/** Returns the parameters. AWS ignores unknown and repeated ones; each is a mistake of the client. */
function read(call: Call, names: readonly string[]): ReadonlyMap<string, string> {
	const parameters = new Map<string, string>();
	for (const [name, value] of parametersOf(call)) {
		if (!['Action', ...names].includes(name) || parameters.has(name)) {
			throw refused(`Unknown or repeated parameter: ${name}`);
		}
		parameters.set(name, value);
	}
	return parameters;
}

function getSigninToken(call: Call, center: Center): Reply {
	if (call.method === 'POST' && (center.directory.partition === 'aws-us-gov' || call.query.size > 0)) {
		throw refused('Method not allowed', 405);
	}
	const parameters = read(call, ['Session', 'SessionType', 'SessionDuration']);
	if (!['json', undefined].includes(parameters.get('SessionType'))) {
		throw refused('Invalid session type');
	}
	const key = keyOf(parameters.get('Session') ?? '', center);
	const seconds = parameters.get('SessionDuration');
	if (seconds !== undefined) {
		requireSeconds(seconds, key, center);
	}
	return json(200, { SigninToken: center.signinTokens.issue(key.principal) });
}

/** Returns the key of the credentials. Sign-In takes temporary ones only. */
function keyOf(session: string, { keys, directory, now }: Center): SigningKey {
	const parsed = parseJson(session);
	const { sessionId, sessionKey, sessionToken, ...more } = isObject(parsed) ? parsed : {};
	const key = keys.find(String(sessionId), directory.iamUsers);
	const isGood =
		key?.sessionToken !== undefined && key.secretAccessKey === sessionKey && key.sessionToken === sessionToken;
	if (!isGood || Object.keys(more).length > 0 || (key.expiresAt ?? 0) <= now()) {
		throw refused('Invalid credentials');
	}
	return key;
}

function requireSeconds(text: string, { principal }: SigningKey, { directory }: Center): void {
	const seconds = Number(text);
	const role = directory.iamRoles.find(({ arn }) => arn === principal.roleArn);
	const longest = Math.min(role?.maxSessionSeconds ?? 43_200, 43_200);
	if (!/^\d+$/.test(text) || seconds < 900 || seconds > longest || principal.isChained === true) {
		throw refused('Invalid session duration');
	}
}

const consoles: Readonly<Record<string, string>> = {
	aws: 'console.aws.amazon.com',
	'aws-cn': 'console.amazonaws.cn',
	'aws-us-gov': 'console.amazonaws-us-gov.com',
	'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Sends the browser to the destination, which has to be a page of the console. */
function login(call: Call, { signinTokens, directory }: Center): Reply {
	const parameters = read(call, ['Issuer', 'Destination', 'SigninToken']);
	const destination = parameters.get('Destination') ?? '';
	const domain = consoles[directory.partition] ?? 'none';
	const isConsole = URL.canParse(destination) && `.${new URL(destination).host}`.endsWith(`.${domain}`);
	if (!isConsole || !destination.startsWith('https://')) {
		throw refused('Invalid destination');
	}
	if (signinTokens.find(parameters.get('SigninToken') ?? '') === undefined) {
		throw refused('Your sign-in token is not valid');
	}
	return { status: 302, headers: { location: destination }, body: '' };
}
