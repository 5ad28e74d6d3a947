/** A sign-in to Identity Center: what it is known by, and what has to be told to make one. */
import { argumentWord, shellWord } from '../text/quoting.ts';

/** The scope without which no account and no role is listed or entered. */
export const ACCOUNT_ACCESS_SCOPE = 'sso:account:access';

export interface SsoSession {
	/** Name of the sso-session; undefined for the legacy form, which is known by its start URL. */
	readonly ssoSession: string | undefined;
	readonly startUrl: string;
	/** Region of Identity Center itself; never to be mixed with `region`. */
	readonly ssoRegion: string;
	/** As configured, in that order; undefined where the key is absent. */
	readonly scopes: readonly string[] | undefined;
}

type NamedSignIn = Pick<SsoSession, 'ssoSession' | 'startUrl'>;

/** The text whose SHA-1 names the token file: the sso-session, or for legacy profiles the start URL, exactly as configured. */
export const tokenKey = ({ ssoSession, startUrl }: NamedSignIn): string => ssoSession ?? startUrl;

/** How people know a sign-in: `sso-session "corp"` or `start URL "https://…"`. */
export const signInName = ({ ssoSession, startUrl }: NamedSignIn): string =>
	ssoSession === undefined ? `start URL "${startUrl}"` : `sso-session "${ssoSession}"`;

/** `--sso-session NAME`, also for a name that looks like an option. */
export const sessionOption = (name: string): string =>
	name.startsWith('-') ? `--sso-session=${shellWord(name)}` : `--sso-session ${shellWord(name)}`;

/** A command on one sign-in, to paste; a legacy one can be named by one of its profiles only. */
export function signInCommand(command: string, { ssoSession }: NamedSignIn, profile: string | undefined): string {
	if (ssoSession !== undefined) return `ssoenv ${command} ${sessionOption(ssoSession)}`;
	return profile === undefined ? `ssoenv ${command}` : `ssoenv ${command} ${argumentWord(profile)}`;
}

/** The command that signs in. */
export const loginCommand = (session: NamedSignIn, profile: string | undefined): string =>
	signInCommand('login', session, profile);
