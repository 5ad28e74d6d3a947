/** Where credentials, a region or a name of a profile come from. */
import type { PlacedSettings, PlacedValue } from '../config/dialect-files.ts';
import { roleOfArn } from '../profile/role-of-profile.ts';

/** A variable, or a line of a file. */
export type Place = {
	readonly variable: string | null;
	readonly file: string | null;
	readonly line: number | null;
	/** The header of the section. */
	readonly section: string | null;
};

export const variablePlace = (variable: string): Place => ({ variable, file: null, line: null, section: null });

export const settingPlace = ({ file, line, section }: Omit<PlacedValue, 'value'>): Place => ({
	variable: null,
	file,
	line,
	section,
});

/** Returns the place of the first of these keys that the profile has. */
export function keyPlace(settings: PlacedSettings, ...keys: readonly string[]): Place | null {
	const value = keys.map((key) => settings.get(key)).find((found) => found !== undefined);
	return value === undefined ? null : settingPlace(value);
}

export type Kind =
	| 'environment-keys'
	| 'static-keys'
	| 'identity-center'
	| 'assume-role'
	| 'web-identity'
	| 'console-login'
	| 'credential-process'
	| 'container'
	| 'instance-metadata';

/** A source of credentials. */
export type Source = {
	readonly kind: Kind;
	/** Null for instance metadata: nothing has to be set for it. */
	readonly from: Place | null;
	/** The profile that has it; null for a source of the environment. */
	readonly profile: string | null;
	/** The ID of the access key, shortened. */
	readonly accessKeyId: string | null;
	readonly account: string | null;
	/** The name of the role, or its ARN. */
	readonly role: string | null;
	/** For a role: what it is assumed with. */
	readonly source: Source | null;
};

/** Why a source cannot be used. */
export type Trouble = {
	readonly problem: string;
	readonly from: Place | null;
	/** True if it stops a tool that goes on after other problems. */
	readonly isFinal?: boolean;
};

/** What a step finds: nothing, a source, or one that cannot be used. */
export type Outcome = Source | Trouble | undefined;

export const isTrouble = (outcome: Outcome): outcome is Trouble => outcome !== undefined && 'problem' in outcome;

const EMPTY: Source = {
	kind: 'instance-metadata',
	from: null,
	profile: null,
	accessKeyId: null,
	account: null,
	role: null,
	source: null,
};

export const sourceOf = (kind: Kind, from: Place | null, more: Partial<Source> = {}): Source => ({
	...EMPTY,
	...more,
	kind,
	from,
});

/**
 * Shortens the ID of an access key. Returns null for a text that is no such ID: it may be a secret that stands in the
 * wrong place.
 */
export const shortKeyId = (id: string | undefined): string | null =>
	id !== undefined && /^[A-Z0-9]{16,128}$/.test(id) ? `${id.slice(0, 4)}…${id.slice(-4)}` : null;

/** Reads the ARN of a role. */
export function roleNamed(arn: string): Pick<Source, 'account' | 'role'> {
	const role = roleOfArn(arn);
	return { account: role?.accountId ?? null, role: role?.roleName ?? arn };
}
