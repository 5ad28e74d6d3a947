/** Parses the settings of aws-sso-cli: its sign-ins, and the roles that are assumed through others. */

import { asRecord, type JsonRecord } from '../text/json.ts';

export interface SignIn {
	readonly startUrl: string;
	readonly ssoRegion: string;
	readonly defaultRegion: string | undefined;
	/** By `ACCOUNT ROLE`, the roles that are assumed through another role, and so are no roles of Identity Center. */
	readonly chained: ReadonlyMap<string, ViaRole>;
}

/** How a role is assumed through another one. */
export interface ViaRole {
	/** `ACCOUNT ROLE`; undefined if the setting cannot be read. */
	readonly via: string | undefined;
	readonly externalId: string;
	readonly sourceIdentity: string;
}

export interface AwsSsoCli {
	readonly defaultName: string;
	readonly signIns: ReadonlyMap<string, SignIn>;
}

const textIn = (record: JsonRecord | undefined, key: string): string => {
	const value = record?.[key];
	return typeof value === 'string' ? value : '';
};

const entries = (value: unknown) => Object.entries(asRecord(value) ?? {});

export const roleKey = (accountId: string, roleName: string): string => `${accountId.padStart(12, '0')} ${roleName}`;

/** Parses a role as `ACCOUNT:ROLE` or as an ARN (ParseRoleARN in internal/awsparse/awsparse.go). */
function viaKey(via: string): string | undefined {
	const [, accountId, roleName] =
		/^(?:arn:[\w-]+:iam::(\d{1,12}):role\/|(\d{1,12}):)([^/:]+)$/.exec(via)?.filter(Boolean) ?? [];
	return accountId === undefined || roleName === undefined ? undefined : roleKey(accountId, roleName);
}

function chainedIn(accounts: unknown): ReadonlyMap<string, ViaRole> {
	const roles = entries(accounts).flatMap(([id, account]) =>
		entries(asRecord(account)?.Roles).flatMap(([role, value]) => {
			const settings = asRecord(value);
			const via = textIn(settings, 'Via');
			if (via === '') return [];
			const [externalId, sourceIdentity] = [textIn(settings, 'ExternalId'), textIn(settings, 'SourceIdentity')];
			return [[roleKey(id, role), { via: viaKey(via), externalId, sourceIdentity }] as const];
		}),
	);
	return new Map(roles);
}

/**
 * Parses the settings of aws-sso-cli; undefined if they do not have the expected form.
 * @param value config.yaml with every scalar as text
 */
export function parseAwsSsoCli(value: unknown): AwsSsoCli | undefined {
	const root = asRecord(value);
	const configs = asRecord(root?.SSOConfig);
	if (root === undefined || configs === undefined) return undefined;
	const signIns = entries(configs).flatMap(([name, entry]) => {
		const settings = asRecord(entry);
		if (settings === undefined) return [];
		const startUrl = textIn(settings, 'StartUrl').replace(/^(?!https?:)(?=.)/, 'https://');
		const defaultRegion = textIn(settings, 'DefaultRegion') || textIn(root, 'DefaultRegion') || undefined;
		return [
			[
				name,
				{ startUrl, ssoRegion: textIn(settings, 'SSORegion'), defaultRegion, chained: chainedIn(settings.Accounts) },
			] as const,
		];
	});
	return { defaultName: textIn(root, 'DefaultSSO') || 'Default', signIns: new Map(signIns) };
}
