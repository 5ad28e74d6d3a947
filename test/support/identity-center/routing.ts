/** Finds the operation of a request; a request without one is refused as the real front end would. */

import type { Call } from './call.ts';
import { oidc } from './oidc.ts';
import { type Handler, operations, type Route, type Service } from './operations.ts';
import { portal } from './portal.ts';
import { html, json, oauthRefusal, portalRefusal, Refusal, type Reply } from './reply.ts';
import { isSigninAction, signin } from './signin.ts';
import { isNamed, unnamed } from './sts/action.ts';
import { sts } from './sts/sts.ts';

export const handlers: Readonly<Record<Route['operation'], Handler>> = { ...portal, ...oidc, ...sts, ...signin };

/** The random base paths, such as `/xyz`, without a slash at the end. */
export type BasePaths = Readonly<Record<Service, string>>;

export interface Target {
	readonly service: Service;
	/** Without the base path. */
	readonly path: string;
}

/** Returns undefined if the client left out the base path or used a wrong one. */
export function targetOf(path: string, bases: BasePaths, authorizeAtRoot: boolean): Target | undefined {
	if (authorizeAtRoot && path === '/authorize') {
		return { service: 'oidc', path };
	}
	// Signers disagree about a slash at the end of the endpoint of a service without paths.
	if (path === bases.sts) {
		return { service: 'sts', path: '/' };
	}
	for (const service of ['portal', 'oidc', 'sts', 'signin'] as const) {
		if (path.startsWith(`${bases[service]}/`)) {
			return { service, path: path.slice(bases[service].length) };
		}
	}
	return undefined;
}

/** `call` has the path of the target. */
export function routeOf({ service }: Target, call: Call): Route | undefined {
	return operations.find(
		(route) =>
			route.service === service &&
			route.path === call.path &&
			route.method === call.method &&
			(route.service !== 'sts' || isNamed(route.operation, call)) &&
			(route.service !== 'signin' || isSigninAction(route.operation, call)),
	);
}

export function noRoute(target: Target | undefined, call: Call): Reply {
	if (target?.service === 'sts') {
		return unnamed(call);
	}
	if (target?.service === 'signin') {
		return html(400, 'Invalid action');
	}
	const allowed = operations
		.filter((route) => route.service === target?.service && route.path === target.path)
		.map((route) => route.method);
	const error = { 'x-amzn-errortype': 'UnknownOperationException' };
	return allowed.length === 0
		? json(404, { message: null }, error)
		: json(405, { message: null }, { ...error, allow: allowed.join(', ') });
}

/** The operations of the portal and of sso-oidc take no signature; a client that signs them used AWS credentials that have no place here. */
export function refuseSignature(call: Call, service: Service): void {
	if (service === 'sts' || call.headers.authorization === undefined) {
		return;
	}
	if (service === 'signin') {
		throw new Refusal(html(400, 'Unexpected signature'));
	}
	const message = 'An Authorization header does not belong in an unsigned request';
	throw service === 'portal'
		? portalRefusal(400, 'InvalidRequestException', message)
		: oauthRefusal('invalid_request', message);
}
