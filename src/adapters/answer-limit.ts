/** Bounds on what a service may take of our time and memory. */
import { pipeline, Readable, Transform } from 'node:stream';

/** Rejects after `milliseconds` and aborts the attempt, whatever becomes of it. */
export async function withinTime<Value>(
	attempt: Promise<Value>,
	milliseconds: number,
	abort: () => void,
): Promise<Value> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => {
			reject(new Error('late'));
			abort();
		}, milliseconds);
	});
	try {
		return await Promise.race([attempt, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Answers of Identity Center have a few kilobytes, long lists some hundred. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

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
