/** An STS that answers from a script and records its calls. */

import type { AssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import type { Services, Sts } from '../../../src/ports/services.ts';
import { type Script, type ServiceCall, scripted } from '../program/script.ts';
import type { Opened } from './scripted-portal.ts';

export const STS_ENDPOINT = 'https://sts.eu-west-1.amazonaws.com';

export interface StsScript {
	readonly assumeRole?: Script<AssumedRole>;
	readonly assumeRoleWithWebIdentity?: Script<AssumedRole>;
	readonly callerArn?: Script<string>;
}

export interface ScriptedSts {
	readonly open: Services['sts'];
	/** The connections that were opened: `ssoRegion` is the region of STS. */
	readonly opened: readonly Opened[];
	readonly calls: readonly ServiceCall[];
}

export function scriptedSts(script: StsScript = {}): ScriptedSts {
	const calls: ServiceCall[] = [];
	const opened: Opened[] = [];
	const sts: Sts = {
		assumeRole: scripted('AssumeRole', script.assumeRole, calls),
		assumeRoleWithWebIdentity: scripted('AssumeRoleWithWebIdentity', script.assumeRoleWithWebIdentity, calls),
		callerArn: scripted('GetCallerIdentity', script.callerArn, calls),
	};
	return {
		calls,
		opened,
		open: async (ssoRegion, address) => {
			opened.push({ ssoRegion, address });
			return sts;
		},
	};
}
