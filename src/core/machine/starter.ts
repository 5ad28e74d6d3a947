/** What another part of ssoenv says to the program that it starts: variables that nobody else gets, and an answer. */

/** Set by the launcher: then the program keeps copies of roles. */
export const LAUNCHED = 'SSOENV_LAUNCHED';

/** Set by a shell that renews its role in the background. */
export const RENEWS = 'SSOENV_RENEWS';

/** Set by a shell whose role has a profile that the program may take away. */
export const LEAVES = 'SSOENV_LEAVES';

/** The exit status that tells such a shell to leave its role. Without the variable, no command ends with it. */
export const LEAVE_STATUS = 75;
