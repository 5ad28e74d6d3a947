/** Where the command line of another program begins behind that of ssoenv. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../../src/commands.ts';
import { splitCommandLine } from '../../../src/core/command-line/program-words.ts';

/** The words for ssoenv and those of the program, in one line with `|` between them. */
const lines: Readonly<Record<string, string>> = {
	'exec dev -- ls -l': 'exec dev | ls -l',
	'exec dev ls -l': 'exec dev | ls -l',
	'exec -- ls': 'exec | ls',
	'exec dev': 'exec dev |',
	exec: 'exec |',
	'exec dev --': 'exec dev |',
	'exec dev -- --': 'exec dev | --',
	'exec dev -- --help': 'exec dev | --help',
	'exec dev --help': 'exec dev --help |',
	'exec dev ls --help': 'exec dev | ls --help',
	'exec dev ls -- x': 'exec dev | ls -- x',
	'exec dev - x': 'exec dev | - x',
	'exec - ls': 'exec - | ls',
	'exec --region eu-west-1 dev ls': 'exec --region eu-west-1 dev | ls',
	'exec --region=eu-west-1 dev ls': 'exec --region=eu-west-1 dev | ls',
	'exec dev --region eu-west-1 ls --region x': 'exec dev --region eu-west-1 | ls --region x',
	'exec --region -- dev ls': 'exec --region -- dev | ls',
	'exec --region': 'exec --region |',
	'exec --yes dev ls': 'exec --yes dev | ls',
	'exec --unknown dev ls': 'exec --unknown dev | ls',
	'exec --account 1 --role r ls -l': 'exec --account 1 --role r | ls -l',
	'exec --account=1 ls dev': 'exec --account=1 | ls dev',
	'exec --role-arn arn ls': 'exec --role-arn arn | ls',
	'exec --accounts 1 ls': 'exec --accounts 1 | ls',
	'each a b -- ls -l': 'each a b | ls -l',
	'each a b ls': 'each a b ls |',
	'each --account 1 a -- ls -- x': 'each --account 1 a | ls -- x',
	'each a --json b -- ls': 'each a --json b | ls',
	'each --region -- a -- ls': 'each --region -- a | ls',
	'each -- ls': 'each | ls',
	'each --help': 'each --help |',
	'serve dev -- prod': 'serve dev -- prod |',
	serve: 'serve |',
	'use dev -- ls': 'use dev -- ls |',
	'no-such dev ls': 'no-such dev ls |',
};

for (const [line, parts] of Object.entries(lines)) {
	test(`ssoenv ${line}`, () => {
		const { own, program } = splitCommandLine(line.split(' '), commands);
		assert.is([...own, '|', ...program].join(' '), parts);
	});
}

test('no words, and empty ones', () => {
	assert.equal(splitCommandLine([], commands), { own: [], program: [] });
	assert.equal(splitCommandLine(['exec', '', ''], commands), { own: ['exec', ''], program: [''] });
});

test.run();
