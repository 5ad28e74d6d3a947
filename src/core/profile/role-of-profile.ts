/** The role that a profile names: by sso_account_id and sso_role_name, or by role_arn. */

/** What the shells need to know about a profile. */
export interface RoleOfProfile {
	readonly name: string;
	readonly accountId: string;
	readonly roleName: string;
	/** Region for the AWS services that the role will use. */
	readonly region: string | undefined;
}

/** STS accepts up to 2,048 characters. A path may contain any printable ASCII character (IAM: RoleName and Path). */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/;
const LONGEST_ARN = 2048;

/** Returns the account and the name of the role, without its path; undefined if the text is not the ARN of a role. */
export function roleOfArn(arn: string): Pick<RoleOfProfile, 'accountId' | 'roleName'> | undefined {
	const [, accountId, roleName] = arn.length > LONGEST_ARN ? [] : (ROLE_ARN.exec(arn) ?? []);
	return accountId === undefined || roleName === undefined ? undefined : { accountId, roleName };
}
