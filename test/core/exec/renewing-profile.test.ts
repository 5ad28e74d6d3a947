/** The profile that renews itself, for `exec --renew`. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { renewingChanges, renewingFiles } from '../../../src/core/exec/renewing-profile.ts';
import { activation } from '../../../src/core/shell/activation.ts';
import { credentialsUntil, dev, NOW } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const files = (names: readonly string[] = [], env = {}) =>
	renewingFiles({
		config: sharedConfigOf({ profiles: Object.fromEntries(names.map((name) => [name, {}])) }),
		role: { ...dev, name: "it's dev" },
		folder: '/home/me/a b',
		ssoenv: ['/opt/node', '/opt/ssoenv/cli.cjs'],
		env,
	});

test('the profile has a name that no other one has', () => {
	assert.is(files().profile, 'ssoenv');
	assert.is(files(['ssoenv']).profile, 'ssoenv-2');
	assert.is(files(['ssoenv', 'ssoenv-2', 'ssoenv-4']).profile, 'ssoenv-3');
});

test('its credentials come from a script in the folder, and it has the region of the role', () => {
	assert.is(
		files().texts.config,
		`\n[profile ssoenv]\ncredential_process = /bin/sh "/home/me/a b/renew.sh"\nregion = ${dev.region}\n`,
	);
});

test("the script reads the person's own files, and names the profile in quotes", () => {
	assert.is(
		files([], { AWS_CONFIG_FILE: "/it's" }).texts['renew.sh'],
		[
			"export AWS_CONFIG_FILE='/it'\\''s'",
			'unset AWS_SHARED_CREDENTIALS_FILE',
			'unset AWS_PROFILE',
			"exec '/opt/node' '/opt/ssoenv/cli.cjs' 'export' '--' 'it'\\''s dev'",
			'',
		].join('\n'),
	);
});

test('the program gets no keys and no other source of credentials, but all else of the role', () => {
	const changes = activation(dev, credentialsUntil(NOW), {});
	const changed = new Map(renewingChanges(changes, '/f', 'ssoenv').map(({ name, value }) => [name, value]));
	for (const name of [
		'AWS_ACCESS_KEY_ID',
		'AWS_SESSION_TOKEN',
		'SSOENV_EXPIRES',
		'AWS_ROLE_ARN',
		'AWS_DEFAULT_PROFILE',
	]) {
		assert.ok(changed.has(name), name);
		assert.is(changed.get(name), undefined, name);
	}
	assert.equal(
		['AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'SSOENV_PROFILE', 'AWS_REGION'].map((name) =>
			changed.get(name),
		),
		['ssoenv', '/f/config', '/f/credentials', 'dev', dev.region],
	);
});

test.run();
