/** Gathers what `doctor` has to know of the way to AWS. */
import { serviceUrl } from '../../core/aws/service-url.ts';
import { placeOf } from '../../core/config/setting-places.ts';
import { text } from '../../core/config/shared-config.ts';
import type { AskedEndpoint, CertificateFile, Facts } from '../../core/doctor/facts.ts';
import { Failure } from '../../core/failure/failure.ts';
import { type ServiceAddress, serviceAddress } from '../../core/profile/endpoints.ts';
import { type ConfiguredSession, configuredSessions } from '../../core/profile/session-list.ts';
import type { Ports } from '../../ports/context.ts';
import type { Inspection } from '../../ports/inspection.ts';
import { clockOffset } from '../credentials/clock-offset.ts';

const VARIABLES = ['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'] as const;

/** Returns the files with certificates that variables and profiles name. */
export function certificateFacts(
	{ config, env }: Pick<Facts, 'config' | 'env'>,
	{ certificateProblem }: Pick<Inspection, 'certificateProblem'>,
): readonly CertificateFile[] {
	const ofVariables = VARIABLES.flatMap((variable) => {
		const path = env[variable];
		return path ? [{ variable, line: undefined, profile: undefined, path }] : [];
	});
	const ofProfiles = [...config.profiles].flatMap(([profile, settings]) => {
		const path = text(settings, 'ca_bundle');
		const line = placeOf(config, { kind: 'profile', name: profile }, 'ca_bundle')?.line;
		return path === undefined ? [] : [{ variable: undefined, line, profile, path }];
	});
	return [...ofVariables, ...ofProfiles].map((file) => ({ ...file, problem: certificateProblem(file.path) }));
}

interface Target {
	readonly url: string;
	readonly address: ServiceAddress;
}

const SERVICES = ['sso', 'sso_oidc'] as const;

/** Returns the endpoints of a sign-in, or the failure of a setting that names one. */
function targetsOf(
	{ session: { ssoRegion }, profiles: [profile] }: ConfiguredSession,
	{ config, configPath, env }: Pick<Facts, 'config' | 'configPath' | 'env'>,
): readonly (Target | Failure)[] {
	return SERVICES.flatMap((service): readonly (Target | Failure)[] => {
		try {
			const address = serviceAddress(service, config, profile, env, configPath);
			const url = address.endpoint ?? serviceUrl(service, ssoRegion, address);
			return url === undefined ? [] : [{ url, address }];
		} catch (error) {
			if (error instanceof Failure) return [error];
			throw error;
		}
	});
}

interface Online {
	readonly endpoints: readonly AskedEndpoint[];
	readonly clockSeconds: number | undefined;
}

/** Asks each endpoint of each sign-in once, all at the same time. */
export async function onlineFacts(
	facts: Pick<Facts, 'config' | 'configPath' | 'env'>,
	context: Ports<'services' | 'files' | 'machine'>,
): Promise<Online> {
	const targets = configuredSessions(facts.config, facts.configPath).flatMap((session) => targetsOf(session, facts));
	const byName = new Map(targets.map((target) => [target instanceof Failure ? target.message : target.url, target]));
	const offsets: (number | undefined)[] = [];
	const endpoints = await Promise.all(
		[...byName].map(async ([name, target]): Promise<AskedEndpoint> => {
			try {
				if (target instanceof Failure) throw target;
				const { secondsAhead } = await context.services.reach(target.url, target.address);
				offsets.push(secondsAhead);
				return { name, problem: undefined };
			} catch (error) {
				if (!(error instanceof Failure)) throw error;
				return { name, problem: { message: error.message, hints: error.hints } };
			}
		}),
	);
	return { endpoints, clockSeconds: offsets.length === 0 ? clockOffset(context) : offsets.find(Boolean) };
}
