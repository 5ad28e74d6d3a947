/** Holds the access token for many calls, and replaces it once for all of them if AWS refuses it. */
import { type AccessToken, isTokenAlive } from '../../core/sign-in/access-token.ts';
import type { Context } from '../../ports/context.ts';
import type { RefusedAnswer } from '../../ports/services.ts';
import { refusedList } from '../credentials/refused-credentials.ts';
import { accessTokenFor, replacementFor } from '../sign-in/access-token-for.ts';
import { noteRefusal } from '../sign-in/cached-token.ts';
import type { SignInTarget } from '../sign-in/session-for.ts';

export interface ListingToken {
	readonly current: () => AccessToken;
	/** Call after the service accepted that token. */
	readonly worked: (token: AccessToken) => void;
	/**
	 * Call after the service refused that token with 401. Gets another one, unless an earlier call did.
	 * @throws Failure `access-token-refused`, `sign-in-needed` and those of the OIDC service
	 */
	readonly replace: (refused: AccessToken, refusal: RefusedAnswer, operation: string) => Promise<void>;
}

/** Gets an access token that has not expired, and holds it. @throws Failure of `accessTokenFor` */
export async function listingToken(target: SignInTarget, context: Context): Promise<ListingToken> {
	let token = await accessTokenFor(target, context);
	/** False after a replacement until the new token has worked once: else replacing could go on for ever. */
	let mayReplace = true;
	let replacing: Promise<void> | undefined;
	const replaceToken = async (refused: AccessToken, refusal: RefusedAnswer, operation: string): Promise<void> => {
		const replacement = mayReplace ? await replacementFor(target, refused, context) : undefined;
		if (replacement !== undefined) {
			token = replacement;
			mayReplace = false;
			return;
		}
		// The token may have expired during the work; then this throws `sign-in-needed`.
		if (!isTokenAlive(refused, context.machine.now())) await accessTokenFor(target, context);
		await noteRefusal(target.session, refused, 'token', context);
		throw await refusedList(refusal, { operation, target: target, token: refused }, context);
	};
	return {
		current: () => token,
		worked: (accepted) => {
			if (accepted === token) mayReplace = true;
		},
		replace: async (refused, refusal, operation) => {
			if (refused !== token) return;
			replacing ??= replaceToken(refused, refusal, operation).finally(() => {
				replacing = undefined;
			});
			await replacing;
		},
	};
}
