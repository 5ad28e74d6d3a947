/**
 * The JSON files that ssoenv alone reads and writes, with the number of their layout: a release that does not know it ignores the file
 * and writes its own, so that two releases on one machine do each other no harm.
 */
import { type Json, type JsonRecord, parseRecord, pythonJson } from './json.ts';

const FORMAT = 1;

export const formatNote = (note: Readonly<Record<string, Json>>): string => pythonJson({ format: FORMAT, ...note });

/** What the text says; undefined when it is no note, or one of another layout. The first release wrote no number. */
export function parseNote(text: string): JsonRecord | undefined {
	const record = parseRecord(text);
	return (record?.format ?? FORMAT) === FORMAT ? record : undefined;
}
