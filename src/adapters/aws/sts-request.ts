/** Requests to STS: where they go, and how they are signed (AWS Signature Version 4). */
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { isRegion } from '../../core/aws/identifiers.ts';
import { stsUrl } from '../../core/aws/service-url.ts';
import { failures } from '../../core/failure/failures.ts';
import type { SigningKeys } from '../../ports/services.ts';
import type { HttpRequest } from './http-message.ts';
import type { ServiceOptions } from './service-options.ts';

/** Where requests go, and the region that they are signed for. */
interface StsTarget {
	readonly url: URL;
	readonly signingRegion: string;
}

/** The only version of the API. */
const API_VERSION = '2011-06-15';

/**
 * Returns the endpoint of a region that belongs to no known partition, as botocore and the SDK do: that of the
 * partition `aws`.
 */
function unknownRegionUrl(
	region: string,
	{ useFipsEndpoint, useDualstackEndpoint }: ServiceOptions['address'],
): string {
	const suffix = useDualstackEndpoint ? 'api.aws' : 'amazonaws.com';
	return `https://sts${useFipsEndpoint ? '-fips' : ''}.${region}.${suffix}`;
}

/** @throws Failure `setting-invalid` if the region is no region name: it becomes a part of the host */
export function stsTarget({ ssoRegion: region, address }: ServiceOptions): StsTarget {
	if (!isRegion(region)) {
		throw failures.settingInvalid({ name: 'region', value: region, expected: 'a region such as us-east-1' });
	}
	const own = stsUrl(region, address);
	const url = new URL(address.endpoint ?? own?.url ?? unknownRegionUrl(region, address));
	// Node would not send them, because the header for them holds the signature; NO_PROXY is compared with the host alone.
	url.username = '';
	url.password = '';
	return { url, signingRegion: own?.signingRegion ?? region };
}

/** A call of an operation, before it is signed. */
export interface StsCall {
	readonly operation: 'AssumeRole' | 'AssumeRoleWithWebIdentity' | 'GetCallerIdentity';
	/** Undefined: the request is not signed. */
	readonly keys: SigningKeys | undefined;
	/** Undefined values are not sent. */
	readonly parameters: Readonly<Record<string, string | undefined>>;
}

function formOf({ operation, parameters }: StsCall): string {
	const form = new URLSearchParams({ Action: operation, Version: API_VERSION });
	for (const [name, value] of Object.entries(parameters)) {
		if (value !== undefined) form.set(name, value);
	}
	return form.toString();
}

/** Returns the request, signed if the call has keys. @param time of AWS's clock, in epoch milliseconds */
export async function requestOf(call: StsCall, { url, signingRegion }: StsTarget, time: number): Promise<HttpRequest> {
	const body = formOf(call);
	const headers = { host: url.host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
	if (call.keys === undefined) return { method: 'POST', url, headers, body };
	// `applyChecksum` adds a header that only S3 needs.
	const signer = new SignatureV4({
		service: 'sts',
		region: signingRegion,
		credentials: call.keys,
		sha256: Sha256,
		applyChecksum: false,
	});
	const query = Object.fromEntries(url.searchParams);
	const { protocol, hostname, pathname: path } = url;
	const unsigned = { method: 'POST', protocol, hostname, path, query, headers, body };
	const signed = await signer.sign(unsigned, { signingDate: new Date(time) });
	return { method: 'POST', url, headers: signed.headers, body };
}
