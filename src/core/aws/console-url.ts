/**
 * The addresses of the AWS console: the hosts of each partition, the sign-in with a token (IAM User Guide, "Enable custom
 * identity broker access to the AWS console"), and the link of the access portal.
 */
import { partitionOf } from './service-url.ts';

/** The hosts of the console in one partition. */
export interface ConsolePartition {
	/** As in ARNs. */
	readonly name: string;
	/** The domain of the console: a region stands before it. */
	readonly domain: string;
	/** The region of the console if no region is given; undefined where its domain alone works. */
	readonly homeRegion: string | undefined;
	/** The URL of AWS Sign-In. */
	readonly signin: string;
	/** Whether it takes credentials in the body of a request. Its answer to a GET is the same, but URLs are in logs. */
	readonly takesPost: boolean;
}

/**
 * The AWS Toolkit for JetBrains sends POST, and notes that AWS GovCloud does not take it
 * (software.aws.toolkits.jetbrains.services.federation.AwsConsoleUrlFactory). The European Sovereign Cloud has no host
 * without a region.
 */
const CONSOLES: readonly ConsolePartition[] = [
	{
		name: 'aws',
		domain: 'console.aws.amazon.com',
		homeRegion: undefined,
		signin: 'https://signin.aws.amazon.com',
		takesPost: true,
	},
	{
		name: 'aws-cn',
		domain: 'console.amazonaws.cn',
		homeRegion: undefined,
		signin: 'https://signin.amazonaws.cn',
		takesPost: true,
	},
	{
		name: 'aws-us-gov',
		domain: 'console.amazonaws-us-gov.com',
		homeRegion: undefined,
		signin: 'https://signin.amazonaws-us-gov.com',
		takesPost: false,
	},
	{
		name: 'aws-eusc',
		domain: 'console.amazonaws-eusc.eu',
		homeRegion: 'eusc-de-east-1',
		signin: 'https://eusc-de-east-1.signin.amazonaws-eusc.eu',
		takesPost: true,
	},
];

/** Returns the console of a partition; undefined if ssoenv does not know it. @param name as in ARNs */
export const consoleOf = (name: string): ConsolePartition | undefined =>
	CONSOLES.find((partition) => partition.name === name);

/** Returns the partition of a region. A region of no known partition is taken for one of `aws`, as in the AWS SDKs. */
export const consolePartitionName = (region: string): string => partitionOf(region) ?? 'aws';

/** Returns whether a region may be one of the partition. */
export const isRegionOf = ({ name }: ConsolePartition, region: string): boolean =>
	consolePartitionName(region) === name;

/** Where in the console to go. */
export interface ConsolePlace {
	/** Without a slash at its start. */
	readonly path: string;
	/** The part behind `#`; undefined if there is no such part. */
	readonly fragment?: string;
	/** True for a page that is the same in all regions. */
	readonly isGlobal?: boolean;
}

/** Returns the URL of a place in the console. @param region undefined for the one that the console shows by itself */
export function consoleUrl(partition: ConsolePartition, place: ConsolePlace, region: string | undefined): string {
	const shown = place.isGlobal === true ? partition.homeRegion : (region ?? partition.homeRegion);
	const url = new URL(`https://${shown === undefined ? '' : `${shown}.`}${partition.domain}/${place.path}`);
	if (shown !== undefined && !url.searchParams.has('region')) url.searchParams.append('region', shown);
	if (place.fragment !== undefined) url.hash = place.fragment;
	return url.href;
}

/** The label that a console with several sessions puts before its host: the account, and an ID of the session. */
const SESSION_LABEL = /^\d{12}-[a-z\d]+\./;

/** A URL of the console, for any account, or why it is not one, to follow "--url". */
export type ReopenedUrl = { readonly url: string } | { readonly problem: string };

/**
 * Returns a URL of the console as a destination: without the session that it was copied from, which may be one of another
 * account.
 */
export function reopenedUrl(text: string, { domain, name }: ConsolePartition): ReopenedUrl {
	if (!URL.canParse(text)) return { problem: 'is not a URL' };
	const url = new URL(text);
	if (url.protocol !== 'https:') return { problem: 'is not an https URL' };
	if (url.username !== '' || url.password !== '') return { problem: 'has a user name' };
	if (url.port !== '') return { problem: 'has a port' };
	const host = url.hostname.replace(SESSION_LABEL, '');
	if (host !== domain && !(host.endsWith(`.${domain}`) && /^[a-z\d.-]+$/.test(host))) {
		return { problem: `is not on a host of the console of partition ${name}, ${domain}` };
	}
	url.hostname = host;
	return { url: url.href };
}

/** Returns the URL to which the credentials are sent. @param signin URL of AWS Sign-In; a password in it is left out */
export function federationUrl(signin: string): string {
	const { origin, pathname } = new URL(signin);
	return `${origin}${pathname.replace(/\/+$/, '')}/federation`;
}

/** What signs a browser in. */
interface ConsoleSignIn {
	/** URL of AWS Sign-In. */
	readonly signin: string;
	/** The page to which the console sends the person when the session has ended. */
	readonly issuer: string;
	readonly destination: string;
	readonly token: string;
}

/** Returns the URL that opens the console. Secret: it is good for 15 minutes, and anyone who has it has the role. */
export function consoleSignInUrl({ signin, issuer, destination, token }: ConsoleSignIn): string {
	const query = new URLSearchParams({
		Action: 'login',
		Issuer: issuer,
		Destination: destination,
		SigninToken: token,
	});
	return `${federationUrl(signin)}?${query}`;
}

/** Returns the access portal's own link to a role in the console. It holds no secret: the browser signs in. */
export function portalLink(
	startUrl: string,
	{ accountId, roleName }: { readonly accountId: string; readonly roleName: string },
	destination: string,
): string {
	const portal = startUrl.replace(/[?#].*$/, '').replace(/\/+$/, '');
	const query = `account_id=${accountId}&role_name=${encodeURIComponent(roleName)}`;
	return `${portal}/#/console?${query}&destination=${encodeURIComponent(destination)}`;
}
