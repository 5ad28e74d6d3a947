/**
 * Reads JSON from outside: each reader throws a ShapeError unless the field has the type that it names. `null` counts
 * as absent, as it does for the service.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON does not have the required shape. The message names the field, never its value. */
export class ShapeError extends Error {}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the parsed text, or undefined if it is not JSON (JSON itself has no undefined). */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export function objectFrom(value: unknown, what: string): JsonObject {
	if (!isObject(value)) {
		throw new ShapeError(`${what} must be a JSON object`);
	}
	return value;
}

export function optionalText(source: JsonObject, name: string): string | undefined {
	const value = source[name] ?? undefined;
	if (value !== undefined && typeof value !== 'string') {
		throw new ShapeError(`${name} must be a string`);
	}
	return value;
}

export function requiredText(source: JsonObject, name: string): string {
	const value = optionalText(source, name);
	if (value === undefined || value === '') {
		throw new ShapeError(`${name} is missing or empty`);
	}
	return value;
}

export function optionalNumber(source: JsonObject, name: string): number | undefined {
	const value = source[name] ?? undefined;
	if (value !== undefined && typeof value !== 'number') {
		throw new ShapeError(`${name} must be a number`);
	}
	return value;
}

export function requiredNumber(source: JsonObject, name: string): number {
	const value = optionalNumber(source, name);
	if (value === undefined) {
		throw new ShapeError(`${name} is missing`);
	}
	return value;
}

export function optionalFlag(source: JsonObject, name: string): boolean | undefined {
	const value = source[name] ?? undefined;
	if (value !== undefined && typeof value !== 'boolean') {
		throw new ShapeError(`${name} must be true or false`);
	}
	return value;
}

export function listFrom(value: unknown, what: string): readonly unknown[] {
	if (!Array.isArray(value)) {
		throw new ShapeError(`${what} must be a list`);
	}
	return value;
}

export function optionalTexts(source: JsonObject, name: string): readonly string[] | undefined {
	const value = source[name] ?? undefined;
	if (value === undefined) {
		return undefined;
	}
	return listFrom(value, name).map((entry) => {
		if (typeof entry !== 'string') {
			throw new ShapeError(`${name} must be a list of strings`);
		}
		return entry;
	});
}
