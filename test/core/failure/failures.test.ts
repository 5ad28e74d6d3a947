/** The tables of failures: every row, with ordinary and with hostile facts. */

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loginCommand } from '../../../src/core/aws/sso-session.ts';
import type { MisreadHeader } from '../../../src/core/config/misread-headers.ts';
import { directoryFailures } from '../../../src/core/directory/directory-failures.ts';
import { chainFailures } from '../../../src/core/failure/chain-failures.ts';
import { consoleFailures } from '../../../src/core/failure/console-failures.ts';
import { editFailures, syncFailures } from '../../../src/core/failure/edit-failures.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import { failures } from '../../../src/core/failure/failures.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { roleFailures } from '../../../src/core/failure/role-failures.ts';
import { signInSettingFailures, startUrlFailures } from '../../../src/core/failure/sign-in-setting-failures.ts';
import { sourceFailures } from '../../../src/core/failure/source-failures.ts';
import { purgeFailures } from '../../../src/core/files/purge-failures.ts';
import { exportedByAws } from '../../../src/core/profile/refused-profile.ts';
import { printable } from '../../../src/core/text/printable.ts';
import { toldBy } from '../../support/assertions/thrown-failure.ts';

/** A sign-in named `x`, with one of its profiles. */
const signInTo = (x: string) => ({
	session: { ssoSession: x, startUrl: `https://h/${x}`, ssoRegion: 'us-east-1', scopes: undefined },
	profile: x,
});

const misread = (x: string): MisreadHeader => ({
	path: x,
	line: 7,
	shown: `[${x}]`,
	meanings: [{ kind: 'services', name: x }],
	isKindTold: false,
	isContinuation: false,
	isInCredentials: false,
	settings: new Map(),
});

const proxy = (x: string) => ({
	origin: `http://${x}`,
	givenBy: 'HTTPS_PROXY',
	hasPassword: true,
	exceptions: 'NO_PROXY',
});

const setting = (x: string) => ({
	givenBy: 'SSOENV_BROWSER',
	place: 'SSOENV_BROWSER',
	login: loginCommand(signInTo(x).session, undefined),
	reason: 'is not found',
});

/** One failure of each row, with `x` for every text from outside. A missing row is a compile error. */
const rows = {
	usage: (x) => failures.usage({ problem: `unknown argument: ${x}`, command: undefined }),
	commandNotFound: (x) => failures.commandNotFound({ command: x, nearest: 'use' }),
	shellUnknown: () => failures.shellUnknown({ command: 'use' }),
	previousUnknown: () => failures.previousUnknown(undefined),
	stdoutIsTerminal: (x) => failures.stdoutIsTerminal({ command: 'use', apply: `eval "$(ssoenv use ${x})"` }),
	valueWithoutSafeForm: () => failures.valueWithoutSafeForm({ variable: 'AWS_SESSION_TOKEN', syntax: 'cmd.exe' }),
	valueUnfit: () => failures.valueUnfit({ variable: 'AWS_REGION' }),
	valueUnprintable: (x) => failures.valueUnprintable({ profile: x }),
	outputFailed: () => failures.outputFailed({ reason: 'no space is left on the device' }),
	homeUnknown: () => failures.homeUnknown(undefined),
	settingInvalid: (x) => failures.settingInvalid({ name: 'SSOENV_TIMEOUT', value: x, expected: 'a whole number' }),
	tokenUnreadable: (x) =>
		failures.tokenUnreadable({ session: signInTo(x).session, path: x, reason: 'permission denied' }),
	configUnreadable: (x) => failures.configUnreadable({ path: x, reason: 'permission denied' }),
	fileUnusable: (x) => failures.fileUnusable({ path: x, reason: 'permission denied' }),
	configNotEditable: (x) => editFailures.configNotEditable({ path: x, line: 7, reason: `duplicate key ${x}` }),
	configBlockDamaged: (x) => editFailures.configBlockDamaged({ label: x, line: 7, problem: 'it has no end line' }),
	profileNotFound: (x) =>
		failures.profileNotFound({
			profile: x,
			namedBy: 'AWS_PROFILE',
			nearest: x,
			otherwise: 'ssoenv list',
			path: x,
			misread: undefined,
			isSession: false,
			others: [],
		}),
	profileNotSso: (x) => failures.profileNotSso({ profile: x, because: 'it holds static keys', hints: ['ssoenv list'] }),
	profileIncomplete: (x) =>
		failures.profileIncomplete({ subject: x, profile: x, missing: ['sso_region'], session: x, path: x }),
	profileConflict: (x) => failures.profileConflict({ profile: x, session: x, key: 'region', values: [x, x], path: x }),
	ssoSessionNotFound: (x) =>
		failures.ssoSessionNotFound({ profile: x, session: x, nearest: x, path: x, misread: undefined, hint: undefined }),
	servicesNotFound: (x) => failures.servicesNotFound({ profile: x, services: x, path: x, misread: misread(x) }),
	ssoRegionInvalid: (x) => failures.ssoRegionInvalid({ problem: `sso_region is "${x}"`, hint: `set it in ${x}` }),
	profileValueInvalid: (x) => failures.profileValueInvalid({ problem: `region is "${x}"`, hint: `set it in ${x}` }),
	roleSourceUnclear: (x) =>
		chainFailures.roleSourceUnclear({ profile: x, hasBoth: false, where: `in ${x}`, tool: undefined }),
	sourceProfileNotFound: (x) =>
		chainFailures.sourceProfileNotFound({
			profile: x,
			source: x,
			nearest: x,
			path: x,
			misread: undefined,
			hint: undefined,
		}),
	sourceProfileEmpty: (x) =>
		chainFailures.sourceProfileEmpty({ profile: x, source: x, because: 'it has no account', hint: undefined }),
	sourceProfileCycle: (x) =>
		chainFailures.sourceProfileCycle({ profile: x, source: 'y', visited: [x], where: `in ${x}` }),
	staticKeysIncomplete: (x) => chainFailures.staticKeysIncomplete({ profile: x, isIdEmpty: false, where: `in ${x}` }),
	credentialSourceUnserved: (x) =>
		chainFailures.credentialSourceUnserved({ profile: x, source: 'EcsContainer', exported: exportedByAws(x) }),
	signInNotNeeded: (x) => chainFailures.signInNotNeeded({ profile: x }),
	roleCheckFailed: (x) => chainFailures.roleCheckFailed({ profile: x }),
	roleDurationTooLong: (x) =>
		chainFailures.roleDurationTooLong({ profile: x, seconds: 7200, longest: 3600, where: `in ${x}` }),
	roleSourceMissing: (x) => roleFailures.roleSourceMissing({ path: x, retry: `eval "$(ssoenv use ${x})"` }),
	sourceProcessFailed: (x) =>
		sourceFailures.sourceProcessFailed({
			source: x,
			where: `in ${x}`,
			problem: `names a program that is not found: ${x}`,
			profile: x,
			isUnattended: true,
		}),
	sourceProcessInvalid: (x) =>
		sourceFailures.sourceProcessInvalid({ source: x, where: `in ${x}`, problem: 'it is not a JSON object' }),
	sourceExpired: (x) => sourceFailures.sourceExpired({ source: x, where: `in ${x}`, at: '2026-11-21T09:00:00Z' }),
	sourceLoginNeeded: (x) =>
		sourceFailures.sourceLoginNeeded({ source: x, problem: 'and is not signed in', isRenewable: true }),
	webIdentityUnreadable: (x) => sourceFailures.webIdentityUnreadable({ source: x, path: x, reason: 'no such file' }),
	webIdentityRefused: (x) =>
		sourceFailures.webIdentityRefused({ roleArn: x, path: x, because: 'it has expired', hint: 'renew it' }),
	roleRegionMissing: (x) => roleFailures.roleRegionMissing({ profile: x, where: `in ${x}` }),
	environmentKeysMissing: (x) => roleFailures.environmentKeysMissing({ profile: x, active: x, missing: undefined }),
	mfaCodeNeeded: (x) => roleFailures.mfaCodeNeeded({ profile: x, roleArn: x, serial: x }),
	mfaCodeInvalid: (x) => roleFailures.mfaCodeInvalid({ serial: x }),
	mfaCodeRefused: (x) => roleFailures.mfaCodeRefused({ profile: x, roleArn: x, serial: x, isDevice: false }),
	roleNotAllowed: (x) =>
		roleFailures.roleNotAllowed({
			profile: x,
			roleArn: x,
			principal: x,
			hasExternalId: false,
			hasMfa: false,
			isGiven: false,
		}),
	roleDurationRefused: (x) =>
		roleFailures.roleDurationRefused({ profile: x, roleArn: x, seconds: 7200, where: `in ${x}`, isChained: false }),
	sourceKeysRefused: (x) =>
		roleFailures.sourceKeysRefused({
			profile: x,
			roleArn: x,
			source: x,
			because: 'they have expired',
			hint: `check ${x}`,
		}),
	stsRegionDisabled: (x) =>
		roleFailures.stsRegionDisabled({ profile: x, roleArn: x, region: 'ap-east-1', where: `in ${x}` }),
	processChain: (x) => failures.processChain({ chain: [x, x] }),
	startUrlInvalid: (x) => failures.startUrlInvalid({ session: signInTo(x).session, path: x }),
	startUrlUnresolved: (x) => startUrlFailures.startUrlUnresolved({ startUrl: `https://${x}`, path: x, status: 200 }),
	startUrlElsewhere: (x) => startUrlFailures.startUrlElsewhere({ startUrl: x, path: undefined, target: x }),
	startUrlRegion: (x) =>
		startUrlFailures.startUrlRegion({
			startUrl: x,
			path: x,
			target: x,
			region: 'eu-west-1',
			configured: x,
			section: `[sso-session ${x}]`,
		}),
	ssoSessionUnclear: (x) => failures.ssoSessionUnclear({ names: [x, x], commands: [x, x], path: x, misread: [] }),
	noRoleAssigned: () => failures.noRoleAssigned({ accountId: '111111111111' }),
	nothingPicked: () => failures.nothingPicked(undefined),
	ssoSessionAmbiguous: (x) =>
		failures.ssoSessionAmbiguous({
			command: 'login',
			sessions: [signInTo(x), { ...signInTo(x), session: { ...signInTo(x).session, ssoSession: undefined } }],
		}),
	signInNeeded: (x) => failures.signInNeeded({ ...signInTo(x), because: 'not signed in' }),
	signInCheckFailed: (x) => failures.signInCheckFailed(signInTo(x)),
	signInTimedOut: (x) => failures.signInTimedOut(signInTo(x)),
	signInRefused: (x) => failures.signInRefused({ ...signInTo(x), answer: x }),
	signOutIncomplete: (x) =>
		failures.signOutIncomplete({
			left: Array.from({ length: 7 }, () => ({ path: x, reason: x })),
			told: [true, false],
			command: 'ssoenv logout --all',
		}),
	signInMismatch: (x) => failures.signInMismatch(signInTo(x)),
	accessTokenRefused: (x) =>
		failures.accessTokenRefused({
			...signInTo(x),
			endpoint: 'https://h',
			because: `it was issued in ${x}`,
			hints: [`set sso_region = ${x}`],
		}),
	roleNotAssigned: (x) => failures.roleNotAssigned({ roleName: x, accountId: x, assigned: [x, x] }),
	scopesLacking: (x) =>
		failures.scopesLacking({
			endpoint: 'https://h',
			operation: 'GetRoleCredentials',
			session: signInTo(x).session,
			scopes: [x],
			section: `[sso-session ${x}]`,
			path: x,
			login: 'ssoenv login',
		}),
	requestRefused: (x) =>
		failures.requestRefused({ operation: 'GetRoleCredentials', endpoint: 'https://h', answer: x, hint: `check ${x}` }),
	listingForbidden: (x) =>
		failures.listingForbidden({ operation: 'ListAccounts', endpoint: 'https://h', answer: x, hint: `check ${x}` }),
	answersMissing: (x) => editFailures.answersMissing({ missing: [x, '--role'] }),
	accountNotFound: (x) =>
		roleFailures.accountNotFound({ account: x, count: 2, nearest: x, hint: 'ssoenv accounts --refresh' }),
	accountAmbiguous: (x) =>
		roleFailures.accountAmbiguous({ account: x, accountIds: ['111111111111'], hints: ['ssoenv roles 111111111111'] }),
	unreachable: (x) => networkFailures.unreachable({ endpoint: 'https://h', reason: x }),
	throttled: () => networkFailures.throttled({ endpoint: 'https://h' }),
	serviceBroken: () => networkFailures.serviceBroken({ endpoint: 'https://h', status: 503 }),
	unexpectedAnswer: (x) => networkFailures.unexpectedAnswer({ endpoint: 'https://h', operation: 'X', problem: x }),
	proxyUnreachable: (x) => networkFailures.proxyUnreachable({ endpoint: 'https://h', proxy: proxy(x), reason: x }),
	proxyRefused: (x) => networkFailures.proxyRefused({ endpoint: 'https://h', proxy: proxy(x), status: 407 }),
	proxyInvalid: (x) =>
		networkFailures.proxyInvalid({
			name: 'HTTPS_PROXY',
			problem: 'is not a URL',
			host: x,
			instead: 'HTTPS_PROXY',
			exceptions: 'NO_PROXY',
		}),
	templateInvalid: (x) =>
		syncFailures.templateInvalid({
			option: 'template',
			example: 'template',
			template: x,
			problem: `"${x}" is not allowed`,
			holes: ['role_name'],
			filters: ['lower'],
		}),
	settingRefused: (x) => syncFailures.settingRefused({ setting: x, problem: 'it is not KEY=VALUE', hint: undefined }),
	patternRefused: (x) => syncFailures.patternRefused({ option: 'include', pattern: x }),
	namesInvalid: (x) => syncFailures.namesInvalid({ path: x, line: 7, problem: 'it has no name' }),
	namesUnreadable: (x) => syncFailures.namesUnreadable({ path: x }),
	regionInvalid: (x) => failures.regionInvalid({ region: x, command: 'sync' }),
	toolConfigUnreadable: (x) => syncFailures.toolConfigUnreadable({ path: x, reason: x }),
	nothingToUndo: (x) => syncFailures.nothingToUndo({ path: x }),
	configChanged: (x) => editFailures.configChanged({ path: '/x', label: x }),
	folderOpen: (x) => failures.folderOpen({ folder: x }),
	folderLinked: (x) => failures.folderLinked({ folder: x }),
	folderForeign: (x) => failures.folderForeign({ folder: x, owner: 1001 }),
	tokenUnkeepable: (x) =>
		failures.tokenUnkeepable({
			session: { ssoSession: x, startUrl: x },
			act: 'renew',
			problem: `cannot write ${x}`,
			hints: [],
		}),
	fileForeign: (x) => failures.fileForeign({ path: x, owner: 1001 }),
	directoryMissing: (x) => directoryFailures.directoryMissing({ folder: x }),
	directoryUnfit: (x) => directoryFailures.directoryUnfit({ path: x, reason: 'it is a link' }),
	launcherForeign: (x) => failures.launcherForeign({ path: x }),
	syncNeedsSession: () => syncFailures.syncNeedsSession({ misread: [] }),
	browserUnusable: (x) => signInSettingFailures.browserUnusable({ ...setting(x), program: x }),
	callbackPortUnusable: (x) => signInSettingFailures.callbackPortUnusable({ ...setting(x), port: 8400 }),
	purgeIncomplete: (x) => purgeFailures.purgeIncomplete({ left: [{ path: x, reason: 'permission denied' }] }),
	consoleServiceUnknown: (x) => consoleFailures.consoleServiceUnknown({ service: x, nearest: x }),
	consoleUrlRefused: (x) => consoleFailures.consoleUrlRefused({ problem: 'is not a URL', example: x }),
	consoleRegionForeign: (x) => consoleFailures.consoleRegionForeign({ profile: x, region: x, partition: 'aws' }),
	consoleDurationRefused: (x) => consoleFailures.consoleDurationRefused({ profile: x }),
	portalRoleAssumed: (x) => consoleFailures.portalRoleAssumed({ profile: x }),
	consoleUnknown: (x) => consoleFailures.consoleUnknown({ profile: x, partition: x }),
	consoleBrowserMissing: (x) => consoleFailures.consoleBrowserMissing({ profile: x, reason: 'there is no display' }),
	consoleBrowserUnusable: (x) =>
		consoleFailures.consoleBrowserUnusable({ profile: x, givenBy: '--browser', program: x, reason: 'is not found' }),
	consoleWindowUnknown: (x) =>
		consoleFailures.consoleWindowUnknown({ profile: x, window: 'private', program: x, programs: ['chromium'] }),
	consolePageUnreadable: (x) => consoleFailures.consolePageUnreadable({ profile: x, program: x, kind: 'a snap' }),
	consoleCodeUnshown: (x) => consoleFailures.consoleCodeUnshown({ profile: x }),
	consolePageRemains: (x) => consoleFailures.consolePageRemains({ path: x, reason: 'permission denied' }),
	consoleRefused: (x) =>
		consoleFailures.consoleRefused({ profile: x, endpoint: 'https://h', status: 400, hasDuration: true }),
	declined: () => failures.declined(undefined),
	interrupted: () => failures.interrupted({ signal: 'SIGINT' }),
} satisfies Record<
	| keyof typeof failures
	| keyof typeof directoryFailures
	| keyof typeof chainFailures
	| keyof typeof consoleFailures
	| keyof typeof purgeFailures
	| keyof typeof roleFailures
	| keyof typeof sourceFailures
	| keyof typeof networkFailures
	| keyof typeof startUrlFailures
	| keyof typeof signInSettingFailures
	| keyof typeof editFailures
	| keyof typeof syncFailures,
	(x: string) => Failure
>;

const STATUSES = new Set<number>([2, 3, 4, 5, 6, 130]);

/** A message may begin with the name of a variable; otherwise it begins in lower case. */
const BEGINNING = /^(?:[a-z]|[A-Z][A-Z0-9]*_[A-Z0-9_]* )/;

for (const [name, make] of Object.entries(rows)) {
	test(`${name}: single lines in lower case, without a final period, with a known status`, () => {
		const failure = make('plain-name');
		assert.instance(failure, Failure);
		assert.instance(failure, Error);
		assert.is(failure.name, 'Failure');
		assert.ok(STATUSES.has(failure.status), String(failure.status));
		for (const line of toldBy(failure)) {
			assert.match(line, /^[^\r\n]+$/);
			assert.match(line, BEGINNING);
			assert.match(line, /[^.\s]$/);
		}
	});

	test(`${name}: the code is its name in kebab-case`, () => {
		assert.is(
			make('x').code,
			name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
		);
	});

	test(`${name}: hostile facts show no control characters`, () => {
		const hostile = 'a\u001b[31m\r\nssoenv: hint: rm -rf /\u202e\0\u009b\u2028';
		for (const line of toldBy(make(hostile))) {
			assert.not.match(printable(line), /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
		}
	});

	test(`${name}: a hostile name is quoted in a hint to paste`, () => {
		const { hints } = make("x'; touch pwned; '");
		const commands = hints.filter((hint) => /^(ssoenv|ls|unset|chmod|aws|eval "\$\(aws)\b/.test(hint));
		for (const command of commands) assert.not.match(command, /x'; touch/);
	});

	test(`${name}: only status 6 is temporary`, () => {
		const failure = make('x');
		assert.is(failure.isPassing, failure.status === 6);
	});
}

test('codes are unique', () => {
	const codes = Object.values(rows).map((make) => make('x').code);
	assert.is(new Set(codes).size, codes.length);
});

const statuses: Readonly<Record<number, readonly (keyof typeof rows)[]>> = {
	2: [
		'answersMissing',
		'usage',
		'commandNotFound',
		'shellUnknown',
		'previousUnknown',
		'stdoutIsTerminal',
		'valueWithoutSafeForm',
		'valueUnprintable',
		'ssoSessionAmbiguous',
		'accountNotFound',
		'accountAmbiguous',
		'templateInvalid',
		'settingRefused',
		'patternRefused',
		'nothingToUndo',
		'regionInvalid',
		'ssoSessionUnclear',
		'mfaCodeNeeded',
		'mfaCodeInvalid',
		'roleSourceMissing',
		'consoleServiceUnknown',
		'consoleUrlRefused',
		'consoleRegionForeign',
		'consoleDurationRefused',
		'portalRoleAssumed',
	],
	3: [
		'valueUnfit',
		'outputFailed',
		'homeUnknown',
		'settingInvalid',
		'configUnreadable',
		'tokenUnreadable',
		'fileUnusable',
		'configNotEditable',
		'configBlockDamaged',
		'configChanged',
		'toolConfigUnreadable',
		'namesInvalid',
		'namesUnreadable',
		'syncNeedsSession',
		'profileNotFound',
		'profileNotSso',
		'profileValueInvalid',
		'profileIncomplete',
		'profileConflict',
		'ssoSessionNotFound',
		'servicesNotFound',
		'ssoRegionInvalid',
		'startUrlInvalid',
		'startUrlUnresolved',
		'startUrlElsewhere',
		'startUrlRegion',
		'roleSourceUnclear',
		'sourceProfileNotFound',
		'sourceProfileEmpty',
		'sourceProfileCycle',
		'staticKeysIncomplete',
		'credentialSourceUnserved',
		'signInNotNeeded',
		'roleDurationTooLong',
		'sourceProcessFailed',
		'sourceProcessInvalid',
		'sourceExpired',
		'webIdentityUnreadable',
		'roleRegionMissing',
		'environmentKeysMissing',
		'processChain',
		'folderOpen',
		'folderForeign',
		'folderLinked',
		'fileForeign',
		'launcherForeign',
		'directoryMissing',
		'directoryUnfit',
		'tokenUnkeepable',
		'signOutIncomplete',
		'proxyInvalid',
		'browserUnusable',
		'callbackPortUnusable',
		'consoleUnknown',
		'consoleBrowserMissing',
		'consoleBrowserUnusable',
		'consolePageRemains',
		'purgeIncomplete',
		'consoleWindowUnknown',
		'consolePageUnreadable',
		'consoleCodeUnshown',
	],
	4: [
		'signInNeeded',
		'signInCheckFailed',
		'signInTimedOut',
		'signInRefused',
		'signInMismatch',
		'accessTokenRefused',
		'roleCheckFailed',
		'sourceLoginNeeded',
	],
	5: [
		'roleNotAssigned',
		'noRoleAssigned',
		'scopesLacking',
		'requestRefused',
		'listingForbidden',
		'mfaCodeRefused',
		'roleNotAllowed',
		'roleDurationRefused',
		'sourceKeysRefused',
		'webIdentityRefused',
		'stsRegionDisabled',
		'consoleRefused',
	],
	6: ['unreachable', 'throttled', 'serviceBroken', 'unexpectedAnswer', 'proxyUnreachable', 'proxyRefused'],
	130: ['interrupted', 'declined', 'nothingPicked'],
};

for (const [status, names] of Object.entries(statuses)) {
	test(`status ${status}: ${names.join(', ')}`, () => {
		for (const name of names) assert.is(rows[name]('x').status, Number(status), name);
	});
}

test('every row has its status in this test', () => {
	assert.equal(Object.values(statuses).flat().sort(), Object.keys(rows).sort());
});

const legacyOf = (profile: string | undefined) => ({
	session: { ssoSession: undefined, startUrl: 'https://h/start', ssoRegion: 'us-east-1', scopes: undefined },
	profile,
});

const signInFailures: readonly (readonly [failure: Failure, session: string, command: string])[] = [
	[failures.signInTimedOut(signInTo('corp')), 'corp', 'ssoenv login --sso-session corp'],
	[failures.signInTimedOut({ ...signInTo('corp'), profile: undefined }), 'corp', 'ssoenv login --sso-session corp'],
	[
		failures.signInTimedOut({ ...signInTo('corp'), isDeviceCode: true }),
		'corp',
		'ssoenv login --sso-session corp --device-code',
	],
	[failures.signInTimedOut(signInTo("it's; rm")), "it's; rm", `ssoenv login --sso-session 'it'\\''s; rm'`],
	[failures.signInTimedOut(signInTo('--all')), '--all', 'ssoenv login --sso-session=--all'],
	[failures.signInTimedOut(legacyOf('old')), 'https://h/start', 'ssoenv login old'],
	[failures.signInTimedOut(legacyOf('a b')), 'https://h/start', "ssoenv login 'a b'"],
	[failures.signInTimedOut(legacyOf(undefined)), 'https://h/start', 'ssoenv login'],
];

for (const [failure, session, command] of signInFailures) {
	test(`a failure carries the session and the command for programs: ${command}`, () => {
		assert.equal([failure.session, failure.command, failure.hints], [session, command, [command]]);
	});
}

/** Each service of AWS, and the key whose region its host has. */
const REGION_KEYS: readonly (readonly [endpoint: string, hint: string])[] = [
	['https://portal.sso.us-east-1.amazonaws.com', 'check the network and sso_region, then run the command again'],
	['https://portal.sso-fips.us-east-1.api.aws', 'check the network and sso_region, then run the command again'],
	['https://oidc.cn-north-1.amazonaws.com.cn', 'check the network and sso_region, then run the command again'],
	['https://oidc-fips.us-east-1.amazonaws.com', 'check the network and sso_region, then run the command again'],
	['https://sts.eu-west-9.amazonaws.com', 'check the network and region, then run the command again'],
	['https://sts-fips.us-east-1.amazonaws.com', 'check the network and region, then run the command again'],
	['https://us-east-1.signin.aws.amazon.com', 'check the network, then run the command again'],
];

for (const [endpoint, hint] of REGION_KEYS) {
	test(`the hint names the key with the region of the service: ${endpoint}`, () => {
		assert.equal(networkFailures.unreachable({ endpoint, reason: 'no such host' }).hints, [hint]);
		const [key] = /sso_region|region/.exec(hint) ?? [];
		const proxied = networkFailures.unreachable({ endpoint, proxy: proxy('p'), reason: 'no such host' });
		assert.equal(proxied.hints, [`check the network${key === undefined ? '' : `, ${key}`} and ${proxy('p').givenBy}`]);
	});
}

/** The failures that no sign-in to Identity Center fixes. */
const FIXED_OTHERWISE: Readonly<Record<string, string>> = {
	roleCheckFailed: 'ssoenv use corp',
	sourceLoginNeeded: 'aws login --profile corp',
};

test('every sign-in failure has the command that fixes it, and no other failure has one', () => {
	for (const [name, make] of Object.entries(rows)) {
		const { status, command } = make('corp');
		const login = FIXED_OTHERWISE[name] ?? 'ssoenv login --sso-session corp';
		assert.is(command, status === 4 ? login : undefined, name);
	}
});

test('only failed checks and a picker that was left have no message', () => {
	const quiet = Object.entries(rows).filter(([, make]) => make('x').isQuiet);
	assert.equal(
		quiet.map(([name]) => name),
		['roleCheckFailed', 'nothingPicked', 'signInCheckFailed'],
	);
});

const CORP = 'sso-session "corp"';

const variants: readonly (readonly [failure: Failure, told: readonly string[]])[] = [
	[failures.usage({ problem: 'p', command: 'use' }), ['p', 'ssoenv use --help']],
	[failures.usage({ problem: 'p', command: undefined }), ['p', 'ssoenv --help']],
	[
		failures.commandNotFound({ command: 'us', nearest: 'use' }),
		['unknown command "us"; did you mean "use"?', 'ssoenv use --help'],
	],
	[failures.commandNotFound({ command: 'x', nearest: undefined }), ['unknown command "x"', 'ssoenv --help']],
	[
		failures.roleNotAssigned({ roleName: 'R', accountId: '1', assigned: ['A', 'B'] }),
		['role "R" in account 1 is not assigned to you', 'roles assigned to you in account 1: A, B'],
	],
	[
		failures.roleNotAssigned({ roleName: 'R', accountId: '1', assigned: [] }),
		['role "R" in account 1 is not assigned to you', 'no role in account 1 is assigned to you: check sso_account_id'],
	],
	[
		failures.roleNotAssigned({ roleName: 'R', accountId: '1', assigned: undefined }),
		['role "R" in account 1 is not assigned to you', 'ssoenv list'],
	],
	[
		failures.signInNeeded({ ...signInTo('corp'), because: 'not signed in' }),
		[`${CORP}: not signed in`, 'ssoenv login --sso-session corp'],
	],
	[
		failures.signInTimedOut(signInTo('corp')),
		[`timed out waiting for a sign-in to ${CORP}`, 'ssoenv login --sso-session corp'],
	],
	[
		failures.signInRefused({ ...signInTo('corp'), answer: 'access_denied' }),
		[`the sign-in to ${CORP} was refused: access_denied`, 'ssoenv login --sso-session corp'],
	],
	[
		failures.signInRefused({ ...signInTo('corp'), answer: 'InvalidClientException' }),
		[
			`the sign-in to ${CORP} was refused: InvalidClientException`,
			'AWS no longer knows the client registration; the next sign-in creates a new one',
			'ssoenv login --sso-session corp',
		],
	],
	[
		failures.signInMismatch(legacyOf('old')),
		[
			'the answer from the browser belongs to another sign-in, so ssoenv did not sign in to start URL "https://h/start"',
			'ssoenv login old',
		],
	],
	[
		failures.accessTokenRefused({ ...signInTo('corp'), endpoint: 'https://p', because: 'it was revoked' }),
		[`https://p does not accept the access token of ${CORP}: it was revoked`, 'ssoenv login --sso-session corp'],
	],
	[
		failures.ssoSessionAmbiguous({ command: 'logout', sessions: [signInTo('corp'), legacyOf('old')] }),
		[
			`there are several sign-ins: ${CORP}, start URL "https://h/start"`,
			'ssoenv logout --sso-session corp',
			'ssoenv logout old',
		],
	],
	[
		failures.startUrlInvalid({ session: signInTo('corp').session, path: '/c' }),
		[
			`sso_start_url of ${CORP} is not an https URL`,
			'set sso_start_url in /c to the start URL of your AWS access portal',
		],
	],
	[
		failures.ssoSessionNotFound({
			profile: undefined,
			session: 'crop',
			nearest: 'corp',
			path: '/c',
			misread: undefined,
			hint: undefined,
		}),
		['sso-session "crop" is not in /c; did you mean "corp"?', 'ssoenv configure --session-only'],
	],
	[
		failures.profileIncomplete({
			subject: CORP,
			profile: undefined,
			missing: ['sso_region'],
			session: 'corp',
			path: '/c',
		}),
		[`${CORP} is set up for Identity Center but lacks sso_region`, 'add sso_region to [sso-session corp] in /c'],
	],
	[
		failures.configUnreadable({ path: '/a b', reason: 'permission denied' }),
		['cannot read /a b: permission denied', "ls -l '/a b'"],
	],
];

for (const [failure, told] of variants) {
	test(`message and hints: ${told.join(' | ')}`, () => {
		assert.equal(toldBy(failure), told);
	});
}

test.run();
