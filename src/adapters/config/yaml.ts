/** Parses YAML files of other tools. Every scalar stays text, so an account ID keeps its leading zeros. */
import { parseDocument } from 'yaml';

/** Returns the value of the text as records, lists and texts; undefined if it is not YAML. */
export function parseYaml(text: string): unknown {
	const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
	if (document.errors.length > 0) return undefined;
	try {
		return document.toJS({ maxAliasCount: 50 });
	} catch {
		// Aliases that are undefined or expand without end.
		return undefined;
	}
}
