/** The report for people: groups, the most findings of one check, and texts that cannot change a terminal. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import { bundleText } from '../../../src/core/doctor/bundle.ts';
import { type CheckedFinding, checks, findingsIn } from '../../../src/core/doctor/checks.ts';
import { reorder, stepText } from '../../../src/core/doctor/finding.ts';
import { reportText, verdictOf } from '../../../src/core/doctor/report.ts';
import { bareFacts } from '../../support/doctor/bare-facts.ts';

const locks = (count: number): readonly CheckedFinding[] =>
	findingsIn(bareFacts({ staleLocks: Array.from({ length: count }, (_, at) => `/locks/${at}`) }));

test('where nothing is wrong, one line says so', () => {
	const findings = findingsIn(bareFacts());
	assert.is(reportText(findings), `nothing wrong: ${checks.length} checks\n`);
	assert.is(verdictOf(findings), 0);
});

test('a hint is no failure', () => {
	assert.is(
		reportText(locks(1)),
		`files and folders
  hint: /locks/0 is the lock of a process that has ended
    why: the next process takes it over, so it does no harm
    mend: rm -r -- /locks/0

0 problems, 1 hint: ${checks.length} checks
`,
	);
	assert.is(verdictOf(locks(1)), 0);
});

test('of many findings of one check, people see the first five', () => {
	const text = reportText(locks(8));
	assert.is(text.match(/ {2}hint: /g)?.length, 5);
	assert.match(text, /… and 3 more like the last one: ssoenv doctor --json shows all/);
	assert.match(text, /0 problems, 8 hints/);
	assert.not.match(reportText(locks(5)), /more like/);
});

test('the text of a file cannot change the terminal', () => {
	const text = reportText(findingsIn(bareFacts({ staleLocks: ['/a\u001b[31m\nb'] })));
	assert.match(text, /\/a\\x1b\[31m\\x0ab is the lock/);
});

test('the report for an issue cannot change a terminal either', () => {
	const path = '/home/me/.aws/config';
	const texts = [{ path, text: '[profile a\u001b[31m]\nregion = x\n', isCredentials: false }];
	const facts = bareFacts({ config: sharedConfig([], [], texts) });
	assert.match(bundleText([], facts), '  1: [profile x\\x1b[x] region\n');
});

test('a command puts lines in another order', () => {
	assert.is(
		stepText(reorder([1, 2, 5, 3, 4, 7], "/it's")),
		String.raw`perl -i -ne 's/\n?\z/\n/; push @l, $_; print @l[0..1,4,2..3,6] if eof' -- '/it'\''s'`,
	);
});

test('each check has an ID of its own', () => {
	assert.is(new Set(checks.map(({ id }) => id)).size, checks.length);
	for (const { id } of checks) assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
});

test.run();
