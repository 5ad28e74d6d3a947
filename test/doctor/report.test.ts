/** `doctor --fix`, `--bundle` and `--json`, with the built program. */
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatHolder, thisProcess } from '../../src/adapters/lock/lock-holder.ts';
import { parseRecord } from '../../src/core/text/json.ts';
import { secretsOf } from '../support/assertions/secrets.ts';
import { type DoctorScene, doctorScene, findingsOf } from '../support/doctor/doctor-scene.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, cacheFileName, START_URL } from '../support/sign-in/signed-in-home.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

const CREDENTIALS = '.aws/credentials';
const TOKENS = '.aws/sso/cache';
const LOCK = '.cache/ssoenv/locks/abc';

/** A home with everything that `--fix` mends, and one thing that it does not. */
async function spoiled(): Promise<DoctorScene> {
	const scene = await doctorScene();
	const { home } = scene;
	home.write(CREDENTIALS, '[dev\n');
	chmodSync(home.file(CREDENTIALS), 0o644);
	mkdirSync(home.file(TOKENS), { recursive: true });
	chmodSync(home.file(TOKENS), 0o777);
	home.write(`${LOCK}/1`, formatHolder({ ...thisProcess(), start: '1' }));
	const rc = home.file('.bashrc');
	const text = readFileSync(rc, 'utf8');
	writeFileSync(rc, `# mine\n${text.replace(/'\/.*?\/shell\//g, "'/gone/shell/")}alias x=y\n`);
	return scene;
}

async function withScene(make: () => Promise<DoctorScene>, play: (scene: DoctorScene) => Promise<void>): Promise<void> {
	const scene = await make();
	try {
		await play(scene);
	} finally {
		scene.home.remove();
	}
}

test('--fix mends modes, locks and start-up blocks, and shows what remains', () =>
	withScene(spoiled, async ({ home, doctor }) => {
		const { stdout, stderr, exitCode } = await doctor('--fix', '--yes');
		assert.is(exitCode, 1, stdout);
		assert.is(stderr.match(/^ssoenv: does: /gm)?.length, 4, stderr);
		assert.equal([modeOf(home.file(CREDENTIALS)), modeOf(home.file(TOKENS))], [0o600, 0o755]);
		assert.throws(() => statSync(home.file(LOCK)));
		const rc = readFileSync(home.file('.bashrc'), 'utf8');
		assert.match(rc, /^# mine\n/);
		assert.match(rc, /alias x=y\n/);
		assert.not.match(rc, /gone/);
		assert.is(readFileSync(home.file(CREDENTIALS), 'utf8'), '[dev\n', 'files of the AWS CLI stay as they are');
		assert.match(stdout, /^1 problem, 0 hints: \d+ checks$/m);
		const again = await doctor('--fix', '--yes');
		assert.match(again.stderr, /there is nothing that ssoenv may mend by itself/);
	}));

test('--fix without a terminal needs --yes, and changes nothing without it', () =>
	withScene(spoiled, async ({ home, doctor }) => {
		const { stdout, stderr, exitCode } = await doctor('--fix');
		assert.equal([stdout, exitCode], ['', 2], stderr);
		assert.match(stderr, /--fix asks on a terminal; without one, add --yes/);
		assert.is(modeOf(home.file(CREDENTIALS)), 0o644);
	}));

test('a lock that a process holds is no finding, and stays', () =>
	withScene(doctorScene, async ({ home, doctor }) => {
		home.write(`${LOCK}/1`, formatHolder(thisProcess()));
		const { stdout } = await doctor('--fix', '--yes');
		assert.match(stdout, /^nothing wrong/);
		assert.ok(statSync(home.file(`${LOCK}/1`)).isFile());
	}));

test('hints alone are no failure, and --json has the findings and the checks', () =>
	withScene(doctorScene, async ({ doctor, set }) => {
		set({ AWS_SESSION_TOKEN: 'hidden' });
		const { stdout, exitCode } = await doctor('--json');
		assert.is(exitCode, 0);
		const { checks } = parseRecord(stdout) ?? {};
		assert.ok(Array.isArray(checks) && checks.length > 40);
		const [finding] = findingsOf(stdout, 'lone-token');
		assert.is(finding?.variable, 'AWS_SESSION_TOKEN');
		assert.equal(finding?.steps, [
			{ kind: 'run', command: 'unset AWS_SESSION_TOKEN', text: 'unset AWS_SESSION_TOKEN' },
		]);
	}));

/** A name of the file, of the person or of the company must not be in the report. */
const NAMES = [
	'Acme',
	'payroll',
	'sécurité',
	'Zebra',
	'vault-tool',
	'111111111111',
	'd-1234567890',
	'awsapps',
	'hidden',
];

const SECRETIVE = `[profile Acme payroll]
sso_session = Zebra # hidden
sso_account_id = "111111111111"
sso_role_name = payroll
[profile "sécurité 111111111111"]
credential_process = vault-tool --password hidden
hidden_key = hidden
[Acme]
sso_session = gone
= hidden
[profile payroll]
sso_session = Zebra
sso_role_name = payroll
ca_bundle = /home/Acme/hidden.pem
${CORP.replace('corp', 'Zebra')}`;

test('--bundle writes no secret, no name, no ID and no path', async () => {
	const idc = await startIdentityCenter();
	const scene = await doctorScene(SECRETIVE);
	const { home, doctor, set } = scene;
	try {
		home.write(CREDENTIALS, '[Acme]\naws_access_key_id = hidden\naws_secret_access_key = hidden # hidden\n');
		home.write(
			`${TOKENS}/${cacheFileName('Zebra')}`,
			JSON.stringify(idc.signIn()).replace(/("expiresAt":"[^"]*?)Z"/, '$1+00:00"'),
		);
		set({ AWS_ACCESS_KEY_ID: 'hidden', AWS_PROFILE: 'payroll', HTTPS_PROXY: 'http://Acme:hidden@[', AWS_hidden: 'x' });
		const { stdout, stderr, exitCode } = await doctor('--bundle', home.file('report.md'));
		assert.is(exitCode, 1, stdout);
		const path = /wrote (\S+):/.exec(stderr)?.[1] ?? '';
		const report = readFileSync(home.file('report.md'), 'utf8');
		assert.ok(path.endsWith('report.md'), stderr);
		assert.is(modeOf(home.file('report.md')), 0o600);
		for (const name of [...NAMES, START_URL, home.path, home.path.split('/').at(-1) ?? '', ...secretsOf(idc, home)]) {
			assert.not.ok(report.includes(name), `${name} is in\n${report}`);
		}
		for (const check of ['header', 'quotes', 'inline-comment', 'half-keys', 'proxy', 'token-times', 'odd-line']) {
			assert.match(report, new RegExp(`: ${check}[,:]`), report);
		}
		assert.match(report, /^ {2}1: \[profile x x\] sso_session sso_account_id sso_role_name$/m);
		assert.match(report, /^ {2}5: \[profile "X x"\] credential_process other$/m);
		const again = await doctor('--bundle', home.file('report.md'));
		assert.is(again.exitCode, 3, 'it never writes over a file');
		assert.match(again.stderr, /report\.md: it exists already/);
	} finally {
		await releaseAll(idc.close, home.remove);
	}
});

test.run();
