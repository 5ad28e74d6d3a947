/** The forms of account ids, role names, regions, start URLs, scopes and names, for config files, command lines and answers of AWS. */

export const isAccountId = (value: unknown): value is string => typeof value === 'string' && /^\d{12}$/.test(value);

/** The names that IAM allows for roles. */
export const isRoleName = (value: unknown): value is string =>
	typeof value === 'string' && /^[\w+=,.@-]{1,64}$/.test(value);

/**
 * A region that is read or used: one label of a host name, because the access token goes to a host with the region in it. AWS knows which
 * regions exist, and a service of your own may have a region of your own.
 */
export const isRegion = (text: string): boolean => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(text);

/** A region that ssoenv writes into a config file has the form of AWS's: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export const isAwsRegion = (text: string): boolean => /^[a-z]{2,}(?:-[a-z]+){1,3}-\d{1,2}$/.test(text);

/** No blanks, so that a comment behind it is noticed; `#/` may well be glued to it. */
export const isStartUrl = (text: string): boolean => /^https?:\/\/\S+$/i.test(text);

/** A scope token of RFC 6749, section 3.3, without commas and quotes: `openid`, `sso:account:access`. */
export const isScope = (text: string): boolean => /^[!#-&(-+\--[\]-~]+$/.test(text);

/** The name of a section that every AWS tool reads without quotes. */
export const isWritableName = (name: string): boolean => /^[A-Za-z0-9_\-/.%@+:]+$/.test(name);
