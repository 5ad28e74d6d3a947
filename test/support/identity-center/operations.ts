/** The operations of the fake, with the method and path of the real service. */

import type { Call } from './call.ts';
import type { Center } from './center.ts';
import type { Reply } from './reply.ts';

export const operations = [
	{ operation: 'GetRoleCredentials', service: 'portal', method: 'GET', path: '/federation/credentials' },
	{ operation: 'ListAccounts', service: 'portal', method: 'GET', path: '/assignment/accounts' },
	{ operation: 'ListAccountRoles', service: 'portal', method: 'GET', path: '/assignment/roles' },
	{ operation: 'Logout', service: 'portal', method: 'POST', path: '/logout' },
	{ operation: 'RegisterClient', service: 'oidc', method: 'POST', path: '/client/register' },
	{ operation: 'StartDeviceAuthorization', service: 'oidc', method: 'POST', path: '/device_authorization' },
	{ operation: 'CreateToken', service: 'oidc', method: 'POST', path: '/token' },
	// Their parameters name these three; the path and method are the same.
	{ operation: 'AssumeRole', service: 'sts', method: 'POST', path: '/' },
	{ operation: 'AssumeRoleWithWebIdentity', service: 'sts', method: 'POST', path: '/' },
	{ operation: 'GetCallerIdentity', service: 'sts', method: 'POST', path: '/' },
	// AWS Sign-In: a parameter names the action, and the credentials may be in the body or in the query.
	{ operation: 'GetSigninToken', service: 'signin', method: 'POST', path: '/federation' },
	{ operation: 'GetSigninToken', service: 'signin', method: 'GET', path: '/federation' },
	// Pages that a browser visits; the service model does not have them.
	{ operation: 'Login', service: 'signin', method: 'GET', path: '/federation' },
	{ operation: 'Authorize', service: 'oidc', method: 'GET', path: '/authorize' },
	{ operation: 'VerifyDevice', service: 'oidc', method: 'GET', path: '/device' },
] as const satisfies readonly { operation: string; service: Service; method: 'GET' | 'POST'; path: string }[];

export type Service = 'portal' | 'oidc' | 'sts' | 'signin';
export type Route = (typeof operations)[number];
export type Operation = Route['operation'];
export type PortalOperation = Extract<Route, { service: 'portal' }>['operation'];
export type OidcOperation = Extract<Route, { service: 'oidc' }>['operation'];
export type SigninOperation = Extract<Route, { service: 'signin' }>['operation'];
export type StsOperation = Extract<Route, { service: 'sts' }>['operation'];

export type Handler = (call: Call, center: Center) => Reply;

export function isOperation(name: string): name is Operation {
	return operations.some((route) => route.operation === name);
}
