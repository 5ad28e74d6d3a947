/**
 * Tells AWS's own start URLs from those of other domains, which redirect to one of them. The lists are those of the AWS
 * CLI 2.36 (awscli/customizations/sso/resolve.py).
 */
import { isAwsRegion } from './identifiers.ts';

/** A host with one of these names, or with a name below it, belongs to AWS. */
const AWS_DOMAINS = [
	'app.aws',
	'portal.amazonaws.com',
	'portal.amazonaws.com.cn',
	'app.amazonwebservices.com.cn',
	'portal.amazonaws.eu',
	'api.amazonwebservices.eu',
	'awsapps.com',
	'awsapps.cn',
];
const AWS_HOSTS: ReadonlySet<string> = new Set([
	'identitycenter.amazonaws.com',
	'identitycenter.amazonaws.com.cn',
	'identitycenter.amazonaws.eu',
	'identitycenter.us-gov.amazonaws.com',
]);

/** The names of hosts that hold the region of Identity Center behind one label, the ID of its instance. */
const REGION_HOSTS = [
	/^[^.]+\.portal\.([a-z\d-]+)\.app\.aws$/,
	/^[^.]+\.([a-z\d-]+)\.portal\.amazonaws\.(?:com|com\.cn|eu)$/,
	/^[^.]+\.portal\.([a-z\d-]+)\.app\.amazonwebservices\.com\.cn$/,
	/^[^.]+\.portal\.([a-z\d-]+)\.api\.amazonwebservices\.eu$/,
];

/** Returns the host in lower case and without the dot that may end it. */
const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/\.+$/, '');

const belongsToAws = (host: string): boolean =>
	AWS_HOSTS.has(host) || AWS_DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));

/** Returns true for a start URL that AWS knows by itself. Any other one may redirect to such a URL. */
export const isAwsStartUrl = (startUrl: string): boolean =>
	URL.canParse(startUrl) && belongsToAws(hostOf(new URL(startUrl)));

/** Returns the region that a start URL of AWS names; undefined for the older forms, which name none. */
export function regionOfStartUrl(startUrl: string): string | undefined {
	if (!URL.canParse(startUrl)) return undefined;
	const host = hostOf(new URL(startUrl));
	const region = REGION_HOSTS.map((form) => form.exec(host)?.[1]).find((label) => label !== undefined);
	return region !== undefined && isAwsRegion(region) ? region : undefined;
}

/** A start URL of AWS, or why a redirect does not lead to one, as words behind "redirects to …". */
export type RedirectTarget = { readonly startUrl: string } | { readonly problem: string };

/**
 * Returns the start URL that a redirect leads to: without query, fragment and last slashes, as the AWS CLI takes it.
 * Stricter than the AWS CLI: the target has no user and no port, because no start URL of AWS has them.
 * @param location the header of that name, which may be relative
 */
export function redirectTarget(startUrl: string, location: string): RedirectTarget {
	if (!URL.canParse(location, startUrl)) return { problem: 'something that is not a URL' };
	const target = new URL(location, startUrl);
	const { protocol, origin, host, hostname, port, username, password, pathname } = target;
	const shown = origin === 'null' ? `a "${protocol}" URL` : origin;
	if (protocol !== 'https:') return { problem: `${shown}, which is not https` };
	if (username !== '' || password !== '') return { problem: `a URL of ${host} with a user name` };
	if (!belongsToAws(hostOf(target))) return { problem: `${shown}, which does not belong to AWS` };
	if (port !== '') return { problem: `${shown}, which has a port` };
	return { startUrl: `https://${hostname}${pathname.replace(/\/+$/, '')}` };
}
