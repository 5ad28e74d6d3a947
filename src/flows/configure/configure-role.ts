/** The account and the role of a profile that is being configured: as given, or from menus of what is open to the person. */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import { type Settings, text } from '../../core/config/shared-config.ts';
import { currentAnswer } from '../../core/configure/answers.ts';
import type { ConfiguredProfile, ConfiguredSignIn } from '../../core/configure/configured.ts';
import type { Account } from '../../core/discovery/assignments.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { registrationScopes } from '../../core/sign-in/client-registration.ts';
import { discoverOne } from '../discovery/discover.ts';
import { accessTokenIfSignedIn } from '../sign-in/access-token-for.ts';
import type { FoundSession } from '../sign-in/session-for.ts';
import { anotherThanNow, shareSignIn } from '../sign-in/share-sign-in.ts';
import type { SignInOptions } from '../sign-in/sign-in.ts';
import type { Configuring } from './configure-sign-in.ts';

type Role = ConfiguredProfile['role'];

/** How to sign in, should that be needed. */
export type SignInWay = Pick<SignInOptions, 'isDeviceCode' | 'opensBrowser'>;

/**
 * Undefined when nothing is open to the person. With both given, or with nobody to ask, no request is made.
 * @throws Failure `declined`, `usage` for an account or role that is not open, and those of signing in and discovering
 */
export async function roleFor(
	signIn: ConfiguredSignIn,
	own: Settings | undefined,
	way: SignInWay,
	run: Configuring,
): Promise<Role> {
	const known = knownRole(own, run);
	if (known !== undefined || !run.isAsking) return known;
	const { profile } = run.given;
	// A profile that exists may say how the services are reached.
	const found = { session: configuredSession(signIn, run), profile: own && profile, loaded: run.loaded };
	return openRole(found, own, way, run);
}

/** As given; where nobody can be asked, as it stands in the profile. */
function knownRole(own: Settings | undefined, { given, isAsking, missing, loaded }: Configuring): Role {
	const known = (answer: 'account' | 'role', key: string) => {
		const value = given[answer] ?? (isAsking ? undefined : currentAnswer(answer, own, key, loaded.config));
		if (value === undefined && !isAsking) missing.push(`--${answer}`);
		return value;
	};
	const accountId = known('account', 'sso_account_id');
	const roleName = known('role', 'sso_role_name');
	return accountId === undefined || roleName === undefined ? undefined : { accountId, roleName };
}

/** As it will be read from the file. */
function configuredSession({ scopes, ...signIn }: ConfiguredSignIn, { loaded }: Configuring): SsoSession {
	if (signIn.ssoSession === undefined) return { ...signIn, scopes: undefined };
	const section = loaded.config.ssoSessions.get(signIn.ssoSession) ?? new Map<string, string>();
	const settings = scopes === undefined ? section : new Map([['sso_registration_scopes', scopes]]);
	return { ...signIn, scopes: registrationScopes(settings) };
}

/** Whether the failure says that this person may list nothing. */
const isNoAccess = (error: unknown): error is Failure =>
	error instanceof Failure && (error.code === 'access-token-refused' || error.code === 'listing-forbidden');

async function openRole(
	found: FoundSession,
	own: Settings | undefined,
	way: SignInWay,
	run: Configuring,
	isAgain = false,
): Promise<Role> {
	const { context } = run;
	const isNew = anotherThanNow(found.session, context);
	const isReused = !isAgain && (await accessTokenIfSignedIn(found, context)) !== undefined;
	const sharing = { isOwn: way.isDeviceCode, isNew };
	if (!isReused) await shareSignIn(found, { ...way, isAfresh: false }, sharing, context);
	try {
		return await listedRole(found, own, run);
	} catch (error) {
		if (!isNoAccess(error)) throw error;
		context.terminal.say(error.message);
		// Only a sign-in of just now shows that nothing helps.
		return isReused && error.code === 'access-token-refused' ? openRole(found, own, way, run, true) : undefined;
	}
}

/** What ends a discovery in which there is nothing to choose from. */
class NothingOpen extends Error {}

async function listedRole(found: FoundSession, own: Settings | undefined, run: Configuring): Promise<Role> {
	const { context, loaded } = run;
	const choose = (accounts: readonly Account[]) => chosenAccount(accounts, own, run);
	try {
		const { profile } = found;
		// What was found before may lack what the person was just given.
		const { assignment } = await discoverOne(found.session, choose, { refresh: true, profile, loaded }, context);
		const { accountId } = assignment.account;
		const roleName = await assignedRole(accountId, assignment.roleNames, own, run);
		return roleName === undefined ? undefined : { accountId, roleName };
	} catch (error) {
		if (!(error instanceof NothingOpen)) throw error;
		context.terminal.say('no account is available to you');
		return undefined;
	}
}

function accountText({ accountId, accountName, emailAddress }: Account): string {
	const known = [accountName, emailAddress].filter((part) => part !== undefined).join(', ');
	return known === '' ? accountId : `${known} (${accountId})`;
}

const notOpen = (flag: string, value: string, among: string) =>
	failures.usage({ problem: `--${flag} is "${value}", which is not among ${among}`, command: 'configure' });

async function chosenAccount(
	accounts: readonly Account[],
	own: Settings | undefined,
	{ given, context }: Configuring,
): Promise<Account> {
	const [only] = accounts;
	if (only === undefined) throw new NothingOpen();
	if (given.account !== undefined) {
		const meant = accounts.find(({ accountId }) => accountId === given.account);
		if (meant === undefined)
			throw notOpen('account', given.account, `the accounts available to you (${accounts.length})`);
		return meant;
	}
	if (accounts.length === 1) {
		context.terminal.say(`the only account available to you: ${accountText(only)}`);
		return only;
	}
	const current = text(own, 'sso_account_id');
	const start = accounts.findIndex(({ accountId }) => accountId === current);
	const index = await context.terminal.menu('account', accounts.map(accountText), Math.max(0, start));
	const account = accounts[index] ?? only;
	context.terminal.say(`account: ${accountText(account)}`);
	return account;
}

async function assignedRole(
	accountId: string,
	roleNames: readonly string[],
	own: Settings | undefined,
	{ given, context }: Configuring,
): Promise<string | undefined> {
	const [only] = roleNames;
	if (only === undefined) {
		context.terminal.say(`no role in account ${accountId} is assigned to you`);
		return undefined;
	}
	if (given.role !== undefined) {
		if (!roleNames.includes(given.role)) throw notOpen('role', given.role, `the roles in account ${accountId}`);
		return given.role;
	}
	if (roleNames.length === 1) {
		context.terminal.say(`the only role available to you in this account: ${only}`);
		return only;
	}
	const start = roleNames.indexOf(text(own, 'sso_role_name') ?? '');
	const roleName = roleNames[await context.terminal.menu('role', roleNames, Math.max(0, start))] ?? only;
	context.terminal.say(`role: ${roleName}`);
	return roleName;
}
