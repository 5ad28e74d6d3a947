/** The limits of AssumeRole's parameters, with the words in which AWS refuses a value. */

import { stsRefusal } from './xml.ts';

export const parameterNames = [
	'RoleArn',
	'RoleSessionName',
	'DurationSeconds',
	'ExternalId',
	'SerialNumber',
	'TokenCode',
	'Policy',
] as const;

export type Parameters = ReadonlyMap<(typeof parameterNames)[number], string>;

interface Limits {
	readonly length: readonly [number, number];
	/** As AWS prints it; also the pattern to test with. */
	readonly pattern?: string;
	readonly isRequired?: boolean;
}

const limits: Readonly<Record<Exclude<(typeof parameterNames)[number], 'DurationSeconds'>, Limits>> = {
	RoleArn: { length: [20, 2048], isRequired: true },
	RoleSessionName: { length: [2, 64], pattern: '[\\w+=,.@-]*', isRequired: true },
	ExternalId: { length: [2, 1224], pattern: '[\\w+=,.@:\\/-]*' },
	SerialNumber: { length: [9, 256], pattern: '[\\w+=/:,.@-]*' },
	TokenCode: { length: [6, 6], pattern: '[\\d]*' },
	Policy: { length: [1, 2048] },
};

/** Refuses values outside the limits, all at once. Returns the duration in seconds; undefined if it was not sent. */
export function requireWithinLimits(parameters: Parameters): number | undefined {
	const duration = durationFrom(parameters.get('DurationSeconds'));
	const broken = [
		...Object.entries(limits).flatMap(([name, limit]) => brokenBy(name, textOf(parameters, name), limit)),
		...brokenByDuration(duration),
	];
	if (broken.length > 0) {
		const errors = broken.length === 1 ? 'error' : 'errors';
		throw stsRefusal(400, 'ValidationError', `${broken.length} validation ${errors} detected: ${broken.join('; ')}`);
	}
	return duration;
}

function textOf(parameters: Parameters, name: string): string | undefined {
	return [...parameters].find(([one]) => one === name)?.[1];
}

function brokenBy(name: string, value: string | undefined, { length, pattern, isRequired }: Limits): readonly string[] {
	if (value === undefined) {
		return isRequired === true ? [constraint(name, undefined, 'not be null')] : [];
	}
	const [least, most] = length;
	// AWS counts characters, not units of UTF-16.
	const characters = [...value].length;
	return [
		...(pattern === undefined || new RegExp(`^${pattern}$`).test(value)
			? []
			: [constraint(name, value, `satisfy regular expression pattern: ${pattern}`)]),
		...(characters < least ? [constraint(name, value, `have length greater than or equal to ${least}`)] : []),
		...(characters > most ? [constraint(name, value, `have length less than or equal to ${most}`)] : []),
	];
}

function brokenByDuration(seconds: number | undefined): readonly string[] {
	const [least, most] = [900, 43_200];
	if (seconds === undefined || (seconds >= least && seconds <= most)) {
		return [];
	}
	const must =
		seconds < least ? `have value greater than or equal to ${least}` : `have value less than or equal to ${most}`;
	return [constraint('DurationSeconds', String(seconds), must)];
}

/** AWS reads a signed number of 32 bits; its refusal of anything else has no message. */
function durationFrom(text: string | undefined): number | undefined {
	if (text === '') {
		throw stsRefusal(400, 'MalformedInput', 'missing value for decimal type');
	}
	if (text !== undefined && (!/^[+-]?\d+$/.test(text) || Number(text) !== (Number(text) | 0))) {
		throw stsRefusal(400, 'MalformedInput');
	}
	return text === undefined ? undefined : Number(text);
}

function constraint(name: string, value: string | undefined, must: string): string {
	const member = name.charAt(0).toLowerCase() + name.slice(1);
	const shown = value === undefined ? 'null' : `'${value}'`;
	return `Value ${shown} at '${member}' failed to satisfy constraint: Member must ${must}`;
}
