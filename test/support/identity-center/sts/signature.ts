/**
 * Finds who signed a request, and refuses it as AWS does. The order of the checks is AWS's: the form of the header, the
 * clock, the scope, the key with its token, and the signature itself last.
 */

import { timingSafeEqual } from 'node:crypto';
import type { Call } from '../call.ts';
import type { Center } from '../center.ts';
import type { Refusal } from '../reply.ts';
import { type Scope, signatureOf } from './canonical.ts';
import type { SigningKey } from './keys.ts';
import type { Principal } from './principals.ts';
import { stsRefusal } from './xml.ts';

interface Authorization {
	readonly accessKeyId: string;
	readonly scope: Scope;
	readonly signedHeaders: readonly string[];
	readonly signature: string;
}

export interface Signer {
	readonly principal: Principal;
	/** The region that the client signed for. */
	readonly region: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const fifteenMinutes = 15 * 60_000;

export function signerOf(call: Call, center: Center): Signer {
	const authorization = authorizationOf(call);
	const { scope, signedHeaders } = authorization;
	const timestamp = timestampOf(call);
	requireSignedHeaders(call, signedHeaders);
	requireCurrent(timestamp, center.now());
	requireScope(scope, timestamp, center.settings.stsRegion);
	const key = keyOf(call, authorization.accessKeyId, center);
	const request = { ...call, signedHeaders };
	if (!isSame(signatureOf(request, scope, timestamp, key.secretAccessKey), authorization.signature)) {
		throw mismatch(
			'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
		);
	}
	return { principal: key.principal, region: scope.region };
}

function authorizationOf(call: Call): Authorization {
	const header = call.headers.authorization;
	if (header === undefined || header === '') {
		throw stsRefusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
	}
	if (!header.startsWith(`${algorithm} `)) {
		throw incomplete(`Unsupported AWS 'algorithm': '${header.split(' ')[0]}'.`);
	}
	const parts = new Map(
		header
			.slice(algorithm.length)
			.split(',')
			.map((part) => [part.trim().split('=')[0] ?? '', part.trim().replace(/^[^=]*=/, '')]),
	);
	const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name));
	if (missing.length > 0) {
		throw incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '));
	}
	const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';');
	return { ...credentialOf(parts.get('Credential') ?? ''), signedHeaders, signature: parts.get('Signature') ?? '' };
}

function credentialOf(credential: string): Pick<Authorization, 'accessKeyId' | 'scope'> {
	const [accessKeyId, date, region, service, term, ...more] = credential.split('/');
	if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined) {
		throw incomplete(fiveElements(credential));
	}
	if (term === undefined || more.length > 0) {
		throw incomplete(fiveElements(credential));
	}
	if (term !== 'aws4_request') {
		throw mismatch(`Credential should be scoped with a valid terminator: 'aws4_request', not '${term}'.`);
	}
	return { accessKeyId, scope: { date, region, service } };
}

function fiveElements(credential: string): string {
	return `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`;
}

function timestampOf({ headers }: Call): string {
	const timestamp = headers['x-amz-date'];
	if (typeof timestamp !== 'string') {
		throw incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
	}
	if (!/^\d{8}T\d{6}Z$/.test(timestamp)) {
		throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`);
	}
	return timestamp;
}

/** AWS's documentation demands a signature over these; the words for another header than `host` are the fake's. */
function requireSignedHeaders({ headers }: Call, signedHeaders: readonly string[]): void {
	if (!signedHeaders.includes('host')) {
		throw mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
	}
	const unsigned = Object.keys(headers).find(
		(name) => (name === 'content-type' || name.startsWith('x-amz-')) && !signedHeaders.includes(name),
	);
	if (unsigned !== undefined) {
		throw mismatch(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
	}
	if ([...signedHeaders].sort().join() !== signedHeaders.join()) {
		throw mismatch('SignedHeaders must be sorted.');
	}
}

function requireCurrent(timestamp: string, now: number): void {
	const [earliest, latest] = [basic(now - fifteenMinutes), basic(now + fifteenMinutes)];
	if (timestamp < earliest) {
		throw mismatch(`Signature expired: ${timestamp} is now earlier than ${earliest} (${basic(now)} - 15 min.)`);
	}
	if (timestamp > latest) {
		throw mismatch(`Signature not yet current: ${timestamp} is still later than ${latest} (${basic(now)} + 15 min.)`);
	}
}

/** One URL stands for the endpoints of all regions, unless the settings name the only one. */
function requireScope({ date, region, service }: Scope, timestamp: string, only: string): void {
	const isRegion = only === '' ? /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region) : region === only;
	const mistakes = [
		isRegion ? '' : 'Credential should be scoped to a valid region. ',
		service === 'sts' ? '' : "Credential should be scoped to correct service: 'sts'. ",
		timestamp.startsWith(date)
			? ''
			: `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
	].join('');
	if (mistakes !== '') {
		throw mismatch(mistakes);
	}
}

/** AWS compares the token before the signature, and gives the same answer for a wrong one, a missing one and an unknown key. */
function keyOf({ headers }: Call, accessKeyId: string, { now, keys, directory }: Center): SigningKey {
	const key = keys.find(accessKeyId, directory.iamUsers);
	if (key === undefined || key.sessionToken !== headers['x-amz-security-token']) {
		throw stsRefusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
	}
	if (key.expiresAt !== undefined && key.expiresAt <= now()) {
		throw stsRefusal(403, 'ExpiredToken', 'The security token included in the request is expired');
	}
	return key;
}

function isSame(expected: string, given: string): boolean {
	return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}

/** `20261129T120000Z` */
function basic(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
}

function incomplete(message: string): Refusal {
	return stsRefusal(400, 'IncompleteSignature', message);
}

function mismatch(message: string): Refusal {
	return stsRefusal(403, 'SignatureDoesNotMatch', message);
}
