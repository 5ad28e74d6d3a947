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
	const settings = profile === undefined ? undefined : config.profiles.get(profile);
	return addressBy(
		() => fromEnvironment(service, env) ?? fromProfile(service, config, profile, settings, path),
		env,
		settings,
	);
}

/**
 * Returns the address of AWS Sign-In, which opens the console. Only its own variable names another one: AWS_ENDPOINT_URL
 * and the keys of a profile are for the services that the role uses.
 * @throws Failure `setting-invalid`
 */
export function signinAddress(config: SharedConfig, profile: string, environment: Environment): ServiceAddress {
	const env = ownEnvironment(environment);
	return addressBy(() => fromVariables(['AWS_ENDPOINT_URL_SIGNIN'], env), env, config.profiles.get(profile));
}

/** @param find returns the configured endpoint; not called if configured endpoints are ignored */
function addressBy(
	find: () => ConfiguredEndpoint | undefined,
	env: Environment,
	settings: Settings | undefined,
): ServiceAddress {
	const isEnabled = (variable: string, key: string) => isTrue(env[variable] || text(settings, key));
	const isIgnored = isEnabled('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls');
	const configured = isIgnored ? undefined : find();
	return {
		endpoint: configured?.endpoint,
		...(configured && { givenBy: configured.givenBy }),
		useFipsEndpoint: isEnabled('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
		useDualstackEndpoint: isEnabled('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
		caBundle: env.AWS_CA_BUNDLE || text(settings, 'ca_bundle') || env.REQUESTS_CA_BUNDLE || undefined,
	};
}

type ConfiguredEndpoint = Required<Pick<ServiceAddress, 'givenBy'>> & { readonly endpoint: string };

const fromEnvironment = (service: Service, env: Environment): ConfiguredEndpoint | undefined =>
	fromVariables([`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL'], env);

function fromVariables(names: readonly string[], env: Environment): ConfiguredEndpoint | undefined {
	for (const name of names) {
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
