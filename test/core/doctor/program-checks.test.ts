/** Checks of the program: the Node on PATH matters only to a program that runs in it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { programChecks } from '../../../src/core/doctor/program-checks.ts';
import { bareFacts } from '../../support/doctor/bare-facts.ts';

const check = programChecks.find(({ id }) => id === 'node');
const nodeOnPath = { path: '/usr/bin/node', real: '/usr/bin/node', version: 'v16.20.2' };

test('an old node on PATH is a problem for the program that runs in Node', () => {
	assert.is(check?.findings(bareFacts({ nodeOnPath })).length, 1);
});

test('the single file does not care', () => {
	assert.equal(check?.findings(bareFacts({ engines: '', nodeOnPath })), []);
});

test.run();
