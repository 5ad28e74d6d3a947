/** A refusal of STS, in all its details. */

import * as assert from 'uvu/assert';
import type { RawAnswer } from './raw-http.ts';
import { element } from './signed-http.ts';

const service = 'https://sts.amazonaws.com/doc/2011-06-15/';

export interface Refusal {
	readonly status: number;
	readonly code: string;
	/** Undefined where AWS sends none. */
	readonly message?: string | undefined;
}

export function assertRefused(answer: RawAnswer, { status, code, message }: Refusal, namespace = service): void {
	assert.is(answer.status, status, answer.body);
	assert.is(answer.headers['content-type'], 'text/xml');
	const shown = message === undefined ? '' : '\n    <Message>…</Message>';
	assert.is(
		answer.body.replace(/<Message>[^<]*</, '<Message>…<'),
		`<ErrorResponse xmlns="${namespace}">
  <Error>
    <Type>Sender</Type>
    <Code>${code}</Code>${shown}
  </Error>
  <RequestId>${answer.headers['x-amzn-requestid']}</RequestId>
</ErrorResponse>
`,
	);
	assert.is(element(answer, 'Message'), message);
}
