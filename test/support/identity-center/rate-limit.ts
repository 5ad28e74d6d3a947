/** Counts calls in a sliding second of real time: with a frozen clock, a client that waits would never get through. */

export function rateLimit(): (perSecond: number) => boolean {
	let recent: readonly number[] = [];
	/** Returns whether one more call fits; 0 is no limit. */
	return (perSecond) => {
		const now = performance.now();
		recent = recent.filter((moment) => moment > now - 1000);
		if (perSecond > 0 && recent.length >= perSecond) {
			return false;
		}
		recent = [...recent, now];
		return true;
	};
}
