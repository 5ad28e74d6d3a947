/** The states of a sign-in, and the next step in each. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type AccessToken, parseTokenFile } from '../../../src/core/sign-in/access-token.ts';
import { activeStatus, clock, nextStep, type SignInState, signInState } from '../../../src/core/status/status.ts';
import { formatTimestamp } from '../../../src/core/text/time.ts';
import { dev, legacy, NOW, renewable, tokenText } from '../../support/context/sample.ts';

const MINUTE = 60_000;

function tokenWith(left: number, changed: object = {}): AccessToken {
	const file = parseTokenFile(tokenText({ ...changed, expiresAt: formatTimestamp(NOW + left) }));
	if (file.kind !== 'token') throw new Error('it is no token file');
	return file.token;
}

const clocks: readonly (readonly [left: number, secondsLeft: number, expiresAt: string])[] = [
	[3_600_000, 3600, '2026-11-21T11:00:00Z'],
	[1999, 1, '2026-11-21T10:00:01Z'],
	[999, 0, '2026-11-21T10:00:00Z'],
	[0, 0, '2026-11-21T10:00:00Z'],
	[-1, -1, '2026-11-21T09:59:59Z'],
	[-60_000, -60, '2026-11-21T09:59:00Z'],
];

for (const [left, secondsLeft, expiresAt] of clocks) {
	test(`${left} ms from now: ${secondsLeft} s`, () => {
		assert.equal(clock(NOW + left, NOW), { expiresAt, secondsLeft });
	});
}

type Row = readonly [
	left: number,
	changed: object,
	refused: 'token' | 'refresh' | undefined,
	sso: SignInState,
	ofLegacy: SignInState,
];

/** A token at each age, for an sso-session and for a legacy profile. */
const states: Readonly<Record<string, Row>> = {
	'15 minutes left': [15 * MINUTE, {}, undefined, 'fresh', 'fresh'],
	'14:59 left': [15 * MINUTE - 1000, {}, undefined, 'ageing', 'ageing'],
	'a second left, refreshable': [1000, renewable, undefined, 'ageing', 'ageing'],
	'expired, not refreshable': [0, {}, undefined, 'expired', 'expired'],
	'over, renewable': [0, renewable, undefined, 'refreshable', 'expired'],
	'expired days ago, refreshable': [-5000 * MINUTE, renewable, undefined, 'refreshable', 'expired'],
	'expired, and its registration too': [
		0,
		{ ...renewable, registrationExpiresAt: '2026-11-21T10:00:00Z' },
		undefined,
		'expired',
		'expired',
	],
	'expired, and AWS refused to refresh it': [0, renewable, 'refresh', 'expired', 'expired'],
	'an hour left, and AWS refused it': [60 * MINUTE, renewable, 'token', 'refused', 'refused'],
	'ten minutes left, and AWS refused it': [10 * MINUTE, renewable, 'token', 'refused', 'refused'],
	'an hour left, and AWS refused to refresh it': [60 * MINUTE, renewable, 'refresh', 'fresh', 'fresh'],
	'ten minutes left, and AWS refused to refresh it': [10 * MINUTE, renewable, 'refresh', 'ageing', 'ageing'],
};

for (const [name, [left, changed, refused, sso, ofLegacy]] of Object.entries(states)) {
	test(`${name}: ${sso}, legacy ${ofLegacy}`, () => {
		const token = tokenWith(left, changed);
		assert.is(signInState(dev, { token }, refused, NOW), sso);
		assert.is(signInState(legacy, { token }, refused, NOW), ofLegacy);
	});
}

test('without a token: signed out, or an unusable file', () => {
	assert.is(signInState(dev, { isThere: false }, undefined, NOW), 'signed-out');
	assert.is(signInState(dev, { isThere: true }, undefined, NOW), 'unusable');
});

type Step = readonly [
	state: SignInState,
	left: number | undefined,
	isRefreshable: boolean,
	next: string,
	command: string | null,
];

const LOGIN = 'ssoenv login --sso-session corp';

const steps: readonly Step[] = [
	['fresh', 60 * MINUTE, true, 'renews automatically on first use after 2026-11-21T10:45:00Z', null],
	['fresh', 60 * MINUTE, false, 'sign in again in 1 h 0 min', LOGIN],
	['ageing', 5 * MINUTE, true, 'renews automatically on next use', null],
	['ageing', 5 * MINUTE, false, 'sign in again in 5 min', LOGIN],
	['refreshable', -MINUTE, true, 'renews automatically on next use', null],
	['expired', -MINUTE, false, 'sign in', LOGIN],
	['refused', 60 * MINUTE, false, 'AWS refused the access token: sign in again', LOGIN],
	['signed-out', undefined, false, 'sign in', LOGIN],
	['unusable', undefined, false, 'sign in', LOGIN],
];

for (const [state, left, isRefreshable, next, command] of steps) {
	test(`next step when ${state}, ${isRefreshable ? 'refreshable' : 'not refreshable'}: ${next}`, () => {
		const token = left === undefined ? undefined : tokenWith(left);
		const facts = { session: dev, profile: 'dev', token, isRefreshable };
		assert.equal(nextStep(state, facts, NOW), { next, command });
	});
}

test('the command for a legacy sign-in names its profile', () => {
	const facts = { session: legacy, profile: 'old one', token: undefined, isRefreshable: false };
	assert.is(nextStep('signed-out', facts, NOW).command, "ssoenv login 'old one'");
});

const active = {
	SSOENV_PROFILE: 'dev',
	SSOENV_EXPIRES: String(NOW / 1000 + 3600),
	SSOENV_ACCOUNT_ID: '111111111111',
	SSOENV_ROLE_NAME: 'ReadOnly',
	SSOENV_REGION: 'eu-west-1',
};
const renewal = (profile: string) => `eval "$(ssoenv use ${profile})"`;
const expiringIn = (seconds: number) => ({ ...active, SSOENV_EXPIRES: String(NOW / 1000 + seconds) });

test('the role of this shell', () => {
	assert.equal(activeStatus(active, renewal, NOW), {
		profile: 'dev',
		accountId: '111111111111',
		roleName: 'ReadOnly',
		region: 'eu-west-1',
		directory: null,
		expiresAt: '2026-11-21T11:00:00Z',
		secondsLeft: 3600,
		next: 'can be renewed from 2026-11-21T10:45:00Z',
		command: null,
	});
});

const ages: readonly (readonly [seconds: number, next: string, isRenewal: boolean])[] = [
	[900, 'can be renewed from 2026-11-21T10:00:00Z', false],
	[899, 'renew the credentials', true],
	[1, 'renew the credentials', true],
	[0, 'renew the expired credentials', true],
	[-60, 'renew the expired credentials', true],
];

for (const [seconds, next, isRenewal] of ages) {
	test(`this shell's role with ${seconds} s left: ${next}`, () => {
		const status = activeStatus(expiringIn(seconds), renewal, NOW);
		assert.equal([status?.secondsLeft, status?.next], [seconds, next]);
		assert.is(status?.command, isRenewal ? 'eval "$(ssoenv use dev)"' : null);
	});
}

test('variables that other versions did not set are null', () => {
	const status = activeStatus({ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: '1' }, renewal, NOW);
	assert.equal([status?.accountId, status?.roleName, status?.region], [null, null, null]);
});

for (const env of [
	{},
	{ SSOENV_PROFILE: 'dev' },
	{ SSOENV_EXPIRES: '1' },
	{ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: '' },
	{ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: 'soon' },
	{ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: '-1' },
	{ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: '1e300' },
	{ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: '9'.repeat(13) },
]) {
	test(`no role in this shell: ${JSON.stringify(env)}`, () => {
		assert.is(activeStatus(env, renewal, NOW), null);
	});
}

test('the latest expiry in the variables is within the calendar', () => {
	const status = activeStatus({ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: '253402300799' }, renewal, NOW);
	assert.is(status?.expiresAt, '9999-12-31T23:59:59Z');
	activeStatus({ SSOENV_PROFILE: 'dev', SSOENV_EXPIRES: '9'.repeat(12) }, renewal, NOW);
});

test.run();
