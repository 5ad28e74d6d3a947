/** YAML as other tools keep it. Every scalar stays text: an account id with leading zeros is no number. */
import { parseDocument } from 'yaml';

/** The value of the text, made of records, lists and texts; undefined for what is no YAML. */
export function parseYaml(text: string): unknown {
	const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
	if (document.errors.length > 0) return undefined;
	try {
		return document.toJS({ maxAliasCount: 50 });
	} catch {
		// Aliases without an end, or to nothing.
		return undefined;
	}
}
