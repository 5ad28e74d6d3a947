/** Holds answers back until the test releases them all. */

export interface Release {
	wait(): Promise<void>;
	now(): void;
}

export function release(): Release {
	const held = new Set<() => void>();
	return {
		wait: () =>
			new Promise((resolve) => {
				held.add(resolve);
			}),
		now() {
			for (const letGo of held) {
				letGo();
			}
			held.clear();
		},
	};
}
