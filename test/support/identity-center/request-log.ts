/** The requests in order, and a way to wait for one instead of sleeping. */

import type { RequestRecord } from './call.ts';

export interface RequestLog {
	readonly entries: readonly RequestRecord[];
	add(record: RequestRecord): void;
	to(operation: RequestRecord['operation']): readonly RequestRecord[];
	/** Resolves once this many requests of the operation have arrived, answered or not. */
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
			for (const check of [...waiting]) {
				check();
			}
		},
		received: (operation, count) =>
			new Promise((resolve) => {
				const check = () => {
					const requests = to(operation);
					if (requests.length >= count) {
						waiting.delete(check);
						resolve(requests);
					}
				};
				waiting.add(check);
				check();
			}),
	};
}
