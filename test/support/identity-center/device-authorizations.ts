/** Device authorizations: started by a client, decided by a person, and exchanged once. */

import { urlToken, userCode } from './random.ts';

export interface DeviceAuthorization {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly clientId: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
	state: 'pending' | 'approved' | 'denied' | 'spent';
	polledAt: number | undefined;
}

export interface DeviceAuthorizations {
	start(clientId: string, lifetimeSeconds: number, state: 'pending' | 'approved'): DeviceAuthorization;
	byDeviceCode(deviceCode: string): DeviceAuthorization | undefined;
	pending(): readonly DeviceAuthorization[];
	/** Returns false if nothing is pending under that code. */
	decide(userCode: string, decision: 'approved' | 'denied'): boolean;
}

export function deviceAuthorizations(now: () => number): DeviceAuthorizations {
	const started = new Map<string, DeviceAuthorization>();
	const pending = () =>
		[...started.values()].filter(
			(authorization) => authorization.state === 'pending' && authorization.expiresAt > now(),
		);
	return {
		start(clientId, lifetimeSeconds, state) {
			const authorization: DeviceAuthorization = {
				deviceCode: urlToken(64),
				userCode: userCode(),
				clientId,
				expiresAt: now() + lifetimeSeconds * 1000,
				state,
				polledAt: undefined,
			};
			started.set(authorization.deviceCode, authorization);
			return authorization;
		},
		byDeviceCode: (deviceCode) => started.get(deviceCode),
		pending,
		decide(code, decision) {
			const authorization = pending().find((candidate) => candidate.userCode === code);
			if (authorization !== undefined) {
				authorization.state = decision;
			}
			return authorization !== undefined;
		},
	};
}
