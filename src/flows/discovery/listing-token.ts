/** The access token of a long piece of work: one for all calls, replaced once for all of them when AWS refuses it. */
import { type AccessToken, isTokenAlive } from '../../core/sign-in/access-token.ts';
import type { Context } from '../../ports/context.ts';
import type { RefusedAnswer } from '../../ports/services.ts';
import { refusedList } from '../credentials/refused-credentials.ts';
import { accessTokenFor, replacementFor } from '../sign-in/access-token-for.ts';
import { noteRefusal } from '../sign-in/cached-token.ts';
import type { FoundSession } from '../sign-in/session-for.ts';

export interface ListingToken {
	readonly current: () => AccessToken;
	/** The service accepted that token. */
	readonly worked: (token: AccessToken) => void;
	/**
	 * The service refused that token (401): gets another one, unless that has been done already.
	 * @throws Failure `access-token-refused`, `sign-in-needed` and those of the OIDC service
	 */
	readonly replace: (refused: AccessToken, refusal: RefusedAnswer, operation: string) => Promise<void>;
}

/** @throws Failure of `accessTokenFor` */
export async function listingToken(found: FoundSession, context: Context): Promise<ListingToken> {
	let token = await accessTokenFor(found, context);
	/** A replacement that is refused before it ever worked is not replaced again: that would go on forever. */
	let mayReplace = true;
	let replacing: Promise<void> | undefined;
	const getOther = async (refused: AccessToken, refusal: RefusedAnswer, operation: string): Promise<void> => {
		const other = mayReplace ? await replacementFor(found, refused, context) : undefined;
		if (other !== undefined) {
			token = other;
			mayReplace = false;
			return;
		}
		// It may have run out in the middle of the work.
		if (!isTokenAlive(refused, context.machine.now())) await accessTokenFor(found, context);
		await noteRefusal(found.session, refused, 'token', context);
		throw await refusedList(refusal, { operation, found, token: refused }, context);
	};
	return {
		current: () => token,
		worked: (accepted) => {
			if (accepted === token) mayReplace = true;
		},
		replace: async (refused, refusal, operation) => {
			if (refused !== token) return;
			replacing ??= getOther(refused, refusal, operation).finally(() => {
				replacing = undefined;
			});
			await replacing;
		},
	};
}
