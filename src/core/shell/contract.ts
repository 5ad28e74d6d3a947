/** The variables that a role sets in a shell. Everything that lists them is made from this table, the shell layers too. */

import { SETTING_LABELS } from '../machine/own-environment.ts';

/**
 * - `rival`: would override the credentials, so it is unset while a role is active
 * - `credential`, `label`: set by every role
 * - `setting`: set if the profile has a value; otherwise it is as the person had it
 */
type Kind = 'rival' | 'credential' | 'setting' | 'label';

interface Row {
	readonly name: string;
	readonly kind: Kind;
	/** True if a renewal changes it too. */
	readonly isRenewed?: true;
	/** The word for its value in the layers, and in `SSOENV_PROMPT_FORMAT`. */
	readonly word?: 'profile' | 'account' | 'role' | 'region' | 'expires';
	/**
	 * True for settings that hardly any profile has, and for their labels. They are the last rows, so that the layers can
	 * stop before them if neither the role nor the shell has one of the labels.
	 */
	readonly isRare?: true;
	/** The label that holds the same value, so that a shell that inherits the role knows where the setting is from. */
	readonly label?: string;
}

/** A setting must have a label: without one, `off` in a shell that inherits the role cannot tell whose value it is. */
interface Labelled {
	readonly kind: 'setting';
	readonly label: string;
}

/**
 * The rows, in the order of the lines of a record and of all tables in the layers. The rivals come first: SDKs disagree
 * on whether they or the keys win, and botocore counts even an empty one as set. The rare ones come last.
 */
const contract = [
	{ name: 'AWS_PROFILE', kind: 'rival' },
	{ name: 'AWS_DEFAULT_PROFILE', kind: 'rival' },
	{ name: 'AWS_SECURITY_TOKEN', kind: 'rival' },
	{ name: 'AWS_SESSION_EXPIRATION', kind: 'rival' },
	{ name: 'AWS_ACCESS_KEY_ID', kind: 'credential', isRenewed: true },
	{ name: 'AWS_SECRET_ACCESS_KEY', kind: 'credential', isRenewed: true },
	{ name: 'AWS_SESSION_TOKEN', kind: 'credential', isRenewed: true },
	{ name: 'AWS_CREDENTIAL_EXPIRATION', kind: 'credential', isRenewed: true },
	{ name: 'AWS_REGION', kind: 'setting', label: SETTING_LABELS.AWS_REGION },
	{ name: 'AWS_DEFAULT_REGION', kind: 'setting', label: SETTING_LABELS.AWS_DEFAULT_REGION },
	{ name: 'AWS_SSO_PROFILE', kind: 'label' },
	{ name: 'SSOENV_PROFILE', kind: 'label', word: 'profile' },
	{ name: 'SSOENV_ACCOUNT_ID', kind: 'label', word: 'account' },
	{ name: 'SSOENV_ROLE_NAME', kind: 'label', word: 'role' },
	{ name: 'SSOENV_REGION', kind: 'label', word: 'region' },
	{ name: 'SSOENV_EXPIRES', kind: 'label', isRenewed: true, word: 'expires' },
	{ name: 'AWS_ENDPOINT_URL', kind: 'setting', label: SETTING_LABELS.AWS_ENDPOINT_URL, isRare: true },
	{ name: 'AWS_USE_FIPS_ENDPOINT', kind: 'setting', label: SETTING_LABELS.AWS_USE_FIPS_ENDPOINT, isRare: true },
	{
		name: 'AWS_USE_DUALSTACK_ENDPOINT',
		kind: 'setting',
		label: SETTING_LABELS.AWS_USE_DUALSTACK_ENDPOINT,
		isRare: true,
	},
	{ name: 'AWS_CA_BUNDLE', kind: 'setting', label: SETTING_LABELS.AWS_CA_BUNDLE, isRare: true },
	{ name: 'AWS_DEFAULT_OUTPUT', kind: 'setting', label: SETTING_LABELS.AWS_DEFAULT_OUTPUT, isRare: true },
	{ name: 'SSOENV_ENDPOINT_URL', kind: 'label', isRare: true },
	{ name: 'SSOENV_USE_FIPS_ENDPOINT', kind: 'label', isRare: true },
	{ name: 'SSOENV_USE_DUALSTACK_ENDPOINT', kind: 'label', isRare: true },
	{ name: 'SSOENV_CA_BUNDLE', kind: 'label', isRare: true },
	{ name: 'SSOENV_OUTPUT', kind: 'label', isRare: true },
] as const satisfies readonly (Row & (Labelled | { readonly kind: Exclude<Kind, 'setting'> }))[];

type AnyRow = (typeof contract)[number];

export type VariableName = AnyRow['name'];

/**
 * What every role has, so that its line in a record is never empty: each credential, and each label that is not rare and
 * not of a setting.
 */
export type CertainName = Exclude<
	Exclude<Extract<AnyRow, { readonly kind: 'credential' | 'label' }>, { readonly isRare: true }>['name'],
	Extract<AnyRow, { readonly kind: 'setting' }>['label']
>;

/** The rows with all their optional columns, for code that looks at them. */
export const contractRows: readonly (Row & { readonly name: VariableName })[] = contract;

/**
 * Names the folder whose `.ssoenv` chose the role. It is no row, because no record of a role has it: a layer sets it
 * when it enters a folder, and whatever takes or drops a role by hand unsets it.
 */
export const DIRECTORY_VARIABLE = 'SSOENV_DIRECTORY';
