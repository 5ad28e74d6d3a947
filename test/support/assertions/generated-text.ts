/** Texts from a small generator with a fixed seed: the same texts on every run. */

/** Returns a generator of numbers from 0 up to, but not including, 1 (mulberry32). */
function numbersFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Returns `count` texts of up to `longest` pieces each, drawn from `pieces`. */
export function generatedTexts(seed: number, count: number, longest: number, pieces: readonly string[]): string[] {
	const next = numbersFrom(seed);
	const piece = () => pieces[Math.floor(next() * pieces.length)] ?? '';
	return Array.from({ length: count }, () =>
		Array.from({ length: Math.floor(next() * (longest + 1)) }, piece).join(''),
	);
}
