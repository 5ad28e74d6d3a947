/**
 * Compares what `ssoenv configure` writes with the texts of the AWS CLI 2 for the same answers, and reads it with
 * botocore's loader. The texts are recorded, because pip has no version with `aws configure sso`.
 */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { START_URL } from '../support/context/sample.ts';
import { makeHome } from '../support/files/home.ts';
import { runSsoenv } from '../support/program/program.ts';
import { pythonAnswer } from '../support/program/python.ts';

const LOADER = `
import tempfile
try:
    from botocore import configloader
except ImportError:
    print("null")
    sys.exit()
def loaded(text):
    with tempfile.NamedTemporaryFile("w", suffix=".ini") as file:
        file.write(text)
        file.flush()
        return configloader.load_config(file.name)
print(json.dumps([loaded(text) for text in given]))
`;

const SIGN_IN = ['--start-url', START_URL, '--sso-region', 'us-east-1'];
const ROLE = ['--account', '111111111111', '--role', 'admin', '--region', 'eu-west-1'];
const SESSION = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n`;
const KEYS = 'sso_account_id = 111111111111\nsso_role_name = admin\nregion = eu-west-1\n';

interface Row {
	readonly before?: string;
	readonly args: readonly string[];
	readonly cli: string;
}

const rows: Readonly<Record<string, Row>> = {
	'a new session': {
		args: ['admin-111111111111', '--sso-session', 'corp', ...SIGN_IN, ...ROLE],
		cli: `[profile admin-111111111111]\nsso_session = corp\n${KEYS}${SESSION}`,
	},
	'an existing session': {
		before: SESSION.replaceAll(' = ', '='),
		args: ['dev', '--sso-session', 'corp', ...ROLE, '--output', 'json'],
		cli: `${SESSION}[profile dev]\nsso_session = corp\n${KEYS}output = json\n`,
	},
	'the default profile': {
		before: SESSION,
		args: ['default', '--sso-session', 'corp', ...ROLE],
		cli: `${SESSION}[default]\nsso_session = corp\n${KEYS}`,
	},
	'the legacy form': {
		args: ['dev', '--legacy', ...SIGN_IN, ...ROLE],
		cli: `[profile dev]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n${KEYS}`,
	},
	'only a session': {
		args: ['--session-only', '--sso-session', 'corp', ...SIGN_IN],
		cli: SESSION,
	},
	'other values for a session': {
		before: SESSION,
		args: ['--session-only', '--sso-session', 'corp', '--sso-region', 'eu-west-1', '--scopes', 'a,b'],
		cli: SESSION.replace('us-east-1', 'eu-west-1').replace('sso:account:access', 'a,b'),
	},
};

const lacks = pythonAnswer(LOADER, []) == null ? 'no Python with botocore' : undefined;

for (const [name, { before, args, cli }] of Object.entries(rows)) {
	testUnless(lacks, `botocore reads what the AWS CLI would have written: ${name}`, async () => {
		const home = makeHome(before === undefined ? {} : { '.aws/config': before });
		try {
			const { exitCode, stderr } = await runSsoenv(['configure', ...args], { HOME: home.path });
			assert.is(exitCode, 0, stderr);
			const [ours, theirs] = pythonAnswer(LOADER, [readFileSync(home.file('.aws/config'), 'utf8'), cli]) as unknown[];
			assert.equal(ours, theirs);
		} finally {
			home.remove();
		}
	});
}

test.run();
