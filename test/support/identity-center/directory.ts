/** The accounts and roles, and the settings for how the fake behaves. */

import {
	type JsonObject,
	listFrom,
	objectFrom,
	optionalFlag,
	optionalNumber,
	optionalText,
	optionalTexts,
	requiredText,
	ShapeError,
} from './json.ts';
import {
	defaultMfaDevices,
	defaultProviders,
	defaultRoles,
	defaultUsers,
	type IamRole,
	type IamUser,
	type IdentityProvider,
	type MfaDevice,
	parseMfaDevice,
	parseProvider,
	parseRole,
	parseUser,
} from './sts/iam.ts';

interface Account {
	readonly accountId: string;
	/** Real answers may lack names and e-mail addresses too. */
	readonly accountName?: string;
	readonly emailAddress?: string;
	readonly roles: readonly string[];
}

export interface Directory {
	readonly accounts: readonly Account[];
	/** Page size of the two lists if the client requests none: small, so that a client that reads only one page fails. */
	readonly pageSize: number;
	readonly roleCredentialsSeconds: number;
	/** Of the ARNs: `aws`, `aws-cn`, `aws-us-gov` or another. */
	readonly partition: string;
	/** The person's name: the session name of each role from the portal. */
	readonly userName: string;
	/** Roles to assume; the roles of the accounts above have no entry here, since none assumes those. */
	readonly iamRoles: readonly IamRole[];
	readonly iamUsers: readonly IamUser[];
	readonly mfaDevices: readonly MfaDevice[];
	readonly identityProviders: readonly IdentityProvider[];
}

export interface Settings {
	readonly accessTokenSeconds: number;
	/**
	 * `rotate`: each refresh replaces the token. `keep`: a refresh returns none, and the old one stays valid. `none`:
	 * never issued.
	 */
	readonly refreshTokens: 'rotate' | 'keep' | 'none';
	/** Portal calls allowed per second of real time, with 429 beyond; 0 for no limit. */
	readonly rateLimitPerSecond: number;
	/** Seconds in `Retry-After` of a 429 from that limit; 0 for no such header. */
	readonly retryAfterSeconds: number;
	/** The same for STS, which answers 400 beyond. */
	readonly stsRateLimitPerSecond: number;
	/** The only region that a request to STS may be signed for; empty for any. */
	readonly stsRegion: string;
	/** Regions where the account has switched STS off. */
	readonly stsDisabledRegions: readonly string[];
	/** The `Date` of each answer: empty for the time by the fake's clock, `none` for no such header. */
	readonly date: string;
	/** Device authorizations are approved as soon as they start. */
	readonly autoApprove: boolean;
	/** A visit to the verification page approves it: a `BROWSER` script does that in a test. */
	readonly approveByVisit: boolean;
	/** The authorize page sends the browser back with `error=access_denied`. */
	readonly denyAuthorize: boolean;
	/**
	 * Also answer the authorize page without the base path: the AWS CLI keeps only the scheme and host of an endpoint
	 * override when it builds that URL.
	 */
	readonly authorizeAtRoot: boolean;
	/**
	 * Answer `slow_down` to a client that polls faster than the interval. Off by default: the AWS CLI starts with two
	 * polls at once.
	 */
	readonly enforceInterval: boolean;
	readonly deviceIntervalSeconds: number;
	readonly deviceSeconds: number;
	readonly authorizationCodeSeconds: number;
}

export const defaultDirectory: Directory = {
	accounts: [
		account('111111111111', 'dev', ['ReadOnly', 'PowerUser']),
		account('222222222222', 'staging', ['ReadOnly']),
		account('333333333333', 'prod', ['ReadOnly', 'Admin']),
	],
	pageSize: 2,
	roleCredentialsSeconds: 3600,
	partition: 'aws',
	userName: 'user@example.com',
	iamRoles: defaultRoles,
	iamUsers: defaultUsers,
	mfaDevices: defaultMfaDevices,
	identityProviders: defaultProviders,
};

export const defaultSettings: Settings = {
	accessTokenSeconds: 3600,
	refreshTokens: 'rotate',
	rateLimitPerSecond: 0,
	retryAfterSeconds: 0,
	stsRateLimitPerSecond: 0,
	stsRegion: '',
	stsDisabledRegions: [],
	date: '',
	autoApprove: false,
	approveByVisit: false,
	denyAuthorize: false,
	authorizeAtRoot: false,
	enforceInterval: false,
	deviceIntervalSeconds: 1,
	deviceSeconds: 600,
	authorizationCodeSeconds: 60,
};

function account(accountId: string, accountName: string, roles: readonly string[]): Account {
	return { accountId, accountName, emailAddress: `${accountName}@example.com`, roles };
}

/** Parses a directory sent by another process; members that it leaves out keep their current value. */
export function parseDirectory(source: JsonObject, current: Directory): Directory {
	const list = <Item>(name: string, parse: (value: unknown) => Item, fallback: readonly Item[]) =>
		source[name] === undefined ? fallback : listFrom(source[name], name).map(parse);
	return {
		accounts: list('accounts', parseAccount, current.accounts),
		iamRoles: list('iamRoles', parseRole, current.iamRoles),
		iamUsers: list('iamUsers', parseUser, current.iamUsers),
		mfaDevices: list('mfaDevices', parseMfaDevice, current.mfaDevices),
		identityProviders: list('identityProviders', parseProvider, current.identityProviders),
		partition: optionalText(source, 'partition') ?? current.partition,
		userName: optionalText(source, 'userName') ?? current.userName,
		pageSize: optionalNumber(source, 'pageSize') ?? current.pageSize,
		roleCredentialsSeconds: optionalNumber(source, 'roleCredentialsSeconds') ?? current.roleCredentialsSeconds,
	};
}

function parseAccount(value: unknown): Account {
	const source = objectFrom(value, 'an account');
	const accountName = optionalText(source, 'accountName');
	const emailAddress = optionalText(source, 'emailAddress');
	return {
		accountId: requiredText(source, 'accountId'),
		roles: optionalTexts(source, 'roles') ?? [],
		...(accountName === undefined ? {} : { accountName }),
		...(emailAddress === undefined ? {} : { emailAddress }),
	};
}

export function parseSettings(source: JsonObject, current: Settings): Settings {
	const flag = (name: keyof Settings & string, fallback: boolean) => optionalFlag(source, name) ?? fallback;
	const number = (name: keyof Settings & string, fallback: number) => optionalNumber(source, name) ?? fallback;
	return {
		accessTokenSeconds: number('accessTokenSeconds', current.accessTokenSeconds),
		refreshTokens: refreshPolicy(optionalText(source, 'refreshTokens') ?? current.refreshTokens),
		rateLimitPerSecond: number('rateLimitPerSecond', current.rateLimitPerSecond),
		retryAfterSeconds: number('retryAfterSeconds', current.retryAfterSeconds),
		stsRateLimitPerSecond: number('stsRateLimitPerSecond', current.stsRateLimitPerSecond),
		stsRegion: optionalText(source, 'stsRegion') ?? current.stsRegion,
		stsDisabledRegions: optionalTexts(source, 'stsDisabledRegions') ?? current.stsDisabledRegions,
		date: optionalText(source, 'date') ?? current.date,
		autoApprove: flag('autoApprove', current.autoApprove),
		approveByVisit: flag('approveByVisit', current.approveByVisit),
		denyAuthorize: flag('denyAuthorize', current.denyAuthorize),
		authorizeAtRoot: flag('authorizeAtRoot', current.authorizeAtRoot),
		enforceInterval: flag('enforceInterval', current.enforceInterval),
		deviceIntervalSeconds: number('deviceIntervalSeconds', current.deviceIntervalSeconds),
		deviceSeconds: number('deviceSeconds', current.deviceSeconds),
		authorizationCodeSeconds: number('authorizationCodeSeconds', current.authorizationCodeSeconds),
	};
}

function refreshPolicy(name: string): Settings['refreshTokens'] {
	if (name !== 'rotate' && name !== 'keep' && name !== 'none') {
		throw new ShapeError('refreshTokens must be rotate, keep or none');
	}
	return name;
}
