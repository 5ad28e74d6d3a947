/**
 * Checks account IDs, role names, regions, start URLs, scopes and section names, from config files, command lines and
 * AWS responses. No pattern has the flag `i`: for the first one that runs in a process V8 builds a table of all
 * letters, which takes 0.7 % of a warm `use`.
 */

export const isAccountId = (value: unknown): value is string => typeof value === 'string' && /^\d{12}$/.test(value);

/** Returns true for a role name that IAM allows. */
export const isRoleName = (value: unknown): value is string =>
	typeof value === 'string' && /^[\w+=,.@-]{1,64}$/.test(value);

/** Returns true for a role session name that STS allows. */
export const isRoleSessionName = (text: string): boolean => /^[\w+=,.@-]{2,64}$/.test(text);

/** Returns true for an external ID that STS allows. */
export const isExternalId = (text: string): boolean => /^[\w+=,.@:/-]{2,1224}$/.test(text);

/** Returns true for a serial number or an ARN of an MFA device that STS allows. */
export const isMfaSerial = (text: string): boolean => /^[\w+=/:,.@-]{9,256}$/.test(text);

/**
 * Returns true for a region that ssoenv can use: one label of a host name. A looser value could send the access token
 * to another host. It need not be a known region: AWS adds regions, and a private endpoint may use its own.
 */
export const isRegion = (text: string): boolean => /^[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?$/.test(text);

/**
 * Returns true for a region in AWS's own form, which ssoenv writes into config files: `us-east-1`, `us-gov-west-1`,
 * `eusc-de-east-1`.
 */
export const isAwsRegion = (text: string): boolean => /^[a-z]{2,}(?:-[a-z]+){1,3}-\d{1,2}$/.test(text);

/**
 * Returns true for a start URL. It has no blanks, so a comment after it is noticed; a `#/` directly after it is common.
 */
export const isStartUrl = (text: string): boolean => /^[Hh][Tt][Tt][Pp][Ss]?:\/\/\S+$/.test(text);

/** Returns true for a scope token (RFC 6749, section 3.3) without commas and quotes: `openid`, `sso:account:access`. */
export const isScope = (text: string): boolean => /^[!#-&(-+\--[\]-~]+$/.test(text);

/** Returns true for a section name that every AWS tool reads without quotes. */
export const isWritableName = (name: string): boolean => /^[A-Za-z0-9_\-/.%@+:]+$/.test(name);
