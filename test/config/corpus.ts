/** The corpus of awkward config texts, with botocore's reading of each. */
import { readFileSync } from 'node:fs';
import { asRecord, type JsonRecord } from '../../src/core/text/json.ts';

export interface CorpusText {
	readonly name: string;
	readonly config: Buffer;
	readonly credentials: string | undefined;
	/** botocore's reading from botocore.json; `refused` is true if botocore raised a parse error. */
	readonly golden: JsonRecord;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../corpus/${name}`, import.meta.url), 'utf8'));

const records = (value: unknown): readonly JsonRecord[] => {
	if (!Array.isArray(value)) throw new TypeError('the corpus is not a list');
	return value.map((item) => asRecord(item) ?? {});
};

const goldens = new Map(records(asRecord(read('botocore.json'))?.results).map((result) => [result.name, result]));

export const corpus: readonly CorpusText[] = records(read('config-texts.json')).map((text) => {
	const golden = goldens.get(text.name);
	if (golden === undefined) throw new Error(`${text.name} is not in botocore.json: run test/corpus/botocore.py`);
	return {
		name: String(text.name),
		config:
			typeof text.configBase64 === 'string'
				? Buffer.from(text.configBase64, 'base64')
				: Buffer.from(String(text.config)),
		credentials: typeof text.credentials === 'string' ? text.credentials : undefined,
		golden,
	};
});
