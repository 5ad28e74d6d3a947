/** AssumeRole: role credentials for a caller whom the role trusts. */

import type { Call } from '../call.ts';
import type { Center } from '../center.ts';
import { parseJson } from '../json.ts';
import type { Reply } from '../reply.ts';
import { type Parameters, parameterNames, requireWithinLimits } from './constraints.ts';
import { parametersOf } from './form.ts';
import { type IamRole, mayAssume } from './iam.ts';
import { type Principal, roleSession } from './principals.ts';
import { result, stsRefusal, type XmlRecord } from './xml.ts';

const oneHour = 3600;

export function assumeRole(call: Call, caller: Principal, center: Center): Reply {
	const parameters: Parameters = parametersOf(call, parameterNames);
	const asked = requireWithinLimits(parameters);
	const roleArn = parameters.get('RoleArn') ?? '';
	const session = roleSession(roleArn, parameters.get('RoleSessionName') ?? '');
	const packedPolicySize = packedSizeOf(parameters.get('Policy'));
	const hasMfa = passedMfa(parameters, caller, center);
	const role = center.directory.iamRoles.find(({ arn }) => arn === roleArn);
	// AWS answers the same for a role that does not exist: nobody can find out which exist.
	if (role === undefined || !mayAssume(role, { caller, externalId: parameters.get('ExternalId'), hasMfa })) {
		const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
		throw stsRefusal(403, 'AccessDenied', message);
	}
	const seconds = asked ?? oneHour;
	requireDuration(seconds, role, caller);
	const { Credentials, AssumedRoleUser } = issued(
		roleArn,
		{ ...session, isChained: caller.roleArn !== undefined },
		seconds,
		{
			call,
			center,
		},
	);
	return result('AssumeRole', { AssumedRoleUser, Credentials, PackedPolicySize: packedPolicySize });
}

/** Returns the members of an answer that gives a role. STS sends whole seconds. */
export function issued(
	roleArn: string,
	session: Principal,
	seconds: number,
	{ call, center }: { readonly call: Call; readonly center: Center },
): { readonly AssumedRoleUser: XmlRecord; readonly Credentials: XmlRecord } {
	const expiration = (Math.floor(center.now() / 1000) + seconds) * 1000;
	const credentials = center.roleCredentials.issue(roleArn, expiration, call.fields ?? {});
	center.keys.add(credentials, session);
	return {
		AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
		Credentials: {
			AccessKeyId: credentials.accessKeyId,
			SecretAccessKey: credentials.secretAccessKey,
			SessionToken: credentials.sessionToken,
			Expiration: new Date(credentials.expiration).toISOString().replace(/\.\d+Z$/, 'Z'),
		},
	};
}

/** The order is AWS's: the maximum of the role first. */
function requireDuration(seconds: number, role: IamRole, caller: Principal): void {
	if (seconds > role.maxSessionSeconds) {
		throw tooLong('exceeds the MaxSessionDuration set for this role.');
	}
	if (caller.roleArn !== undefined && seconds > oneHour) {
		throw tooLong('exceeds the 1 hour session limit for roles assumed by role chaining.');
	}
}

function tooLong(reason: string): Error {
	return stsRefusal(400, 'ValidationError', `The requested DurationSeconds ${reason}`);
}

/** Returns whether a right code was sent; refuses a wrong one, even where no role asks for it. */
function passedMfa(parameters: Parameters, caller: Principal, { directory }: Center): boolean {
	const [serialNumber, code] = [parameters.get('SerialNumber'), parameters.get('TokenCode')];
	if (serialNumber === undefined && code === undefined) {
		return false;
	}
	if (serialNumber === undefined || code === undefined) {
		throw noMfa(', must provide both MFA serial number and one time pass code.');
	}
	const device = directory.mfaDevices.find((one) => one.serialNumber === serialNumber);
	if (device === undefined || (device.user !== undefined && device.user !== caller.arn)) {
		throw noMfa(
			', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
		);
	}
	if (device.code !== code) {
		// The space at the end is AWS's.
		throw noMfa(' with invalid MFA one time pass code. ');
	}
	return true;
}

function noMfa(reason: string): Error {
	return stsRefusal(403, 'AccessDenied', `MultiFactorAuthentication failed${reason}`);
}

/** The size of a session policy in per cent of the limit. */
function packedSizeOf(policy: string | undefined): string | undefined {
	if (policy === undefined) {
		return undefined;
	}
	if (parseJson(policy) === undefined) {
		throw stsRefusal(400, 'MalformedPolicyDocument', 'Syntax errors in policy.');
	}
	return String(Math.max(1, Math.floor(policy.length / 21)));
}
