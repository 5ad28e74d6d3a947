/** Compares versions. */

/** Returns the first version in a text, as numbers; undefined if the text has no version. */
export function versionIn(text: string | undefined): readonly number[] | undefined {
	const [found] = /\d+(?:\.\d+)+/.exec(text ?? '') ?? [];
	return found?.split('.').map(Number);
}

/** Whether a version is older than another one. */
export function isOlder(version: readonly number[], than: readonly number[]): boolean {
	const at = than.findIndex((number, index) => (version[index] ?? 0) !== number);
	return at >= 0 && (version[at] ?? 0) < (than[at] ?? 0);
}

/** Whether a version is in a range of the form `^A.B || … || >=C.D`. */
export const isVersionInRange = (version: readonly number[], range: string): boolean =>
	range.split('||').some((part) => {
		const least = versionIn(part) ?? [];
		const isNewEnough = !isOlder(version, least);
		return part.includes('^') ? isNewEnough && version[0] === least[0] : isNewEnough;
	});
