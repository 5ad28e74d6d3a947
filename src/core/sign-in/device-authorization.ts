/** Parses the device authorization: the code that a person confirms in a browser, and how often to poll. */
import { asRecord } from '../text/json.ts';

export interface DeviceAuthorization {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly verificationUri: string;
	readonly verificationUriComplete: string;
	/** How long the code is valid, in milliseconds. */
	readonly expiresInMs: number;
	/** Shortest pause between two polls, in milliseconds. */
	readonly intervalMs: number;
}

const DEFAULT_INTERVAL_S = 5;

/** Milliseconds that each `SlowDownException` adds to all later pauses (RFC 8628, section 3.5). */
export const SLOW_DOWN_MS = 5000;

const isSeconds = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= 86_400;

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/**
 * The longest URL, in characters. It is longer than servers accept, and well below Linux's limit of 128 kB for an
 * argument.
 */
const MAX_URL_LENGTH = 16_384;

/**
 * Returns true for a URL that is safe to show and to open in a browser: https, or http for a service on this machine.
 */
function isPage(value: unknown): value is string {
	// The URL parser ignores control characters, but a terminal would act on them.
	if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return false;
	if (!/^[!-~]+$/.test(value) || !URL.canParse(value)) return false;
	const { protocol, hostname } = new URL(value);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

const invalidPage = (name: string, value: unknown) => {
	const isLong = typeof value === 'string' && value.length > MAX_URL_LENGTH;
	return { problem: isLong ? `${name} has ${value.length} characters` : `${name} is not a secure URL` };
};

/** Parses a response of StartDeviceAuthorization, or returns the problem with it. */
export function parseDeviceAuthorization(answer: unknown): DeviceAuthorization | { readonly problem: string } {
	const fields = asRecord(answer) ?? {};
	const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } = fields;
	if (typeof deviceCode !== 'string' || deviceCode === '') return { problem: 'deviceCode is missing' };
	if (typeof userCode !== 'string' || !/^[!-~]{1,64}$/.test(userCode)) return { problem: 'userCode is missing' };
	if (!isPage(verificationUri)) return invalidPage('verificationUri', verificationUri);
	const complete = verificationUriComplete ?? verificationUri;
	if (!isPage(complete)) return invalidPage('verificationUriComplete', complete);
	if (!isSeconds(expiresIn)) return { problem: 'expiresIn is not a number of seconds' };
	return {
		deviceCode,
		userCode,
		verificationUri,
		verificationUriComplete: complete,
		expiresInMs: expiresIn * 1000,
		intervalMs: (isSeconds(interval) ? interval : DEFAULT_INTERVAL_S) * 1000,
	};
}
