/** The fake's clock: a base clock moved by an offset, so that a test can pass any expiry at once. */

export interface AdjustableClock {
	readonly now: () => number;
	setOffset(seconds: number): void;
}

export function adjustableClock(base: () => number): AdjustableClock {
	let offset = 0;
	return {
		now: () => base() + offset,
		setOffset(seconds) {
			offset = seconds * 1000;
		},
	};
}
