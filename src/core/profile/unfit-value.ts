/**
 * Explains a value that does not have the form that its key requires. A hint suggests only values that would be
 * accepted.
 */

import { ACCOUNT_ACCESS_SCOPE } from '../aws/sso-session.ts';
import { placeOf } from '../config/setting-places.ts';
import type { NamedSection, SharedConfig } from '../config/shared-config.ts';
import { type Failure, shownValue } from '../failure/failure.ts';
import { failures } from '../failure/failures.ts';

interface ValueForm {
	/** The expected form, in words that follow "is not". */
	readonly expected: string;
	/** What the hint suggests if the correct value cannot be derived from the wrong one. */
	readonly wanted: string;
	/** True if the value is not shown. */
	readonly isHidden?: boolean;
}

const NAME_FORM = '2 to 64 letters, digits or characters of _+=,.@-';

const FORMS: Readonly<Record<string, ValueForm>> = {
	sso_account_id: { expected: '12 digits', wanted: 'the 12-digit account ID' },
	sso_role_name: { expected: 'the name of a role', wanted: 'only the name of the role' },
	sso_session: { expected: 'the name of an sso-session', wanted: 'only the name of the sso-session' },
	sso_start_url: { expected: 'a URL', wanted: 'the start URL of your AWS access portal' },
	sso_region: {
		expected: 'the name of a region',
		wanted: 'the region of your Identity Center, for example us-east-1',
	},
	sso_registration_scopes: {
		expected: 'a comma-separated list of scopes',
		wanted: `scopes, for example ${ACCOUNT_ACCESS_SCOPE}`,
	},
	region: { expected: 'the name of a region', wanted: 'a region, for example us-east-1' },
	role_arn: { expected: 'the ARN of a role', wanted: 'an ARN such as arn:aws:iam::111111111111:role/NAME' },
	credential_source: {
		expected: 'Environment, Ec2InstanceMetadata or EcsContainer',
		wanted: 'Environment, or name a source_profile instead',
	},
	role_session_name: { expected: NAME_FORM, wanted: 'a name, for example your user name' },
	external_id: {
		expected: '2 to 1224 letters, digits or characters of _+=,.@:/-',
		wanted: 'the external ID that the owner of the role gave you',
		isHidden: true,
	},
	mfa_serial: { expected: 'the ARN of an MFA device', wanted: 'the ARN of your MFA device' },
	duration_seconds: { expected: 'from 900 to 43200', wanted: 'a number of seconds from 900 to 43200' },
};

const COMMENT = /\s([#;]).*$/s;

/** Returns the value that was probably meant: without a comment after it, quotes around it, or continuation lines. */
export const bareValue = (value: string): string =>
	value
		.replace(/\n.*$/s, '')
		.replace(COMMENT, '')
		.trim()
		.replace(/^(["'])(.*)\1$/s, '$2');

function reasonFor(value: string): string | undefined {
	if (/\n./s.test(value)) return 'the indented line below is part of the value';
	const [, sign] = COMMENT.exec(value) ?? [];
	if (sign !== undefined) return `the comment after ${sign} is part of the value, as in the AWS CLI`;
	return /^(["']).*\1$/.test(value) ? 'the quotes are part of the value, as in the AWS CLI' : undefined;
}

interface UnfitValue {
	readonly key: string;
	readonly value: string;
	readonly subject: {
		readonly name: string;
		/** The sections that may set it, the one that wins first. */
		readonly sections: readonly NamedSection[];
	};
	readonly fits: (value: string) => boolean;
	/** The form of a key that is not in the table above. */
	readonly form?: ValueForm;
}

/** Creates the failure for a value that does not have the form that its key requires. */
export function unfitSetting(
	{ key, value, subject, fits, form = FORMS[key] }: UnfitValue,
	config: SharedConfig,
	path: string,
): Failure {
	const [place] = subject.sections.flatMap((section) => placeOf(config, section, key) ?? []);
	const { expected, wanted, isHidden } = form ?? { expected: 'a valid value', wanted: 'a valid value' };
	const reason = reasonFor(value);
	const bare = bareValue(value);
	const line = place === undefined ? '' : ` (line ${place.line} of ${place.path})`;
	const where = place === undefined ? `in ${path}` : `on line ${place.line} of ${place.path}`;
	const facts = {
		problem: `${key} of ${subject.name} is ${isHidden ? '' : `"${shownValue(value)}", which is `}not ${expected}${reason === undefined ? '' : `: ${reason}`}${line}`,
		hint:
			reason !== undefined && fits(bare) && !isHidden
				? `write ${key} = ${bare} ${where}, and nothing after it`
				: `set ${key} in ${place?.path ?? path} to ${wanted}`,
	};
	return key === 'sso_region' ? failures.ssoRegionInvalid(facts) : failures.profileValueInvalid(facts);
}
