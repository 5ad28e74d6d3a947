/** The answers that `configure` wants, from the command line or from the person: what serves, and what is said of what does not. */

import { isAccountId, isAwsRegion, isRoleName, isScope, isWritableName } from '../aws/identifiers.ts';
import { ACCOUNT_ACCESS_SCOPE } from '../aws/sso-session.ts';
import { type Sections, type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { isWritableValue } from '../config-edit/edit.ts';

/** What was given on the command line, by the name of the flag; PROFILE is `profile`. */
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

/** Host names with a dot at least; a port is for services of one's own. */
const HTTPS_URL = /^https:\/\/(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d-]*[a-z\d](?::\d{1,5})?(?:[/?#]\S*)?$/i;
const OUTPUTS = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'];
const NAME = 'letters, digits and _ - / . % @ + : alone';

/** As they are written: one comma between two, no blanks. */
export const scopesText = (scopes: string): string =>
	scopes
		.split(',')
		.map((scope) => scope.trim())
		.filter((scope) => scope !== '')
		.join(',');

const areScopes = (scopes: string): boolean => {
	const items = scopesText(scopes).split(',');
	return isWritableValue(scopesText(scopes)) && items.every(isScope);
};

interface Check {
	readonly fits: (answer: string, config: SharedConfig) => boolean;
	readonly expected: string;
}

/** An empty region or output stands for none. */
const checks: Readonly<Record<AnswerName, Check>> = {
	profile: { fits: (name, config) => isName(name, config.profiles), expected: NAME },
	'sso-session': { fits: (name, config) => isName(name, config.ssoSessions), expected: NAME },
	'start-url': {
		fits: (url) => HTTPS_URL.test(url) && isWritableValue(url),
		expected: 'an https URL, such as https://d-1234567890.awsapps.com/start',
	},
	'sso-region': { fits: isAwsRegion, expected: 'the name of a region, such as us-east-1' },
	scopes: { fits: areScopes, expected: `scopes with commas between them, such as ${ACCOUNT_ACCESS_SCOPE}` },
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

/** What has an odd name already may keep it. */
const isName = (name: string, known: Sections): boolean => isWritableName(name) || (name !== '' && known.has(name));

/** What would be served, in words; undefined when the answer serves. */
export function wrongWith(answer: AnswerName, value: string, config: SharedConfig): string | undefined {
	const { fits, expected } = checks[answer];
	if (!fits(value, config)) return `expected ${expected}`;
	return answer === 'profile' ? wrongProfile(value, config) : undefined;
}

/** The keys that go before Identity Center in every AWS tool. */
const STRONGER = ['role_arn', 'web_identity_token_file'] as const;

function wrongProfile(name: string, config: SharedConfig): string | undefined {
	const own = config.profiles.get(name);
	const stronger = STRONGER.find((key) => own?.has(key));
	return stronger && `profile "${name}" has ${stronger}, which goes before Identity Center; choose another name`;
}

/** A setting that can stay as it is, so that nobody need be asked; undefined when there is none, or it does not serve. */
export function currentAnswer(
	answer: AnswerName,
	settings: Settings | undefined,
	key: string,
	config: SharedConfig,
): string | undefined {
	const value = text(settings, key);
	return value === undefined || wrongWith(answer, value, config) !== undefined ? undefined : value;
}
