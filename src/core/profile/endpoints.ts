/** Where a service is reached when the person redirected it, in botocore's order; undefined means AWS's own endpoint. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';
import { missingServices } from './refused-profile.ts';

export type Service = 'sso' | 'sso_oidc';

/** How a service is to be reached. With no `endpoint`, the SDK derives it from the region and the two switches. */
export interface ServiceAddress {
	readonly endpoint: string | undefined;
	/** The variable or key that gives the endpoint, for messages. */
	readonly givenBy?: string;
	readonly useFipsEndpoint: boolean;
	readonly useDualstackEndpoint: boolean;
	/** File of the certificate authorities to trust in place of Node's own. */
	readonly caBundle: string | undefined;
}

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/**
 * AWS_ENDPOINT_URL_<SERVICE> > AWS_ENDPOINT_URL > the profile's services section > the profile's endpoint_url.
 * @throws Failure `setting-invalid`, `services-not-found`
 */
export function serviceAddress(
	service: Service,
	config: SharedConfig,
	profile: string | undefined,
	env: Environment,
	path: string,
): ServiceAddress {
	const own = profile === undefined ? undefined : config.profiles.get(profile);
	const either = (variable: string, key: string) => isTrue(env[variable] || text(own, key));
	const given = either('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls')
		? undefined
		: (fromEnvironment(service, env) ?? fromProfile(service, config, profile, own, path));
	return {
		endpoint: given?.endpoint,
		...(given && { givenBy: given.givenBy }),
		useFipsEndpoint: either('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
		useDualstackEndpoint: either('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
		caBundle: env.AWS_CA_BUNDLE || text(own, 'ca_bundle') || env.REQUESTS_CA_BUNDLE || undefined,
	};
}

type GivenEndpoint = Required<Pick<ServiceAddress, 'givenBy'>> & { readonly endpoint: string };

function fromEnvironment(service: Service, env: Environment): GivenEndpoint | undefined {
	for (const name of [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']) {
		const value = env[name];
		if (value) return checked(name, value);
	}
	return undefined;
}

function fromProfile(
	service: Service,
	config: SharedConfig,
	profile: string | undefined,
	own: Settings | undefined,
	path: string,
): GivenEndpoint | undefined {
	if (profile === undefined) return undefined;
	const services = text(own, 'services');
	const section = services === undefined ? undefined : config.services.get(services);
	if (services !== undefined && section === undefined) throw missingServices(services, profile, config, path);
	const block = section?.get(service);
	const specific = typeof block === 'string' ? undefined : block?.get('endpoint_url');
	if (specific) return checked(`endpoint_url of services section "${services}"`, specific);
	const value = text(own, 'endpoint_url');
	return value === undefined ? undefined : checked(`endpoint_url of profile "${profile}"`, value);
}

/** @param name of the variable or key */
function checked(name: string, value: string): GivenEndpoint {
	if (URL.canParse(value) && /^https?:\S+$/i.test(value)) return { endpoint: value, givenBy: name };
	// A password may stand before the host.
	throw failures.settingInvalid({ name, value: value.replace(/[^/]*@/, '…@'), expected: 'an http or https URL' });
}
