/** Ends the scene of a test: releases everything that it holds, even if one step fails. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Runs each step in this order, then rejects with the first failure, if any. */
export async function releaseAll(...steps: readonly (() => unknown)[]): Promise<void> {
	const failures: unknown[] = [];
	for (const step of steps) {
		try {
			await step();
		} catch (error) {
			failures.push(error);
		}
	}
	if (failures.length > 0) throw failures[0];
}

/** Kills the processes that still run, and waits until they have ended. */
export async function killAll(children: readonly ChildProcess[]): Promise<void> {
	const alive = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
	const ends = alive.map((child) => once(child, 'exit'));
	for (const child of alive) child.kill('SIGKILL');
	await Promise.all(ends);
}
