/** The device code that a person confirms in a browser, and how often to ask whether they have. */
import { asRecord } from '../text/json.ts';

export interface DeviceAuthorization {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly verificationUri: string;
	readonly verificationUriComplete: string;
	/** How long the code can be confirmed. */
	readonly expiresInMs: number;
	/** Least pause between two questions. */
	readonly intervalMs: number;
}

const DEFAULT_INTERVAL_S = 5;

/** What `SlowDownException` adds to the pause, for good. */
export const SLOW_DOWN_MS = 5000;

const isSeconds = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= 86_400;

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** More than servers take in a request; a command line of Linux takes 128 kB. */
const MAX_URL_LENGTH = 16_384;

/** Shown to people and opened in browsers: https, or http on this machine where the service itself is a local one. */
function isPage(value: unknown): value is string {
	// Parsing forgives control characters, and a terminal would act on them.
	if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return false;
	if (!/^[!-~]+$/.test(value) || !URL.canParse(value)) return false;
	const { protocol, hostname } = new URL(value);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

const noPage = (name: string, value: unknown) => {
	const isLong = typeof value === 'string' && value.length > MAX_URL_LENGTH;
	return { problem: isLong ? `${name} has ${value.length} characters` : `${name} is not a secure URL` };
};

/** The authorization in an answer of StartDeviceAuthorization, or what is wrong with it. */
export function parseDeviceAuthorization(answer: unknown): DeviceAuthorization | { readonly problem: string } {
	const fields = asRecord(answer) ?? {};
	const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } = fields;
	if (typeof deviceCode !== 'string' || deviceCode === '') return { problem: 'deviceCode is missing' };
	if (typeof userCode !== 'string' || !/^[!-~]{1,64}$/.test(userCode)) return { problem: 'userCode is missing' };
	if (!isPage(verificationUri)) return noPage('verificationUri', verificationUri);
	const complete = verificationUriComplete ?? verificationUri;
	if (!isPage(complete)) return noPage('verificationUriComplete', complete);
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
