/** Finds the address that opens the console as a role: by AWS Sign-In, or by the access portal. */
import {
	type ConsolePartition,
	consoleOf,
	consolePartitionName,
	consoleSignInUrl,
	portalLink,
} from '../../core/aws/console-url.ts';
import {
	type ConsoleParameters,
	consoleDestination,
	refuseUnfitWish,
	secondsOf,
} from '../../core/exec/console-wish.ts';
import { consoleFailures } from '../../core/failure/console-failures.ts';
import { ownEnvironment } from '../../core/machine/own-environment.ts';
import { signinAddress } from '../../core/profile/endpoints.ts';
import { isChained, rootOf, type ServedProfile, settingsName } from '../../core/profile/role-chain.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { resolvedProfile } from '../profile/profile-for.ts';
import { type ChosenRole, credentialsOf } from '../profile/requested-role.ts';
import { type CarryParameters, meantRole } from './carried-role.ts';

/** Where a browser may go, and as whom. */
export interface ConsoleTarget {
	readonly profile: ServedProfile;
	readonly loaded: LoadedConfig;
	/** Gets the address. It asks AWS for a role and a token, unless it is that of the portal. */
	readonly address: () => Promise<string>;
}

interface Wanted {
	readonly wish: ConsoleParameters;
	readonly profile: ServedProfile;
	readonly partition: ConsolePartition;
	readonly destination: string;
}

/**
 * Returns the console that the parameters mean.
 * @throws Failure of `refuseUnfitWish`, `meantRole` and `consoleDestination`, `console-unknown`,
 * `console-duration-refused`, `portal-role-assumed`; `address` those of `credentialsOf` and of `ConsolePorts`,
 * `setting-invalid`, `console-refused`
 */
export async function consoleTarget(
	parameters: CarryParameters & ConsoleParameters,
	context: Context,
): Promise<ConsoleTarget> {
	refuseUnfitWish(parameters);
	const role = await meantRole(parameters, 'console', context);
	const { loaded } = role;
	const profile = await servedProfile(role);
	const { name } = profile;
	const partition = partitionFor(profile);
	const { AWS_REGION, AWS_DEFAULT_REGION } = ownEnvironment(context.machine.env);
	const destination = consoleDestination(parameters, partition, profile, AWS_REGION || AWS_DEFAULT_REGION);
	if (!parameters.portal) {
		if (parameters.duration !== undefined && isRoleChaining(profile))
			throw consoleFailures.consoleDurationRefused({ profile: name });
		const wanted = { wish: parameters, profile, partition, destination };
		return { profile, loaded, address: () => signedInAddress(role, wanted, context) };
	}
	if (isChained(profile)) throw consoleFailures.portalRoleAssumed({ profile: name });
	return { profile, loaded, address: async () => portalLink(profile.startUrl, profile, destination) };
}

/** Returns the profile with its settings: a note about a chain has only the role. */
async function servedProfile({ profile, loaded }: Awaited<ReturnType<typeof meantRole>>): Promise<ServedProfile> {
	if (!('credentials' in profile)) return profile;
	const served = await resolvedProfile(loaded, { profile: profile.name, namedBy: 'argument' });
	return { ...served, region: profile.region };
}

/** @throws Failure `console-unknown` */
function partitionFor(profile: ServedProfile): ConsolePartition {
	const name = isChained(profile) ? (profile.roleArn.split(':')[1] ?? '') : consolePartitionName(profile.ssoRegion);
	const partition = consoleOf(name);
	if (partition === undefined) throw consoleFailures.consoleUnknown({ profile: profile.name, partition: name });
	return partition;
}

/** Whether a role is assumed with the credentials of another one, as far as the settings tell. */
const isRoleChaining = (profile: ServedProfile): boolean =>
	isChained(profile) && (profile.source.kind === 'sso' || profile.source.kind === 'role');

/** The page to which the console sends the person when the session has ended. */
const issuerOf = (profile: ServedProfile): string => rootOf(profile)?.startUrl ?? 'ssoenv';

async function signedInAddress(
	role: ChosenRole<Parameters<typeof credentialsOf>[0]['profile']>,
	{ wish, profile, partition, destination }: Wanted,
	context: Context,
): Promise<string> {
	const address = signinAddress(role.loaded.config, settingsName(profile), context.machine.env);
	const signin = address.endpoint ?? partition.signin;
	const seconds = secondsOf(wish);
	const credentials = await credentialsOf(role, context);
	const { signinToken } = await context.services.console();
	const answer = await signinToken({ signin, address, takesPost: partition.takesPost, credentials, seconds });
	if (!answer.ok) {
		throw consoleFailures.consoleRefused({ ...answer, profile: profile.name, hasDuration: seconds !== undefined });
	}
	return consoleSignInUrl({ signin, issuer: issuerOf(profile), destination, token: answer.token });
}
