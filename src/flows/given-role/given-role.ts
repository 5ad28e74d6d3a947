/** Resolves `use --account … --role …`: a role without a profile, which later commands find by a name of its own. */

import { isAccountId, isRoleName } from '../../core/aws/identifiers.ts';
import type { SsoSession } from '../../core/aws/sso-session.ts';
import { misreadLines } from '../../core/config/misread-text.ts';
import { failures } from '../../core/failure/failures.ts';
import { parseGivenChain } from '../../core/given-role/given-chain.ts';
import { formatGiven, type GivenRole, roleProfileKey } from '../../core/given-role/given-role.ts';
import { roleProfileName } from '../../core/given-role/role-name.ts';
import { canBeSignedInTo, type SsoProfile, sessionNamed } from '../../core/profile/sso-profile.ts';
import { shellWord } from '../../core/text/quoting.ts';
import { inReadingOrder } from '../../core/text/reading-order.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { refusedRoles } from '../credentials/refused-credentials.ts';
import { signedInFor } from '../credentials/signed-in-credentials.ts';
import { accessTokenFor } from '../sign-in/access-token-for.ts';
import { canPrompt } from '../sign-in/can-prompt.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import { portalOf, type SignInTarget } from '../sign-in/session-for.ts';
import { accountIdFor } from './account-id.ts';
import { noteName, noteReader } from './role-notes.ts';

/** The options on the command line. */
export interface RoleWords {
	/** The ID of the account, or its name. */
	readonly account: string;
	readonly roleName: string | undefined;
	readonly ssoSession: string | undefined;
	readonly region: string | undefined;
}

/** How the command with these options goes on, and what its hints say. */
export interface HowToUse {
	readonly choice: LoginChoice;
	/** The name of the command. */
	readonly command: string;
	/** Returns the command that applies it with these words in the shell. */
	readonly apply: (words: string) => string;
}

/**
 * Returns a profile for the role, with a generated name. A note stores what the name means; it holds no secret.
 * @throws Failure `usage`, `sso-session-unclear`, `interrupted`, and those of `sessionNamed`, `accountIdFor` and of
 * signing in
 */
export async function givenRole(
	words: RoleWords,
	loaded: LoadedConfig,
	{ choice, command, apply }: HowToUse,
	context: Context,
): Promise<SsoProfile> {
	const { region } = words;
	refuseUnfit(words, choice.consent !== 'refused' && canPrompt(context), command);
	const session = sessionAmong(words, command, loaded);
	const target: SignInTarget = { session, profile: undefined, loaded };
	const retry = (account: string) => apply(optionsOf({ ...words, account }));
	const accountId = await accountIdFor(words.account, target, { choice, retry }, context);
	const roleName = words.roleName ?? (await roleNameFor(accountId, target, choice, context));
	return roleOfSession(session, { accountId, roleName, region }, loaded, context);
}

/** Returns a profile for a role of an sso-session, with a generated name, and stores what the name means. */
export async function roleOfSession(
	session: NamedSession,
	{ accountId, roleName, region }: Omit<GivenRole, 'ssoSession'>,
	loaded: LoadedConfig,
	context: Ports<'files'>,
): Promise<SsoProfile> {
	const role: GivenRole = { ssoSession: session.ssoSession, accountId, roleName, region };
	const readNote = noteReader(context);
	const isTaken = (other: string) => parseGivenChain(readNote(roleProfileKey(other)) ?? '') !== undefined;
	const name = roleProfileName(role, loaded.config, isTaken);
	if (!loaded.config.profiles.has(name)) await noteName(name, formatGiven(role), context);
	return { ...session, name, accountId, roleName, region };
}

/** @throws Failure `usage` */
function refuseUnfit({ account, roleName }: RoleWords, canAsk: boolean, command: string): void {
	const refuse = (problem: string) => failures.usage({ problem, command });
	if (account === '') throw refuse('--account is empty');
	if (/^\d+$/.test(account) && !isAccountId(account)) {
		throw refuse(`--account is "${account}", expected 12 digits or the name of an account`);
	}
	if (roleName !== undefined && !isRoleName(roleName)) {
		throw refuse(`--role is "${roleName}", which is not a valid role name`);
	}
	if (roleName === undefined && !canAsk) throw refuse('--account requires --role');
}

/** Formats the options for a command to paste. */
function optionsOf({ account, roleName, ssoSession, region }: RoleWords): string {
	const given = [
		['account', account],
		['role', roleName],
		['sso-session', ssoSession],
		['region', region],
	] as const;
	return given
		.map(([name, value]) =>
			value === undefined ? '' : ` --${name}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`,
		)
		.join('');
}

type NamedSession = SsoSession & { readonly ssoSession: string };

/**
 * Returns the named sso-session, or the only one. Ignores sessions without all settings for a sign-in if there are
 * others.
 */
function sessionAmong(words: RoleWords, command: string, { config, path }: LoadedConfig): NamedSession {
	const { ssoSession } = words;
	const configured = [...config.ssoSessions.keys()];
	const usable = configured.filter(canBeSignedInTo(config, path));
	const names = ssoSession !== undefined ? [ssoSession] : usable.length > 0 ? usable : configured;
	const [name, ...more] = names;
	if (name === undefined || more.length > 0) {
		const commands = names.map((other) => `ssoenv ${command}${optionsOf({ ...words, ssoSession: other })}`);
		throw failures.ssoSessionUnclear({ names, commands, path, misread: misreadLines(config) });
	}
	return { ...sessionNamed(config, name, path), ssoSession: name };
}

/** Returns the only role that is assigned in the account, or asks the person to choose one. */
async function roleNameFor(
	accountId: string,
	target: SignInTarget,
	choice: LoginChoice,
	context: Context,
): Promise<string> {
	const roles = await signedInFor(
		target,
		choice,
		async () => {
			const token = await accessTokenFor(target, context);
			const portal = await portalOf(target, context);
			const answer = await portal.listAccountRoles({ accessToken: token.accessToken, accountId });
			if (answer.ok) return answer.value;
			throw await refusedRoles(answer, accountId, { target, token }, context);
		},
		context,
	);
	const [onlyRole] = roles;
	if (onlyRole === undefined) throw failures.noRoleAssigned({ accountId });
	return roles.length === 1
		? onlyRole
		: context.terminal.choose(
				`role in account ${accountId}`,
				inReadingOrder(roles, (role) => role),
			);
}
