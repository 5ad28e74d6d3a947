/** Bounds on what a service may take of our time and memory. */
import { pipeline, Readable, Transform } from 'node:stream';
import { MAX_ANSWER_BYTES } from '../../core/failure/service-answer.ts';

/** There was no answer in time. The SDK takes no such error for a passing one, so it is not tried again. */
export class TimedOut extends Error {
	override readonly name = 'Late';
}

/** Rejects with `Late` after `milliseconds`, whatever becomes of the attempt. */
export async function withinTime<Value>(attempt: Promise<Value>, milliseconds: number): Promise<Value> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new TimedOut()), milliseconds);
	});
	try {
		return await Promise.race([attempt, late]);
	} finally {
		clearTimeout(timer);
	}
}

class AnswerTooLong extends Error {
	override readonly name = 'AnswerTooLong';
}

/** A stream of the same bytes that fails with `AnswerTooLong` once there are too many. */
export function bounded(body: unknown): unknown {
	if (!(body instanceof Readable)) return body;
	let bytes = 0;
	const counter = new Transform({
		transform(chunk: Uint8Array, _encoding, done) {
			bytes += chunk.length;
			done(bytes > MAX_ANSWER_BYTES ? new AnswerTooLong() : null, chunk);
		},
	});
	return pipeline(body, counter, () => undefined);
}
