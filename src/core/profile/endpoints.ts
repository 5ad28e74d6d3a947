/** Finds the configured endpoint of a service, in botocore's order; without one, AWS's own endpoint applies. */

import type { Service } from '../aws/service-url.ts';
import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';
import { ownEnvironment } from '../machine/own-environment.ts';
import { missingServices } from './refused-profile.ts';

/** How to reach a service. Without `endpoint`, the SDK derives the endpoint from the region and the two flags. */
export interface ServiceAddress {
	readonly endpoint: string | undefined;
	/** The variable or key that sets the endpoint, for messages. */
	readonly givenBy?: string;
	readonly useFipsEndpoint: boolean;
	readonly useDualstackEndpoint: boolean;
	/** File with the certificate authorities to trust instead of Node's own. */
	readonly caBundle: string | undefined;
}

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/**
 * Returns the address of a service. Order: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's services
 * section, the profile's endpoint_url. What `use` set from another profile does not count.
 * @throws Failure `setting-invalid`, `services-not-found`
 */
export function serviceAddress(
	service: Service,
	config: SharedConfig,
	profile: string | undefined,
	environment: Environment,
	path: string,
): ServiceAddress {
	const env = ownEnvironment(environment);
	const profileSettings = profile === undefined ? undefined : config.profiles.get(profile);
	const isEnabled = (variable: string, key: string) => isTrue(env[variable] || text(profileSettings, key));
	const configured = isEnabled('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls')
		? undefined
		: (fromEnvironment(service, env) ?? fromProfile(service, config, profile, profileSettings, path));
	return {
		endpoint: configured?.endpoint,
		...(configured && { givenBy: configured.givenBy }),
		useFipsEndpoint: isEnabled('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
		useDualstackEndpoint: isEnabled('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
		caBundle: env.AWS_CA_BUNDLE || text(profileSettings, 'ca_bundle') || env.REQUESTS_CA_BUNDLE || undefined,
	};
}

/**
 * Returns the address of AWS Sign-In, which opens the console. Only its own variable names another one: AWS_ENDPOINT_URL
 * and the keys of a profile are for the services that the role uses.
 * @throws Failure `setting-invalid`, `services-not-found`
 */
export function signinAddress(
	config: SharedConfig,
	profile: string | undefined,
	environment: Environment,
	path: string,
): ServiceAddress {
	const {
		endpoint: _endpoint,
		givenBy: _givenBy,
		...address
	} = serviceAddress('sso', config, profile, environment, path);
	const { AWS_ENDPOINT_URL_SIGNIN: value } = environment;
	return { ...address, endpoint: undefined, ...(value && checked('AWS_ENDPOINT_URL_SIGNIN', value)) };
}

type ConfiguredEndpoint = Required<Pick<ServiceAddress, 'givenBy'>> & { readonly endpoint: string };

function fromEnvironment(service: Service, env: Environment): ConfiguredEndpoint | undefined {
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
	profileSettings: Settings | undefined,
	path: string,
): ConfiguredEndpoint | undefined {
	if (profile === undefined) return undefined;
	const services = text(profileSettings, 'services');
	const section = services === undefined ? undefined : config.services.get(services);
	if (services !== undefined && section === undefined) throw missingServices(services, profile, config, path);
	const block = section?.get(service);
	const specific = typeof block === 'string' ? undefined : block?.get('endpoint_url');
	if (specific) return checked(`endpoint_url of services section "${services}"`, specific);
	const value = text(profileSettings, 'endpoint_url');
	return value === undefined ? undefined : checked(`endpoint_url of profile "${profile}"`, value);
}

/** @param name the variable or key, for the message */
function checked(name: string, value: string): ConfiguredEndpoint {
	if (URL.canParse(value) && /^https?:\S+$/i.test(value)) return { endpoint: value, givenBy: name };
	// The URL may contain a password before the host.
	throw failures.settingInvalid({ name, value: value.replace(/[^/]*@/, '…@'), expected: 'an http or https URL' });
}
