/** A request over http and its answer, whichever client sends it. */
import type { JsonRecord } from '../../core/text/json.ts';

export interface HttpRequest {
	readonly method: 'GET' | 'HEAD' | 'POST';
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	/** True if the content of the answer does not matter, however long it is: `body` is then empty. */
	readonly ignoresBody?: boolean;
}

export interface HttpAnswer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: JsonRecord;
	readonly body: string;
}
