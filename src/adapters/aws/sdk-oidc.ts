/** Signing in to IAM Identity Center over the AWS SDK: registrations, device codes, tokens. Answers are our own records. */
import {
	CreateTokenCommand,
	RegisterClientCommand,
	SSOOIDCClient,
	StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { failures } from '../../core/failure/failures.ts';
import { parseIssuedToken } from '../../core/sign-in/access-token.ts';
import { parseRegisteredClient } from '../../core/sign-in/client-registration.ts';
import { parseDeviceAuthorization } from '../../core/sign-in/device-authorization.ts';
import type { Answer, Oidc } from '../../ports/services.ts';
import { ANSWER_STEP, ATTEMPT_STEP, clientConfig, serviceRequests } from './sdk-request.ts';
import type { ServiceOptions } from './service-options.ts';

export function createSdkOidc(options: ServiceOptions): Oidc {
	const { attempt, answer, ask } = serviceRequests(options);
	const client = new SSOOIDCClient(clientConfig(options));
	client.middlewareStack.add((next) => (args) => attempt(args.request, () => next(args)), ATTEMPT_STEP);
	client.middlewareStack.add((next) => (args) => answer(() => next(args)), ANSWER_STEP);

	/** Asked too often: that says nothing of the request. Only while a device code is polled it is an answer like others. */
	const unthrottled = async <Value>(asked: Promise<Answer<Value>>): Promise<Answer<Value>> => {
		const given = await asked;
		if (!given.ok && given.code === 'SlowDownException') throw failures.throttled(given);
		return given;
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
			const own = () =>
				client.config.endpointProvider({
					Region: ssoRegion,
					UseFIPS: address.useFipsEndpoint,
					UseDualStack: address.useDualstackEndpoint,
				}).url;
			const { href } = address.endpoint === undefined ? own() : new URL(address.endpoint);
			return `${href.replace(/\/+$/, '')}/authorize?${query}`;
		},
	};
}
