/** `ssoenv doctor --fix` at a terminal: what it asks, and what it does after each answer. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/doctor/doctor.ts';
import type { Context } from '../../../src/ports/context.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import { scriptedInspection } from '../../support/doctor/scripted-inspection.ts';

const PATH = '/home/me/.aws/credentials';
const RC = { '/home/me/.bashrc': '# ssoenv' };
const ARGUMENTS = { json: false, fix: true, yes: false, online: false, bundle: undefined };

function scene(world: World, isWell = false) {
	const fake = fakeContext({ ...somebody, files: RC, ...world });
	const machine = scriptedInspection(isWell ? undefined : PATH);
	const context: Context = {
		...fake.context,
		machine: { ...fake.context.machine, inspection: async () => machine.inspection },
	};
	return { ...fake, ...machine, context };
}

test('a yes mends, after one question with the list', async () => {
	const { context, questions, stderr, stdout, done } = scene({ answers: [true] });
	assert.is(await run(ARGUMENTS, context), 0);
	assert.equal(questions, ['do this?']);
	assert.equal(stderr, [`would do: chmod 600 ${PATH}`]);
	assert.equal(done, [`chmod 600 ${PATH}`]);
	assert.match(stdout[0] ?? '', /^nothing wrong: /);
});

test('a no changes nothing', async () => {
	const { context, done, stdout } = scene({ answers: [false] });
	assert.is((await failureFrom(run(ARGUMENTS, context))).code, 'declined');
	assert.equal([done, stdout], [[], []]);
});

test('--yes asks nothing', async () => {
	const { context, questions, done } = scene({ stdinIsTerminal: false });
	assert.is(await run({ ...ARGUMENTS, yes: true }, context), 0);
	assert.equal([questions, done], [[], [`chmod 600 ${PATH}`]]);
});

test('without anything to mend, nobody is asked', async () => {
	const { context, questions, stderr } = scene({}, true);
	assert.is(await run(ARGUMENTS, context), 0);
	assert.equal([questions, stderr], [[], ['there is nothing that ssoenv may mend by itself']]);
});

for (const [args, problem] of [
	[{ ...ARGUMENTS, fix: false, yes: true }, '--yes requires --fix'],
	[{ ...ARGUMENTS, fix: false, bundle: '' }, '--bundle is empty'],
] as const) {
	test(`wrong usage: ${problem}`, async () => {
		const { context } = scene({});
		const failure = await failureFrom(run(args, context));
		assert.equal([failure.code, failure.message], ['usage', problem]);
	});
}

test('without --fix it only says how to mend', async () => {
	const { context, done, questions, stdout } = scene({});
	assert.is(await run({ ...ARGUMENTS, fix: false }, context), 1);
	assert.equal([done, questions], [[], []]);
	assert.ok(stdout[0]?.includes(`mend: chmod 600 ${PATH}\n`));
});

test.run();
