/** The port to AWS Sign-In, which opens the console, and to the page that leads a browser there. */
import type { RoleCredentials } from '../core/credentials/role-credentials.ts';
import type { ServiceAddress } from '../core/profile/endpoints.ts';
import type { NotRemoved } from './files.ts';

export interface SigninTokenRequest {
	/** URL of AWS Sign-In. */
	readonly signin: string;
	/** How to reach it. */
	readonly address: ServiceAddress;
	/** Whether it takes credentials in the body of a request. */
	readonly takesPost: boolean;
	readonly credentials: RoleCredentials;
	/** Undefined for as long as AWS decides. */
	readonly seconds: number | undefined;
}

/** A token that signs a browser in to the console, or a refusal with a 4xx status. The token is a secret. */
export type SigninToken =
	| { readonly ok: true; readonly token: string }
	| { readonly ok: false; readonly status: number; readonly endpoint: string; readonly givenBy?: string };

/** A page of one's own on this machine. */
export interface PrivatePage {
	/** Its address: the path as a `file:` URL. */
	readonly url: string;
	/** Deletes it; the end of the process does so, too. Returns what remains, if it cannot be deleted. */
	readonly remove: () => NotRemoved | undefined;
}

export interface ConsolePorts {
	/**
	 * Gets a token for role credentials. Throws Failure `unreachable`, `throttled`, `service-broken`, `unexpected-answer`
	 * and those about a proxy.
	 */
	readonly signinToken: (request: SigninTokenRequest) => Promise<SigninToken>;
	/**
	 * Writes a page of mode 0600 in a folder of mode 0700, and deletes those that killed processes left there. Throws
	 * Failure `file-unusable`, `folder-open`, `folder-foreign`, `folder-linked`.
	 */
	readonly writePage: (html: string) => PrivatePage;
}
