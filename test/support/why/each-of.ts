/** Runs the same work for many items at a time. */
import { availableParallelism } from 'node:os';

/** Runs work for all, as many at a time as the machine has processors. */
export async function eachOf<Item, Value>(
	items: readonly Item[],
	work: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
	const values: Value[] = [];
	const rest = [...items.entries()];
	const worker = async () => {
		for (let next = rest.shift(); next !== undefined; next = rest.shift()) values[next[0]] = await work(next[1]);
	};
	await Promise.all(Array.from({ length: availableParallelism() }, worker));
	return values;
}
