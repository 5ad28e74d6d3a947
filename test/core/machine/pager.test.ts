/** Which pager shows long text. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { pagerEnvironment, pagerWords } from '../../../src/core/machine/pager.ts';

const PROGRAMS = ['less', 'more', 'most', '/opt/my pager/less'];
const wordsFor = (env: Environment) => pagerWords(env, (file) => PROGRAMS.includes(file));

const rows: readonly (readonly [name: string, env: Environment, words: readonly string[] | undefined])[] = [
	['less without a setting', {}, ['less']],
	['PAGER', { PAGER: 'more' }, ['more']],
	['AWS_PAGER before PAGER', { PAGER: 'more', AWS_PAGER: 'less -S' }, ['less', '-S']],
	['SSOENV_PAGER before both', { PAGER: 'more', AWS_PAGER: 'less', SSOENV_PAGER: 'most' }, ['most']],
	['an empty one means none', { PAGER: 'more', AWS_PAGER: '' }, undefined],
	['so does a blank one', { SSOENV_PAGER: ' ' }, undefined],
	['quoted words', { PAGER: `less --prompt='a b'` }, ['less', '--prompt=a b']],
	['a path with a blank', { PAGER: '/opt/my pager/less -R' }, ['/opt/my pager/less', '-R']],
	['one that is not there', { PAGER: 'bat --plain' }, undefined],
	['one that is not there is not replaced', { SSOENV_PAGER: 'bat', PAGER: 'less' }, undefined],
	['words that a shell would run are words', { PAGER: 'less; touch PWNED' }, undefined],
	['nobody leaves it in a CI job', { CI: 'true', SSOENV_PAGER: 'most' }, undefined],
	['a terminal that cannot draw', { TERM: 'dumb', PAGER: 'most' }, undefined],
	['an empty CI', { CI: '' }, ['less']],
	['a quote that is open', { PAGER: "less 'x" }, undefined],
];
for (const [name, env, words] of rows) test(`pager: ${name}`, () => assert.equal(wordsFor(env), words));

test('less gets its usual options, unless the person has others', () => {
	assert.equal(pagerEnvironment({ A: 'b' }), { A: 'b', LESS: 'FRX' });
	assert.equal(pagerEnvironment({ LESS: '' }), { LESS: '' });
});

test.run();
