/** Finds the region of Identity Center by a start URL that the person gives to `configure`. */
import { isAwsStartUrl, regionOfStartUrl } from '../../core/aws/start-url.ts';
import type { Settings } from '../../core/config/shared-config.ts';
import type { GivenAnswers } from '../../core/configure/answers.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { awsStartUrl } from '../sign-in/aws-start-url.ts';
import { oidcAddress } from '../sign-in/session-for.ts';

interface Asked {
	readonly given: GivenAnswers;
	/** Whether the person can be asked. */
	readonly isAsking: boolean;
	readonly loaded: LoadedConfig;
	readonly context: Context;
}

interface RegionOfStartUrl {
	readonly region: string;
	/** False if another region may be right, too: Identity Center can have copies in several regions. */
	readonly isCertain: boolean;
}

/**
 * Returns the region that a start URL tells; undefined if it tells none. One on a domain of the person's organization is
 * asked where it leads, unless all answers are flags: a set-up by a script needs no network.
 * @throws Failure `usage` if --sso-region is another region, and those of `awsStartUrl`
 */
export async function regionBehind(
	startUrl: string,
	existing: Settings | undefined,
	{ given, isAsking, loaded, context }: Asked,
): Promise<RegionOfStartUrl | undefined> {
	const told = given['sso-region'];
	if (startUrl === '' || (told !== undefined && !isAsking)) return undefined;
	if (isAwsStartUrl(startUrl)) {
		const region = regionOfStartUrl(startUrl);
		return region === undefined ? undefined : { region, isCertain: false };
	}
	const address = oidcAddress({ profile: existing && given.profile, loaded }, context);
	const region = regionOfStartUrl(await awsStartUrl({ startUrl, path: undefined, address }, context));
	if (region === undefined) return undefined;
	if (told !== undefined && told !== region) {
		const problem = `--sso-region is "${told}", but the start URL leads to ${region}`;
		throw failures.usage({ problem, command: 'configure' });
	}
	return { region, isCertain: true };
}
