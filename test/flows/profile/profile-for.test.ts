/** Which profile is meant, and what the files say of it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failures } from '../../../src/core/failure/failures.ts';
import { profileFor } from '../../../src/flows/profile/profile-for.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, dev, legacy, ON_DISK, sampleConfig } from '../../support/context/sample.ts';

test('by argument', () => {
	const found = profileFor('dev', fakeContext({ env: { AWS_PROFILE: 'legacy' } }).context);
	assert.equal(found.profile, dev);
	assert.equal(found.loaded, { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK });
});

test('by variable', () => {
	assert.equal(profileFor(undefined, fakeContext({ env: { AWS_PROFILE: 'legacy' } }).context).profile, legacy);
	assert.equal(profileFor(undefined, fakeContext({ env: { AWS_DEFAULT_PROFILE: 'dev' } }).context).profile, dev);
});

test('by nothing: there is no default', () => {
	const failure = failureOf(() => profileFor(undefined, fakeContext().context));
	assert.equal(toldBy(failure), [`no profile was given, and ${CONFIG_PATH} has no profile "default"`, 'ssoenv list']);
});

test('an empty variable is a name, and a wrong one', () => {
	const failure = failureOf(() => profileFor(undefined, fakeContext({ env: { AWS_PROFILE: '' } }).context));
	assert.equal(toldBy(failure), [
		`profile "" (from AWS_PROFILE) is not in ${CONFIG_PATH}`,
		'unset AWS_PROFILE',
		'ssoenv list',
	]);
});

test('files that cannot be read', () => {
	const configError = failures.configUnreadable({ path: CONFIG_PATH, reason: 'permission denied' });
	assert.is(
		failureOf(() => profileFor('dev', fakeContext({ configError }).context)),
		configError,
	);
});

test.run();
