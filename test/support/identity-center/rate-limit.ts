/** Counts calls in a sliding second of real time: a frozen clock would never let a patient client through. */

export function rateLimit(): (perSecond: number) => boolean {
	let recent: readonly number[] = [];
	/** Whether one more call fits; 0 is no limit. */
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
