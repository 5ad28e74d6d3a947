import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shownValue } from '../../../src/core/failure/failure.ts';

const shown: readonly (readonly [value: string, shown: string])[] = [
	['eu-west-1', 'eu-west-1'],
	['eu-west-1\naws_secret_access_key = SECRET', 'eu-west-1 …'],
	['eu-west-1\n\n  \nx', 'eu-west-1 …'],
	['\nSECRET', ' …'],
	['eu-west-1\n', 'eu-west-1\n'],
	['https://me:SECRET@d-1.awsapps.com/start', 'https://…@d-1.awsapps.com/start'],
	['https://d-1.awsapps.com/start#/@me', 'https://d-1.awsapps.com/start#/@me'],
];

for (const [value, words] of shown) {
	test(`${JSON.stringify(value)} is shown as ${words}`, () => assert.is(shownValue(value), words));
}

test.run();
