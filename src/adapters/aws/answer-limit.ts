/** Limits how long an answer from AWS may take and how large it may be. */
import { pipeline, Readable, Transform } from 'node:stream';
import { MAX_ANSWER_BYTES } from '../../core/failure/service-answer.ts';

/** The time limit passed without an answer. The SDK does not treat this error as transient, so it does not retry. */
export class TimedOut extends Error {
	override readonly name = 'TimedOut';
}

/** Resolves as `attempt` does. @throws TimedOut after that many milliseconds; the attempt itself is not stopped */
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

/**
 * Returns a stream of the same bytes that fails with `AnswerTooLong` above `MAX_ANSWER_BYTES`. Returns any other body
 * as is.
 * @param onStart receives the first bytes
 */
export function bounded(body: unknown, onStart: (chunk: Uint8Array) => void = () => undefined): unknown {
	if (!(body instanceof Readable)) return body;
	let bytes = 0;
	const counter = new Transform({
		transform(chunk: Uint8Array, _encoding, done) {
			if (bytes === 0) onStart(chunk);
			bytes += chunk.length;
			done(bytes > MAX_ANSWER_BYTES ? new AnswerTooLong() : null, chunk);
		},
	});
	return pipeline(body, counter, () => undefined);
}
