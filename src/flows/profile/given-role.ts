/** `use --account … --role …`: a role with no profile, and how its name is understood later on. */

import { isAccountId, isRoleName } from '../../core/aws/identifiers.ts';
import type { SsoSession } from '../../core/aws/sso-session.ts';
import { misreadLines } from '../../core/config/misread-text.ts';
import { failures } from '../../core/failure/failures.ts';
import { formatGiven, type GivenRole, givenKey, givenName } from '../../core/profile/given-role.ts';
import { canBeSignedInTo, type SsoProfile, sessionNamed } from '../../core/profile/sso-profile.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { refusedRoles } from '../credentials/refused-credentials.ts';
import { signedInFor } from '../credentials/signed-in-credentials.ts';
import { accessTokenFor } from '../sign-in/access-token-for.ts';
import { canPrompt } from '../sign-in/interactivity.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import { type FoundSession, portalOf } from '../sign-in/session-for.ts';

/** The words of the command line. */
export interface RoleWords {
	readonly accountId: string;
	readonly roleName: string | undefined;
	readonly ssoSession: string | undefined;
	readonly region: string | undefined;
}

/**
 * The role as if it had a profile, with a name of its own. A note says what the name means, and never a secret.
 * @throws Failure `usage`, `sso-session-unclear`, `interrupted`, and those of `sessionNamed` and of signing in
 */
export async function givenRole(
	words: RoleWords,
	loaded: LoadedConfig,
	choice: LoginChoice,
	context: Context,
): Promise<SsoProfile> {
	const { accountId, region } = words;
	const refuse = (problem: string) => failures.usage({ problem, command: 'use' });
	if (!isAccountId(accountId)) throw refuse(`--account is "${accountId}", expected 12 digits`);
	if (words.roleName !== undefined && !isRoleName(words.roleName)) {
		throw refuse(`--role is "${words.roleName}", which is not a valid role name`);
	}
	const canAsk = choice !== 'refused' && canPrompt(context);
	if (words.roleName === undefined && !canAsk) throw refuse('--account requires --role');
	const session = sessionAmong(words, loaded);
	const roleName = words.roleName ?? (await roleNameFor(accountId, session, loaded, choice, context));
	const role: GivenRole = { ssoSession: session.ssoSession, accountId, roleName, region };
	const name = givenName(role, loaded.config);
	if (!loaded.config.profiles.has(name)) await note(name, role, context);
	return { ...session, name, accountId, roleName, region };
}

/** Without the note, the name means nothing to later runs, and the role is as good as with it. */
async function note(name: string, role: GivenRole, context: Ports<'files'>): Promise<void> {
	const text = formatGiven(role);
	if (context.files.notes.read(givenKey(name), () => true) === text) return;
	try {
		await context.files.notes.write(givenKey(name), text);
	} catch {
		// It cannot be renewed by name, then.
	}
}

type NamedSession = SsoSession & { readonly ssoSession: string };

/** The one that is named, or the only one; those that cannot be signed in to do not count beside others. */
function sessionAmong({ accountId, roleName, ssoSession }: RoleWords, { config, path }: LoadedConfig): NamedSession {
	const all = [...config.ssoSessions.keys()];
	const roles = all.filter(canBeSignedInTo(config, path));
	const names = ssoSession !== undefined ? [ssoSession] : roles.length > 0 ? roles : all;
	const [name, ...more] = names;
	if (name === undefined || more.length > 0) {
		throw failures.ssoSessionUnclear({ accountId, roleName, names, path, misread: misreadLines(config) });
	}
	return { ...sessionNamed(config, name, path), ssoSession: name };
}

/** One of those that are assigned in the account; the only one without asking. */
async function roleNameFor(
	accountId: string,
	session: NamedSession,
	loaded: LoadedConfig,
	choice: LoginChoice,
	context: Context,
): Promise<string> {
	const found: FoundSession = { session, profile: undefined, loaded };
	const roles = await signedInFor(
		found,
		choice,
		async () => {
			const token = await accessTokenFor(found, context);
			const portal = await portalOf(found, context);
			const answer = await portal.listAccountRoles({ accessToken: token.accessToken, accountId });
			if (answer.ok) return answer.value;
			throw await refusedRoles(answer, accountId, { found, token }, context);
		},
		context,
	);
	const [only] = roles;
	if (only === undefined) throw failures.noRoleAssigned({ accountId });
	return roles.length === 1 ? only : context.terminal.choose(`role in account ${accountId}`, [...roles].sort());
}
