/** The Security Token Service: assumes roles, and says who signed a request. */

import type { Call } from '../call.ts';
import type { Center } from '../center.ts';
import type { Handler, StsOperation } from '../operations.ts';
import type { Reply } from '../reply.ts';
import { assumeRole } from './assume-role.ts';
import { parametersOf } from './form.ts';
import type { Principal } from './principals.ts';
import { signerOf } from './signature.ts';
import { assumeRoleWithWebIdentity } from './web-identity.ts';
import { result, stsRefusal } from './xml.ts';

export const sts: Readonly<Record<StsOperation, Handler>> = {
	AssumeRole: signed(assumeRole),
	AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
	GetCallerIdentity: signed(getCallerIdentity),
};

function getCallerIdentity(call: Call, caller: Principal): Reply {
	parametersOf(call, []);
	return result('GetCallerIdentity', { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId });
}

type SignedHandler = (call: Call, caller: Principal, center: Center) => Reply;

function signed(handle: SignedHandler): Handler {
	return (call, center) => {
		const { principal, region } = signerOf(call, center);
		if (center.settings.stsDisabledRegions.includes(region)) {
			const message = `STS is not activated in this region for account:${principal.accountId}. Your account administrator can activate STS in this region using the IAM Console.`;
			throw stsRefusal(403, 'RegionDisabledException', message);
		}
		return handle(call, principal, center);
	};
}
