/** Who signs a request: the session of a role, or a user. */

import { createHash } from 'node:crypto';
import { stsRefusal } from './xml.ts';

export interface Principal {
	/** As GetCallerIdentity and refusals name it: for a role, the ARN of its session. */
	readonly arn: string;
	readonly userId: string;
	readonly accountId: string;
	/** The ARN of the role in IAM, with its path; undefined for a user. */
	readonly roleArn?: string;
	/** True for the session of a role that another role assumed. */
	readonly isChained?: boolean;
}

interface Role {
	readonly partition: string;
	readonly accountId: string;
	/** Without the path. */
	readonly name: string;
	/** With the path. */
	readonly arn: string;
}

/** The session of a role that Identity Center created in an account for a permission set. */
export function portalSession(role: Omit<Role, 'arn'>, userName: string): Principal {
	const { partition, accountId, name } = role;
	return sessionOf({ partition, accountId, name: reservedName(name), arn: reservedRoleArn(role) }, userName);
}

/** The ARN in IAM of such a role: a trust policy names it. `name` is that of the permission set. */
export function reservedRoleArn({ partition, accountId, name }: Omit<Role, 'arn'>): string {
	return `arn:${partition}:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${reservedName(name)}`;
}

function reservedName(permissionSet: string): string {
	return `AWSReservedSSO_${permissionSet}_0123456789abcdef`;
}

/** Refuses an ARN that names no role. */
export function roleSession(roleArn: string, sessionName: string): Principal {
	const match = /^arn:(aws[\w-]*):iam::(\d{12}):role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]{1,64})$/.exec(roleArn);
	const [, partition, accountId, name] = match ?? [];
	if (partition === undefined || accountId === undefined || name === undefined) {
		throw stsRefusal(400, 'ValidationError', `${roleArn} is invalid`);
	}
	return sessionOf({ partition, accountId, name, arn: roleArn }, sessionName);
}

/** The ARN of a session leaves out the path of the role. */
function sessionOf({ partition, accountId, name, arn }: Role, sessionName: string): Principal {
	return {
		arn: `arn:${partition}:sts::${accountId}:assumed-role/${name}/${sessionName}`,
		userId: `${uniqueId('AROA', arn)}:${sessionName}`,
		accountId,
		roleArn: arn,
	};
}

export function user(arn: string): Principal {
	return { arn, userId: uniqueId('AIDA', arn), accountId: /^arn:[\w-]+:iam::(\d{12}):/.exec(arn)?.[1] ?? '' };
}

/** The same for the same ARN, as for a role that is never deleted. */
function uniqueId(prefix: string, arn: string): string {
	const digest = createHash('sha256').update(arn).digest('hex').toUpperCase();
	return prefix + digest.slice(0, 17);
}
