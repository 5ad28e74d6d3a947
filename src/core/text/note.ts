/**
 * Formats and parses notes: JSON files that only ssoenv reads and writes. Each has the number of its format. A release
 * that does not know the number ignores the file and writes its own, so two releases can share a machine.
 */
import { type Json, type JsonRecord, parseRecord, pythonJson } from './json.ts';

const FORMAT = 1;

export const formatNote = (note: Readonly<Record<string, Json>>): string => pythonJson({ format: FORMAT, ...note });

/**
 * Parses a note. Returns undefined if the text is not a note, or has another format. Notes of the first release have no
 * number.
 */
export function parseNote(text: string): JsonRecord | undefined {
	const record = parseRecord(text);
	return (record?.format ?? FORMAT) === FORMAT ? record : undefined;
}
