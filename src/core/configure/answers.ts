/** Checks the answers for `configure`, from the command line or from prompts. */

import { isAccountId, isAwsRegion, isRoleName, isScope, isWritableName } from '../aws/identifiers.ts';
import { ACCOUNT_ACCESS_SCOPE } from '../aws/sso-session.ts';
import { type Sections, type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { isWritableValue } from '../config-edit/section-edit.ts';

/** The names of the answers: the flag, or `profile` for the argument. */
export type AnswerName =
	| 'profile'
	| 'sso-session'
	| 'start-url'
	| 'sso-region'
	| 'scopes'
	| 'account'
	| 'role'
	| 'region'
	| 'output';

export type GivenAnswers = Readonly<Record<AnswerName, string | undefined>>;

/** An https URL. The host name has at least one dot; a port is allowed for private endpoints. */
const HTTPS_URL = /^https:\/\/(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d-]*[a-z\d](?::\d{1,5})?(?:[/?#]\S*)?$/i;
const OUTPUTS = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'];
const NAME = 'only letters, digits and _ - / . % @ + :';

/** Formats scopes as they are written: one comma between two scopes, no blanks. */
export const scopesText = (scopes: string): string =>
	scopes
		.split(',')
		.map((scope) => scope.trim())
		.filter((scope) => scope !== '')
		.join(',');

const areScopes = (scopes: string): boolean => {
	const scopeList = scopesText(scopes).split(',');
	return isWritableValue(scopesText(scopes)) && scopeList.every(isScope);
};

interface Check {
	readonly fits: (answer: string, config: SharedConfig) => boolean;
	readonly expected: string;
}

/** An empty region or output means that it is not set. */
const checks: Readonly<Record<AnswerName, Check>> = {
	profile: { fits: (name, config) => isName(name, config.profiles), expected: NAME },
	'sso-session': { fits: (name, config) => isName(name, config.ssoSessions), expected: NAME },
	'start-url': {
		fits: (url) => HTTPS_URL.test(url) && isWritableValue(url),
		expected: 'an https URL, such as https://d-1234567890.awsapps.com/start',
	},
	'sso-region': { fits: isAwsRegion, expected: 'the name of a region, such as us-east-1' },
	scopes: { fits: areScopes, expected: `comma-separated scopes, such as ${ACCOUNT_ACCESS_SCOPE}` },
	account: { fits: isAccountId, expected: '12 digits' },
	role: { fits: isRoleName, expected: 'the name of a role' },
	region: {
		fits: (region) => region === '' || isAwsRegion(region),
		expected: 'the name of a region, such as us-east-1, or nothing',
	},
	output: {
		fits: (output) => output === '' || OUTPUTS.includes(output),
		expected: `one of ${OUTPUTS.join(', ')}, or nothing`,
	},
};

/** Returns true for a valid name. An existing section keeps its name, even an unusual one. */
const isName = (name: string, known: Sections): boolean => isWritableName(name) || (name !== '' && known.has(name));

/** Returns the problem with an answer, starting with "expected"; undefined if the answer is valid. */
export function problemWithAnswer(answer: AnswerName, value: string, config: SharedConfig): string | undefined {
	const { fits, expected } = checks[answer];
	if (!fits(value, config)) return `expected ${expected}`;
	return answer === 'profile' ? problemWithProfile(value, config) : undefined;
}

/** The keys that override Identity Center in every AWS tool. */
const OVERRIDING_KEYS = ['role_arn', 'web_identity_token_file'] as const;

function problemWithProfile(name: string, config: SharedConfig): string | undefined {
	const settings = config.profiles.get(name);
	const override = OVERRIDING_KEYS.find((key) => settings?.has(key));
	return (
		override && `profile "${name}" has ${override}, which AWS tools use before Identity Center; choose another name`
	);
}

/** Returns the current setting if it is a valid answer, so that no prompt is needed; otherwise undefined. */
export function currentAnswer(
	answer: AnswerName,
	settings: Settings | undefined,
	key: string,
	config: SharedConfig,
): string | undefined {
	const value = text(settings, key);
	return value === undefined || problemWithAnswer(answer, value, config) !== undefined ? undefined : value;
}
