/** Remote control: lets other processes, such as shell tests and the demo, script the fake with JSON over HTTP. */

import type { ServerResponse } from 'node:http';
import { type Call, readCall } from './call.ts';
import { parseDirectory, parseSettings } from './directory.ts';
import { parseFault, roleCredentialFields } from './faults.ts';
import type { IdentityCenter, SignIn } from './identity-center.ts';
import {
	type JsonObject,
	listFrom,
	objectFrom,
	optionalFlag,
	optionalNumber,
	optionalText,
	parseJson,
	requiredNumber,
	requiredText,
	ShapeError,
} from './json.ts';
import { listen } from './loopback-server.ts';
import { isOperation, type Operation } from './operations.ts';
import { urlToken } from './random.ts';
import type { RoleCredentials } from './role-credentials.ts';

export interface Control {
	readonly url: string;
	close(): Promise<void>;
}

/** Runs one command; the return value is answered as JSON. */
type Command = (idc: IdentityCenter, body: JsonObject, query: URLSearchParams) => unknown;

const commands: Readonly<Record<string, Command>> = {
	'POST /sign-in': (idc, body) => tokenRecord(idc.signIn(signInOptions(body))),
	'POST /fail': (idc, body) =>
		idc.fail(operationFrom(requiredText(body, 'operation')), ...listFrom(body.faults, 'faults').map(parseFault)),
	'POST /clear': (idc) => idc.clearFaults(),
	'POST /revoke': (idc, body) => idc.revoke(optionalText(body, 'token') ?? requiredText(body, 'accessToken')),
	'POST /release': (idc) => idc.release(),
	'POST /approve': (idc, body) => idc.approve(requiredText(body, 'userCode')),
	'POST /deny': (idc, body) => idc.deny(requiredText(body, 'userCode')),
	'POST /clock': (idc, body) => idc.setClockOffset(requiredNumber(body, 'offsetSeconds')),
	'POST /issue': (idc, body) =>
		issue(idc, body, body.values === null ? undefined : roleCredentialFields(objectFrom(body.values, 'values'))),
	'POST /configure': (idc, body) =>
		idc.configure({
			...parseSettings(body, idc.settings),
			directory: parseDirectory(objectFrom(body.directory ?? {}, 'directory'), idc.directory),
		}),
	'GET /requests': (idc, _body, query) => requests(idc, query),
	'GET /credentials': (idc, _body, query) => lastCredentials(idc, query) ?? null,
};

export async function startControl(idc: IdentityCenter): Promise<Control> {
	const base = `/${urlToken()}`;
	const server = await listen((request, response) => {
		readCall(request)
			.then((call) => obey(idc, call, base))
			.then((value) => answer(response, 200, value ?? null))
			.catch((error: unknown) => answer(response, 400, { message: messageOf(error) }));
	});
	return { url: server.origin + base, close: server.close };
}

async function obey(idc: IdentityCenter, call: Call, base: string): Promise<unknown> {
	const path = call.path.startsWith(`${base}/`) ? call.path.slice(base.length) : undefined;
	const command = path === undefined ? undefined : commands[`${call.method} ${path}`];
	if (command === undefined) {
		throw new ShapeError('no such command');
	}
	return command(idc, call.body === '' ? {} : objectFrom(parseJson(call.body), 'the body'), call.query);
}

/**
 * `?operation=X` selects the requests of one operation; with `&count=N` the answer waits for N of them, so that no
 * caller has to sleep.
 */
function requests(idc: IdentityCenter, query: URLSearchParams): unknown {
	const operation = query.get('operation');
	if (operation === null) {
		return idc.requests;
	}
	const name = operation === 'Unknown' ? operation : operationFrom(operation);
	return idc.received(name, Number(query.get('count') ?? 0));
}

/** A `roleArn` names a role of STS; without it, `accountId` and `roleName` name one of the portal. */
function issue(idc: IdentityCenter, body: JsonObject, values: Partial<RoleCredentials> | undefined): void {
	const roleArn = optionalText(body, 'roleArn');
	if (roleArn === undefined) {
		idc.issue(requiredText(body, 'accountId'), requiredText(body, 'roleName'), values);
	} else {
		idc.issueAssumed(roleArn, values);
	}
}

function lastCredentials(idc: IdentityCenter, query: URLSearchParams): RoleCredentials | undefined {
	const roleArn = query.get('role_arn');
	return roleArn === null
		? idc.credentialsFor(query.get('account_id') ?? '', query.get('role_name') ?? '')
		: idc.assumedCredentials(roleArn);
}

function signInOptions(body: JsonObject) {
	return {
		expiresInSeconds: optionalNumber(body, 'expiresInSeconds'),
		refreshable: optionalFlag(body, 'refreshable'),
		registrationExpiresInSeconds: optionalNumber(body, 'registrationExpiresInSeconds'),
		startUrl: optionalText(body, 'startUrl'),
		region: optionalText(body, 'region'),
	};
}

/** Returns the sign-in as a token file holds it, with times in whole seconds: a test can write it to disk as it is. */
function tokenRecord(signIn: SignIn): unknown {
	return {
		...signIn,
		expiresAt: wholeSeconds(signIn.expiresAt),
		registrationExpiresAt: wholeSeconds(signIn.registrationExpiresAt),
	};
}

function wholeSeconds(date: Date): string {
	return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function operationFrom(name: string): Operation {
	if (!isOperation(name)) {
		throw new ShapeError(`unknown operation: ${name}`);
	}
	return name;
}

function answer(response: ServerResponse, status: number, value: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(`${JSON.stringify(value)}\n`);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
