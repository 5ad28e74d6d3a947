/** Describes a sign-in to Identity Center: its settings, its names, and the commands that refer to it. */
import { argumentWord, shellWord } from '../text/quoting.ts';

/** The scope that is required to list accounts and roles and to get role credentials. */
export const ACCOUNT_ACCESS_SCOPE = 'sso:account:access';

export interface SsoSession {
	/** Name of the sso-session; undefined in the legacy form, which is identified by its start URL. */
	readonly ssoSession: string | undefined;
	readonly startUrl: string;
	/** Region of Identity Center itself; never the same setting as `region`. */
	readonly ssoRegion: string;
	/** In the configured order; undefined if the key is absent. */
	readonly scopes: readonly string[] | undefined;
}

type SignInIdentity = Pick<SsoSession, 'ssoSession' | 'startUrl'>;

/**
 * Returns the text whose SHA-1 names the token file, as in botocore's SSOTokenLoader: the sso-session, or in the legacy
 * form the start URL, exactly as configured.
 */
export const tokenKey = ({ ssoSession, startUrl }: SignInIdentity): string => ssoSession ?? startUrl;

/** Formats the name of a sign-in for people: `sso-session "corp"` or `start URL "https://…"`. */
export const signInName = ({ ssoSession, startUrl }: SignInIdentity): string =>
	ssoSession === undefined ? `start URL "${startUrl}"` : `sso-session "${ssoSession}"`;

/** Formats `--sso-session NAME`, with `=` if the name looks like an option. */
const sessionOption = (name: string): string =>
	name.startsWith('-') ? `--sso-session=${shellWord(name)}` : `--sso-session ${shellWord(name)}`;

/** Formats a command for one sign-in, to paste. It can refer to a legacy sign-in only by one of its profiles. */
export function signInCommand(command: string, { ssoSession }: SignInIdentity, profile: string | undefined): string {
	if (ssoSession !== undefined) return `ssoenv ${command} ${sessionOption(ssoSession)}`;
	return profile === undefined ? `ssoenv ${command}` : `ssoenv ${command} ${argumentWord(profile)}`;
}

/** Formats the command that signs in. */
export const loginCommand = (session: SignInIdentity, profile: string | undefined): string =>
	signInCommand('login', session, profile);
