/** Finds the account that --account names, by its ID or by its name. */
import { isAccountId } from '../../core/aws/identifiers.ts';
import { accountNamed } from '../../core/discovery/assignments.ts';
import { accountNoteKey, formatAccountNote, notedAccountId } from '../../core/given-role/account-note.ts';
import type { Context } from '../../ports/context.ts';
import { signedInFor } from '../credentials/signed-in-credentials.ts';
import { listedAccounts, MOST_AGE_MS, storedAccounts } from '../discovery/discover.ts';
import { refreshCommand } from '../discovery/discover-signed-in.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import type { SignInTarget } from '../sign-in/session-for.ts';

/**
 * Returns the ID of the account. An ID needs no request. A name needs one if there is no list of accounts, and no note
 * about this name, of the last 24 hours.
 * @param retry returns the command line for another account, for hints
 * @throws Failure `account-not-found`, `account-ambiguous`, and those of signing in and of listing the accounts
 */
export async function accountIdFor(
	word: string,
	target: SignInTarget,
	{ choice, retry }: { readonly choice: LoginChoice; readonly retry: (account: string) => string },
	context: Context,
): Promise<string> {
	if (isAccountId(word)) return word;
	const { session } = target;
	const { notes } = context.files;
	const hints = { retry, otherwise: refreshCommand(target) };
	const now = context.machine.now();
	const stored = await storedAccounts(session, context);
	if (stored !== undefined) return accountNamed(word, stored, hints).accountId;
	const key = accountNoteKey(word, session);
	const noted = notedAccountId(notes.read(key, () => true) ?? '', now - MOST_AGE_MS, now);
	if (noted !== undefined) return noted;
	const accounts = await signedInFor(target, choice, () => listedAccounts(target, context), context);
	const { accountId } = accountNamed(word, accounts, hints);
	// Without the note the next run asks again.
	await notes.write(key, formatAccountNote(accountId, now)).catch(() => undefined);
	return accountId;
}
