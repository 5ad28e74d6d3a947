/** The scripted faults of each operation, used up in order. */

import type { Fault } from './faults.ts';
import type { Operation } from './operations.ts';

export interface FaultScript {
	add(operation: Operation, faults: readonly Fault[]): void;
	/** Returns the fault for the next request, or undefined for a genuine answer. */
	next(operation: Operation): Fault | undefined;
	clear(): void;
}

export function faultScript(): FaultScript {
	const queues = new Map<Operation, { readonly fault: Fault; left: number }[]>();
	return {
		add(operation, faults) {
			const queue = queues.get(operation) ?? [];
			for (const fault of faults) {
				const times = fault.times ?? 1;
				queue.push({ fault, left: times === 'always' ? Number.POSITIVE_INFINITY : times });
			}
			queues.set(operation, queue);
		},
		next(operation) {
			const queue = queues.get(operation) ?? [];
			const first = queue.find((entry) => entry.left > 0);
			if (first !== undefined) {
				first.left -= 1;
			}
			return first?.fault;
		},
		clear: () => queues.clear(),
	};
}
