/**
 * What values look like whose form is known, wherever they come from: the config file, the command line, an answer of AWS. No pattern has the flag
 * `i`: for the first such pattern of a process V8 builds a table of all letters, which takes 0.7 % of a warm `use`.
 */

export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);

/** What IAM allows as the name of a role. */
export const isRoleName = (text: string): boolean => /^[\w+=,.@-]{1,64}$/.test(text);

/**
 * One label, for a region becomes part of host names, one of which is sent the access token. Which regions there are is AWS's
 * to know, and services of one's own have regions of one's own.
 */
export const isRegion = (text: string): boolean => /^[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?$/.test(text);

/** No blanks, so that a comment behind it is noticed; `#/` may well be glued to it. */
export const isStartUrl = (text: string): boolean => /^[Hh][Tt][Tt][Pp][Ss]?:\/\/\S+$/.test(text);

/** A scope token of RFC 6749, section 3.3, without commas and quotes: `openid`, `sso:account:access`. */
export const isScope = (text: string): boolean => /^[!#-&(-+\--[\]-~]+$/.test(text);

/** The name of a section that every AWS tool reads without quotes. */
export const isWritableName = (name: string): boolean => /^[A-Za-z0-9_\-/.%@+:]+$/.test(name);
