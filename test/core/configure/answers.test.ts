/** The answers that `configure` accepts and refuses. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type AnswerName, currentAnswer, problemWithAnswer, scopesText } from '../../../src/core/configure/answers.ts';
import { settingsOf, sharedConfigOf } from '../../support/context/shared-config.ts';

const config = sharedConfigOf({
	profiles: {
		'my profile': {},
		assuming: { role_arn: 'arn:aws:iam::111111111111:role/x' },
		web: { web_identity_token_file: '/t' },
	},
	ssoSessions: { 'my corp': {} },
});

type Rows = Readonly<Record<AnswerName, { readonly right: readonly string[]; readonly wrong: readonly string[] }>>;

const rows: Rows = {
	profile: {
		right: ['dev', 'ReadOnly-111111111111', 'a/b.c@d+e:f%g', 'my profile'],
		wrong: ['', 'a b', 'x]', 'a\nb', "o'brien", 'café', '$(x)', 'my  profile', 'assuming', 'web'],
	},
	'sso-session': { right: ['corp', 'my corp'], wrong: ['', 'my profile', '[corp]', 'a\tb', 'a#b'] },
	'start-url': {
		right: [
			'https://d-1234567890.awsapps.com/start',
			'https://d-1234567890.awsapps.com/start/#/',
			'https://corp.awsapps.com/start#',
			'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
			'https://start.us-gov-home.awsapps.com/directory/corp',
			'HTTPS://sso.example.com',
			'https://sso.example.com:8443/start',
		],
		wrong: [
			'',
			'http://d-1234567890.awsapps.com/start',
			'd-1234567890.awsapps.com/start',
			'https://',
			'https:///start',
			'https://corp',
			'https://-x.example.com',
			'https://x-.example.com',
			'https://user@example.com/start',
			'https://example.com/a b',
			'https://example.com/\u001b[31m',
			'https://example.com/start\nrole_arn = x',
			'https://example.com\\x',
		],
	},
	'sso-region': {
		right: ['us-east-1', 'us-gov-west-1', 'eusc-de-east-1', 'ap-southeast-12'],
		wrong: ['', 'us-east', 'US-EAST-1', 'us east 1', 'us-east-1a', 'us-east-1.evil.com', 'eu-west-1\n', '--1'],
	},
	scopes: {
		right: ['sso:account:access', 'a,b', 'a, b ,', 'openid'],
		wrong: ['', ',', 'a b', 'a,b c', 'a\nb', 'a,\u001bb', 'é'],
	},
	account: { right: ['000000000001'], wrong: ['', '1', '1234567890123', '11111111111a', ' 111111111111'] },
	role: { right: ['ReadOnly', 'a+b=c,d.e@f-_'], wrong: ['', 'a/b', 'a b', 'x'.repeat(65), 'a\n'] },
	region: { right: ['', 'eu-west-1'], wrong: ['west', 'eu-west-1 # home', 'aws-global'] },
	output: { right: ['', 'json', 'yaml-stream', 'text', 'table'], wrong: ['JSON', 'xml', 'json '] },
};

const answers = Object.entries(rows) as unknown as readonly (readonly [AnswerName, Rows[AnswerName]])[];
for (const [answer, { right, wrong }] of answers) {
	for (const value of right) {
		test(`${answer}: ${JSON.stringify(value)} is accepted`, () => {
			assert.is(problemWithAnswer(answer, value, config), undefined);
		});
	}
	for (const value of wrong) {
		test(`${answer}: ${JSON.stringify(value)} is refused`, () => {
			assert.match(
				problemWithAnswer(answer, value, config) ?? '',
				/^(expected |profile "\w+" has \w+, which AWS tools use before)/,
			);
		});
	}
}

test('scopes are written with one comma between them', () => {
	assert.is(scopesText(' a , b,,c '), 'a,b,c');
});

test('an invalid value in the file is asked for again', () => {
	const settings = settingsOf({ sso_region: 'us-east-1', sso_start_url: 'http://x', region: { a: 'b' } });
	assert.is(currentAnswer('sso-region', settings, 'sso_region', config), 'us-east-1');
	assert.is(currentAnswer('start-url', settings, 'sso_start_url', config), undefined);
	assert.is(currentAnswer('region', settings, 'region', config), undefined);
	assert.is(currentAnswer('account', undefined, 'sso_account_id', config), undefined);
});

test.run();
