/** Formats what `ssoenv uninstall --purge` would remove, and what stays. */
/** Something to remove: a file, or something in a file of the person. */
export interface PurgedThing {
	readonly path: string;
	readonly what: string;
}

/** Returns one line for each path and kind of thing, with `-`, and one for each thing that stays, with `=`. */
export function purgeLines(
	removed: readonly PurgedThing[],
	staying: readonly { readonly path: string; readonly reason: string }[],
): readonly string[] {
	const counts = new Map<string, number>();
	for (const { path, what } of removed) {
		const line = `${path}: ${what}`;
		counts.set(line, (counts.get(line) ?? 0) + 1);
	}
	return [
		...[...counts].map(([line, times]) => `- ${line}${times === 1 ? '' : ` (${times} files)`}`),
		...staying.map(({ path, reason }) => `= ${path} stays: ${reason}`),
	];
}
