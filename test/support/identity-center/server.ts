/**
 * A strict fake of AWS IAM Identity Center that speaks the real wire protocol of its two services, `sso` (the portal)
 * and `sso-oidc`, and of `sts` and of AWS Sign-In, which take the credentials that they issue, over HTTP or HTTPS on the loopback
 * interface.
 *
 * Each service is under a random path, so a client that drops the path of an endpoint override fails. The fake refuses
 * what the real service would refuse, in the service's error shapes, so it catches mistakes instead of accepting them.
 *
 * A session's life: RegisterClient; then StartDeviceAuthorization and polled CreateToken calls, or a visit to the
 * authorize page and one CreateToken call; then CreateToken again for each refresh; then Logout. `signIn` skips to a
 * finished sign-in.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, readCall, recordOf } from './call.ts';
import { type Center, emptyCenter } from './center.ts';
import { adjustableClock } from './clock.ts';
import { defaultDirectory, defaultSettings, type Settings } from './directory.ts';
import { type FaultScript, faultScript } from './fault-script.ts';
import { type IdentityCenter, identityCenter, type Options } from './identity-center.ts';
import { listen } from './loopback-server.ts';
import type { Service } from './operations.ts';
import { play } from './playback.ts';
import { urlToken } from './random.ts';
import { rateLimit } from './rate-limit.ts';
import { type Release, release } from './release.ts';
import { portalRefusal, Refusal, type Reply } from './reply.ts';
import { type RequestLog, requestLog } from './request-log.ts';
import { type BasePaths, handlers, noRoute, refuseSignature, routeOf, targetOf } from './routing.ts';
import { stsRefusal } from './sts/xml.ts';

export type { IdentityCenter, Options } from './identity-center.ts';

interface Machinery {
	readonly center: Center;
	readonly log: RequestLog;
	readonly faults: FaultScript;
	readonly release: Release;
	readonly bases: BasePaths;
	readonly fits: Readonly<Record<'portal' | 'sts', (perSecond: number) => boolean>>;
}

export async function startIdentityCenter(options: Options = {}): Promise<IdentityCenter> {
	const { now = Date.now, directory, tls, host = '127.0.0.1', ...settings } = options;
	const clock = adjustableClock(now);
	const machinery: Machinery = {
		center: emptyCenter(clock.now, { ...defaultDirectory, ...directory }, { ...defaultSettings, ...settings }),
		log: requestLog(),
		faults: faultScript(),
		release: release(),
		bases: { portal: `/${urlToken()}`, oidc: `/${urlToken()}`, sts: `/${urlToken()}`, signin: `/${urlToken()}` },
		fits: { portal: rateLimit(), sts: rateLimit() },
	};
	const server = await listen((request, response) => {
		serve(request, response, machinery).catch((error: unknown) => fail(response, error));
	}, tls);
	const origin = server.origin.replace('127.0.0.1', host);
	const { portal, oidc, sts, signin } = machinery.bases;
	const url = { sso: origin + portal, oidc: origin + oidc, sts: origin + sts, signin: origin + signin };
	machinery.center.oidcUrl = url.oidc;
	return identityCenter(machinery, clock, url, server);
}

async function serve(request: IncomingMessage, response: ServerResponse, machinery: Machinery): Promise<void> {
	const { center, log, faults, bases } = machinery;
	const received = await readCall(request);
	const target = targetOf(received.path, bases, center.settings.authorizeAtRoot);
	const call = { ...received, path: target?.path ?? received.path };
	const route = target && routeOf(target, call);
	const record = recordOf(route?.operation ?? 'Unknown', call, center.now());
	log.add(record);
	date(response, center);
	const fault = route && faults.next(route.operation);
	record.fault = fault?.kind ?? null;
	const service = target?.service ?? 'portal';
	await play(fault, {
		response,
		record,
		service,
		released: machinery.release.wait,
		genuine: (fields = {}) =>
			route === undefined
				? noRoute(target, call)
				: carriedOut({ ...call, fields }, service, machinery, (checked) => handlers[route.operation](checked, center)),
	});
}

/** Sets the date from the fake's clock, as AWS's date comes from its own clock, unless a test wants another one. */
function date(response: ServerResponse, { settings, now }: Center): void {
	response.sendDate = false;
	if (settings.date !== 'none') response.setHeader('date', settings.date || new Date(now()).toUTCString());
}

function carriedOut(call: Call, service: Service, { center, fits }: Machinery, handle: (call: Call) => Reply): Reply {
	try {
		refuseSignature(call, service);
		requireRate(service, center.settings, fits);
		return handle(call);
	} catch (error) {
		if (error instanceof Refusal) {
			return error.reply;
		}
		throw error;
	}
}

function requireRate(service: Service, settings: Settings, fits: Machinery['fits']): void {
	if (service === 'portal' && !fits.portal(settings.rateLimitPerSecond)) {
		const { retryAfterSeconds } = settings;
		const headers = retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : undefined;
		throw portalRefusal(429, 'TooManyRequestsException', 'HTTP 429 Unknown Code', headers);
	}
	if (service === 'sts' && !fits.sts(settings.stsRateLimitPerSecond)) {
		throw stsRefusal(400, 'Throttling', 'Rate exceeded');
	}
}

/** A mistake in the fake itself, or a client that disconnected while it sent its request. */
function fail(response: ServerResponse, error: unknown): void {
	if (!response.headersSent) {
		response.writeHead(500, { 'content-type': 'text/plain' });
	}
	response.end(`the fake itself failed: ${error instanceof Error ? error.message : String(error)}`);
}
