/** The requests in order, and a way to wait for one instead of sleeping. */

import type { RequestRecord } from './call.ts';

export interface RequestLog {
	readonly entries: readonly RequestRecord[];
	add(record: RequestRecord): void;
	to(operation: RequestRecord['operation']): readonly RequestRecord[];
	/** Settles once this many requests of the operation have arrived, answered or not. */
	received(operation: RequestRecord['operation'], count: number): Promise<readonly RequestRecord[]>;
}

export function requestLog(): RequestLog {
	const entries: RequestRecord[] = [];
	const waiting = new Set<() => void>();
	const to = (operation: RequestRecord['operation']) => entries.filter((entry) => entry.operation === operation);
	return {
		entries,
		to,
		add(record) {
			entries.push(record);
			for (const look of [...waiting]) {
				look();
			}
		},
		received: (operation, count) =>
			new Promise((resolve) => {
				const look = () => {
					const found = to(operation);
					if (found.length >= count) {
						waiting.delete(look);
						resolve(found);
					}
				};
				waiting.add(look);
				look();
			}),
	};
}
