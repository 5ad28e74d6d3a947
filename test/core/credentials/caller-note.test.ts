/** Notes about who assumes a role. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	callerNoteKey,
	formatCallerNote,
	parseCallerNote,
	rootIdentity,
} from '../../../src/core/credentials/caller-note.ts';
import { parseSourceNote, type SourceIdentity } from '../../../src/core/credentials/source-note.ts';
import { formatNote } from '../../../src/core/text/note.ts';
import { dev, legacy } from '../../support/context/sample.ts';

const role = {
	roleArn: 'arn:aws:iam::333333333333:role/Deploy',
	externalId: undefined,
	mfaSerial: undefined,
	durationSeconds: undefined,
	sessionName: undefined,
};
const ARN = 'arn:aws:iam::111111111111:user/me';

const roots: readonly (readonly [root: SourceIdentity, signIn: object | undefined])[] = [
	[
		{ kind: 'sso', role: dev },
		{ ssoSession: 'corp', startUrl: dev.startUrl },
	],
	[
		{ kind: 'sso', role: legacy },
		{ ssoSession: undefined, startUrl: dev.startUrl },
	],
	[{ kind: 'keys', accessKeyId: 'AKIA' }, undefined],
];

for (const [root, signIn] of roots) {
	test(`a note about ${callerNoteKey(root)}`, () => {
		const text = formatCallerNote(root, ARN);
		assert.equal(parseCallerNote(text), { arn: ARN, signIn });
		assert.is(parseSourceNote(text), undefined);
		const last: SourceIdentity = { kind: 'role', role, source: { kind: 'role', role, source: root } };
		assert.equal(rootIdentity(last), root);
	});
}

test('other notes say nothing about a caller', () => {
	for (const text of ['', '{', formatNote({}), formatNote({ callerArn: 5 }), '{"format": 2, "callerArn": "a"}']) {
		assert.is(parseCallerNote(text), undefined);
	}
});

test.run();
