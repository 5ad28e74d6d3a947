/**
 * Finds the start URL that AWS knows. One on a domain of the person's organization redirects to it, as in the AWS CLI
 * since 2.35.13. Only the requests to AWS use it: files and their names keep the start URL of the config file.
 */

import { isAwsStartUrl, redirectTarget, regionOfStartUrl } from '../../core/aws/start-url.ts';
import { startUrlFailures } from '../../core/failure/sign-in-setting-failures.ts';
import type { ServiceAddress } from '../../core/profile/endpoints.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { oidcAddress, type SignInTarget, sectionOf } from './session-for.ts';

interface AskedStartUrl {
	readonly startUrl: string;
	/** The config file that has it; undefined for an answer to `configure`. */
	readonly path: string | undefined;
	/** How to reach its host. */
	readonly address: ServiceAddress;
}

/**
 * Returns the start URL of AWS. Sends one request if the domain is not AWS's, and tells the person where it leads.
 * @throws Failure `start-url-unresolved`, `start-url-elsewhere`, and those of `redirectOf`
 */
export async function awsStartUrl(
	{ startUrl, path, address }: AskedStartUrl,
	context: Ports<'terminal' | 'services'>,
): Promise<string> {
	if (isAwsStartUrl(startUrl)) return startUrl;
	const { status, location } = await context.services.redirectOf(startUrl, address);
	if (location === undefined) throw startUrlFailures.startUrlUnresolved({ startUrl, path, status });
	const target = redirectTarget(startUrl, location);
	if ('problem' in target) throw startUrlFailures.startUrlElsewhere({ startUrl, path, target: target.problem });
	context.terminal.say(`the start URL leads to ${target.startUrl}`);
	return target.startUrl;
}

/**
 * Returns the start URL of AWS for a sign-in. Unlike the AWS CLI, it refuses one that leads to another region than
 * sso_region: the AWS CLI signs in there and changes the config file.
 * @throws Failure `start-url-region`, and those of `awsStartUrl`
 */
export async function awsStartUrlOf(target: SignInTarget, context: Context): Promise<string> {
	const { session, loaded } = target;
	const { startUrl, ssoRegion: configured } = session;
	if (isAwsStartUrl(startUrl)) return startUrl;
	const { path } = loaded;
	const portal = await awsStartUrl({ startUrl, path, address: oidcAddress(target, context) }, context);
	const region = regionOfStartUrl(portal);
	if (region === undefined || region === configured) return portal;
	const section = sectionOf(target);
	throw startUrlFailures.startUrlRegion({ startUrl, path, target: portal, region, configured, section });
}
