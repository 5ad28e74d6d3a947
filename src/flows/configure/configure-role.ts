/**
 * Finds the account and role for `configure`: from flags, from the profile, or from menus of what is assigned to the
 * person.
 */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import { type Settings, text } from '../../core/config/shared-config.ts';
import { currentAnswer } from '../../core/configure/answers.ts';
import type { ConfiguredProfile, ConfiguredSignIn } from '../../core/configure/configured-settings.ts';
import type { Account } from '../../core/discovery/assignments.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { registrationScopes } from '../../core/sign-in/client-registration.ts';
import { discoverOne } from '../discovery/discover.ts';
import { accessTokenIfSignedIn } from '../sign-in/access-token-for.ts';
import type { SignInTarget } from '../sign-in/session-for.ts';
import { differsFromCached, shareSignIn } from '../sign-in/share-sign-in.ts';
import type { SignInOptions } from '../sign-in/sign-in-settings.ts';
import type { Configuring } from './configure-sign-in.ts';

type Role = ConfiguredProfile['role'];

/** How to sign in if that is needed. */
export type SignInWay = Pick<SignInOptions, 'isDeviceCode' | 'opensBrowser'>;

/**
 * Returns the role; undefined if none is assigned to the person. Sends no request if both are given, or if the person
 * cannot be asked.
 * @throws Failure `declined`, `usage` for an account or role that is not assigned, and those of signing in and
 * discovering
 */
export async function roleFor(
	signIn: ConfiguredSignIn,
	existing: Settings | undefined,
	method: SignInWay,
	run: Configuring,
): Promise<Role> {
	const known = knownRole(existing, run);
	if (known !== undefined || !run.isAsking) return known;
	const { profile } = run.given;
	// An existing profile may set the address of the services.
	const target = { session: configuredSession(signIn, run), profile: existing && profile, loaded: run.loaded };
	return roleFromMenus(target, existing, method, run);
}

/** Returns the account and role from flags, or from the profile if the person cannot be asked. Notes missing flags. */
function knownRole(existing: Settings | undefined, { given, isAsking, missing, loaded }: Configuring): Role {
	const known = (answer: 'account' | 'role', key: string) => {
		const value = given[answer] ?? (isAsking ? undefined : currentAnswer(answer, existing, key, loaded.config));
		if (value === undefined && !isAsking) missing.push(`--${answer}`);
		return value;
	};
	const accountId = known('account', 'sso_account_id');
	const roleName = known('role', 'sso_role_name');
	return accountId === undefined || roleName === undefined ? undefined : { accountId, roleName };
}

/** Returns the session as the config file will have it. */
function configuredSession({ scopes, ...signIn }: ConfiguredSignIn, { loaded }: Configuring): SsoSession {
	if (signIn.ssoSession === undefined) return { ...signIn, scopes: undefined };
	const section = loaded.config.ssoSessions.get(signIn.ssoSession) ?? new Map<string, string>();
	const settings = scopes === undefined ? section : new Map([['sso_registration_scopes', scopes]]);
	return { ...signIn, scopes: registrationScopes(settings) };
}

/** Whether the person may list no accounts. */
const isNoAccess = (error: unknown): error is Failure =>
	error instanceof Failure && (error.code === 'access-token-refused' || error.code === 'listing-forbidden');

async function roleFromMenus(
	target: SignInTarget,
	existing: Settings | undefined,
	method: SignInWay,
	run: Configuring,
	isAgain = false,
): Promise<Role> {
	const { context } = run;
	const isNew = differsFromCached(target.session, context);
	const isReused = !isAgain && (await accessTokenIfSignedIn(target, context)) !== undefined;
	const sharing = { isOwn: method.isDeviceCode, isNew };
	if (!isReused) await shareSignIn(target, { ...method, isAfresh: false }, sharing, context);
	try {
		return await listedRole(target, existing, run);
	} catch (error) {
		if (!isNoAccess(error)) throw error;
		context.terminal.say(error.message);
		// Sign in once more if the token is old: only a new one proves that the person may list nothing.
		return isReused && error.code === 'access-token-refused'
			? roleFromMenus(target, existing, method, run, true)
			: undefined;
	}
}

/** Ends a discovery that found no account. */
class NothingOpen extends Error {}

async function listedRole(target: SignInTarget, existing: Settings | undefined, run: Configuring): Promise<Role> {
	const { context, loaded } = run;
	const choose = (accounts: readonly Account[]) => chosenAccount(accounts, existing, run);
	try {
		const { profile } = target;
		// Discover again: the person may have got access just now.
		const { assignment } = await discoverOne(target.session, choose, { refresh: true, profile, loaded }, context);
		const { accountId } = assignment.account;
		const roleName = await assignedRole(accountId, assignment.roleNames, existing, run);
		return roleName === undefined ? undefined : { accountId, roleName };
	} catch (error) {
		if (!(error instanceof NothingOpen)) throw error;
		context.terminal.say('no account is assigned to you');
		return undefined;
	}
}

function accountText({ accountId, accountName, emailAddress }: Account): string {
	const known = [accountName, emailAddress].filter((part) => part !== undefined).join(', ');
	return known === '' ? accountId : `${known} (${accountId})`;
}

const notAssigned = (flag: string, value: string, among: string) =>
	failures.usage({ problem: `--${flag} is "${value}", which is not among ${among}`, command: 'configure' });

async function chosenAccount(
	accounts: readonly Account[],
	existing: Settings | undefined,
	{ given, context }: Configuring,
): Promise<Account> {
	const [only] = accounts;
	if (only === undefined) throw new NothingOpen();
	if (given.account !== undefined) {
		const match = accounts.find(({ accountId }) => accountId === given.account);
		if (match === undefined)
			throw notAssigned('account', given.account, `the accounts assigned to you (${accounts.length} in the list)`);
		return match;
	}
	if (accounts.length === 1) {
		context.terminal.say(`the only account assigned to you: ${accountText(only)}`);
		return only;
	}
	const current = text(existing, 'sso_account_id');
	const start = accounts.findIndex(({ accountId }) => accountId === current);
	const index = await context.terminal.menu('account', accounts.map(accountText), Math.max(0, start));
	const account = accounts[index] ?? only;
	context.terminal.say(`account: ${accountText(account)}`);
	return account;
}

async function assignedRole(
	accountId: string,
	roleNames: readonly string[],
	existing: Settings | undefined,
	{ given, context }: Configuring,
): Promise<string | undefined> {
	const [only] = roleNames;
	if (only === undefined) {
		context.terminal.say(`no role in account ${accountId} is assigned to you`);
		return undefined;
	}
	if (given.role !== undefined) {
		if (!roleNames.includes(given.role)) throw notAssigned('role', given.role, `the roles in account ${accountId}`);
		return given.role;
	}
	if (roleNames.length === 1) {
		context.terminal.say(`the only role assigned to you in this account: ${only}`);
		return only;
	}
	const start = roleNames.indexOf(text(existing, 'sso_role_name') ?? '');
	const roleName = roleNames[await context.terminal.menu('role', roleNames, Math.max(0, start))] ?? only;
	context.terminal.say(`role: ${roleName}`);
	return roleName;
}
