/** Which profile is used, and what the config files say about it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failures } from '../../../src/core/failure/failures.ts';
import { profileFor } from '../../../src/flows/profile/profile-for.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, dev, legacy, ON_DISK, sampleConfig } from '../../support/context/sample.ts';

test('a profile named by argument', async () => {
	const profile = await profileFor('dev', fakeContext({ env: { AWS_PROFILE: 'legacy' } }).context);
	assert.equal(profile.profile, dev);
	assert.equal(profile.loaded, { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK });
});

test('a profile named by a variable', async () => {
	assert.equal((await profileFor(undefined, fakeContext({ env: { AWS_PROFILE: 'legacy' } }).context)).profile, legacy);
	assert.equal(
		(await profileFor(undefined, fakeContext({ env: { AWS_DEFAULT_PROFILE: 'dev' } }).context)).profile,
		dev,
	);
});

test('without a name, there is no default', async () => {
	const failure = await failureFrom(profileFor(undefined, fakeContext().context));
	assert.equal(toldBy(failure), [`no profile was given, and ${CONFIG_PATH} has no profile "default"`, 'ssoenv list']);
});

test('an empty variable counts as a name, and an unknown one', async () => {
	const failure = await failureFrom(profileFor(undefined, fakeContext({ env: { AWS_PROFILE: '' } }).context));
	assert.equal(toldBy(failure), [
		`profile "" (from AWS_PROFILE) is not in ${CONFIG_PATH}`,
		'unset AWS_PROFILE',
		'ssoenv list',
	]);
});

test('config files that cannot be read are a failure', async () => {
	const configError = failures.configUnreadable({ path: CONFIG_PATH, reason: 'permission denied' });
	assert.is(await failureFrom(profileFor('dev', fakeContext({ configError }).context)), configError);
});

test.run();
