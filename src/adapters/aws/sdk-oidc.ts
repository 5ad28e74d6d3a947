/** Calls the OIDC service of IAM Identity Center through the AWS SDK: client registrations, device codes and tokens. */
import {
	CreateTokenCommand,
	RegisterClientCommand,
	SSOOIDCClient,
	StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { networkFailures } from '../../core/failure/network-failures.ts';
import { parseIssuedToken } from '../../core/sign-in/access-token.ts';
import { parseRegisteredClient } from '../../core/sign-in/client-registration.ts';
import { parseDeviceAuthorization } from '../../core/sign-in/device-authorization.ts';
import type { Answer, Oidc } from '../../ports/services.ts';
import { ANSWER_STEP, ATTEMPT_STEP, clientConfig, serviceRequests } from './sdk-request.ts';
import type { ServiceOptions } from './service-options.ts';

/** Returns the OIDC service of one region, with answers as records of our own. */
export function createSdkOidc(options: ServiceOptions): Oidc {
	const { attempt, answer, ask } = serviceRequests(options);
	const client = new SSOOIDCClient(clientConfig(options));
	client.middlewareStack.add((next) => (args) => attempt(args.request, () => next(args)), ATTEMPT_STEP);
	client.middlewareStack.add((next) => (args) => answer(() => next(args)), ANSWER_STEP);

	/**
	 * Makes SlowDownException a failure, except in createToken: there it tells the caller to poll less often (RFC 8628
	 * section 3.5).
	 */
	const unthrottled = async <Value>(pending: Promise<Answer<Value>>): Promise<Answer<Value>> => {
		const result = await pending;
		if (!result.ok && result.code === 'SlowDownException') throw networkFailures.throttled(result);
		return result;
	};

	return {
		registerClient: ({ scopes, redirectUris, grantTypes, ...request }) =>
			unthrottled(
				ask('RegisterClient', async (limits) => {
					const command = new RegisterClientCommand({
						...request,
						clientType: 'public',
						...(scopes && { scopes: [...scopes] }),
						...(redirectUris && { redirectUris: [...redirectUris] }),
						...(grantTypes && { grantTypes: [...grantTypes] }),
					});
					return parseRegisteredClient(await client.send(command, limits));
				}),
			),
		startDeviceAuthorization: (request) =>
			unthrottled(
				ask('StartDeviceAuthorization', async (limits) =>
					parseDeviceAuthorization(await client.send(new StartDeviceAuthorizationCommand(request), limits)),
				),
			),
		createToken: (request) =>
			ask('CreateToken', async (limits) =>
				parseIssuedToken(await client.send(new CreateTokenCommand(request), limits), options.now()),
			),
		authorizeUrl: (query) => {
			const { address, ssoRegion } = options;
			const defaultUrl = () =>
				client.config.endpointProvider({
					Region: ssoRegion,
					UseFIPS: address.useFipsEndpoint,
					UseDualStack: address.useDualstackEndpoint,
				}).url;
			const { href } = address.endpoint === undefined ? defaultUrl() : new URL(address.endpoint);
			return `${href.replace(/\/+$/, '')}/authorize?${query}`;
		},
	};
}
