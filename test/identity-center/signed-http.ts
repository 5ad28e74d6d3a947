/** Requests to STS, signed by hand, so that a test can send each mistake that a client could make. */

import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import type { RoleCredentials } from '../support/identity-center/role-credentials.ts';
import { signatureOf } from '../support/identity-center/sts/canonical.ts';
import { type RawAnswer, raw } from './raw-http.ts';

export type Keys = Pick<RoleCredentials, 'accessKeyId' | 'secretAccessKey'> & { readonly sessionToken?: string };

/** The key of the default user. */
export const alice: Keys = {
	accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
	secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** What differs from a request that AWS accepts. */
export interface Changes {
	/** Epoch milliseconds; the default is the machine's clock. */
	readonly signedAt?: number;
	readonly region?: string;
	readonly service?: string;
	/** YYYYMMDD */
	readonly scopeDate?: string;
	readonly contentType?: string;
	/** After the signature was computed. */
	readonly sentBody?: string;
	/** Names of headers to leave out of the signature. */
	readonly unsigned?: readonly string[];
	/** Headers to add or replace once the request is signed; undefined leaves one out. */
	readonly sent?: Readonly<Record<string, string | undefined>>;
	/** Rewrites the Authorization header. */
	readonly authorization?: (header: string) => string;
}

export type Parameters = Readonly<Record<string, string>>;

export function form(action: string, parameters: Parameters = {}): string {
	return String(new URLSearchParams({ Action: action, Version: '2011-06-15', ...parameters }));
}

/** The fake, or another STS. */
export interface Sts {
	readonly url: Pick<IdentityCenter['url'], 'sts'>;
}

export function ask({ url }: Sts, keys: Keys, body: string, changes: Changes = {}): Promise<RawAnswer> {
	const { origin, pathname } = new URL(url.sts);
	const timestamp = new Date(changes.signedAt ?? Date.now()).toISOString().replace(/[-:]|\.\d+/g, '');
	const headers: Record<string, string> = {
		'content-type': changes.contentType ?? 'application/x-www-form-urlencoded; charset=utf-8',
		host: new URL(origin).host,
		'x-amz-date': timestamp,
		...(keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken }),
	};
	const signedHeaders = Object.keys(headers)
		.filter((name) => changes.unsigned?.includes(name) !== true)
		.sort();
	const { region = 'us-east-1', service = 'sts', scopeDate: date = timestamp.slice(0, 8) } = changes;
	const request = { method: 'POST', target: pathname, headers, signedHeaders, body };
	const signature = signatureOf(request, { date, region, service }, timestamp, keys.secretAccessKey);
	const credential = `${keys.accessKeyId}/${date}/${region}/${service}/aws4_request`;
	const header = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
	const authorization = changes.authorization?.(header) ?? header;
	const sent = Object.entries({ ...headers, authorization, ...changes.sent });
	const given = Object.fromEntries(sent.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
	return raw(url.sts, { method: 'POST', headers: given }, changes.sentBody ?? body);
}

export function callerIdentity(idc: Sts, keys: Keys, changes: Changes = {}): Promise<RawAnswer> {
	return ask(idc, keys, form('GetCallerIdentity'), changes);
}

/** Assumes `arn:aws:iam::333333333333:role/Deploy` as `me`, unless the parameters say otherwise. */
export function assume(idc: Sts, keys: Keys, parameters: Parameters = {}, changes: Changes = {}): Promise<RawAnswer> {
	const usual = { RoleArn: 'arn:aws:iam::333333333333:role/Deploy', RoleSessionName: 'me' };
	return ask(idc, keys, form('AssumeRole', { ...usual, ...parameters }), changes);
}

/** Returns the credentials that the portal issues for a role to a person who is signed in. */
export async function portalKeys(
	idc: IdentityCenter,
	accountId = '111111111111',
	roleName = 'ReadOnly',
): Promise<RoleCredentials> {
	const headers = { 'x-amz-sso_bearer_token': idc.signIn().accessToken };
	await raw(`${idc.url.sso}/federation/credentials?role_name=${roleName}&account_id=${accountId}`, { headers });
	return issuedFrom(idc.credentialsFor(accountId, roleName));
}

export async function assumedKeys(idc: IdentityCenter, keys: Keys, parameters: Parameters & { RoleArn: string }) {
	await assume(idc, keys, parameters);
	return issuedFrom(idc.assumedCredentials(parameters.RoleArn));
}

function issuedFrom(credentials: RoleCredentials | undefined): RoleCredentials {
	if (credentials === undefined) {
		throw new Error('nothing was issued');
	}
	return credentials;
}

/** Returns the text of the first element of that name, with its character references decoded. */
export function element({ body }: RawAnswer, name: string): string | undefined {
	return new RegExp(`<${name}>([^<]*)</${name}>`)
		.exec(body)?.[1]
		?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
