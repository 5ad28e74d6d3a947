/** AWS Signature Version 4, as AWS computes it to compare: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */

import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Scope {
	/** YYYYMMDD */
	readonly date: string;
	readonly region: string;
	readonly service: string;
}

export interface Signed {
	readonly method: string;
	/** The request target as it was sent: path, and query if any. */
	readonly target: string;
	/** Names in lower case. */
	readonly headers: IncomingHttpHeaders;
	/** In lower case, sorted. */
	readonly signedHeaders: readonly string[];
	readonly body: string;
}

/** Returns the signature in hexadecimal digits; `timestamp` is the x-amz-date. */
export function signatureOf(request: Signed, scope: Scope, timestamp: string, secretAccessKey: string): string {
	const { date, region, service } = scope;
	const text = [
		'AWS4-HMAC-SHA256',
		timestamp,
		`${date}/${region}/${service}/aws4_request`,
		sha256(canonicalRequest(request)),
	].join('\n');
	const key = [date, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
	return hmac(key, text).toString('hex');
}

function canonicalRequest({ method, target, headers, signedHeaders, body }: Signed): string {
	const [path = '', query = ''] = target.split('?');
	return [
		method,
		canonicalPath(path),
		query === '' ? '' : query.split('&').sort().join('&'),
		...signedHeaders.map((name) => `${name}:${canonicalValue(headers[name])}`),
		'',
		signedHeaders.join(';'),
		sha256(body),
	].join('\n');
}

/** Every service except S3 encodes the path again. An empty path counts as a slash. */
function canonicalPath(path: string): string {
	return path === '' ? '/' : path.split('/').map(encodeURIComponent).join('/');
}

function canonicalValue(value: string | string[] | undefined): string {
	return String(value ?? '')
		.trim()
		.replace(/ +/g, ' ');
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
	return createHmac('sha256', key).update(text).digest();
}
