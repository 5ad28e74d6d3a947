/** What `engines` in package.json says of Node, as numbers. */

/** The least version of each line that is served, of `^A.B || … || >=C.D`: only the last one goes on without an end. */
export function leastVersions(range) {
	const lines = range.split(' || ');
	return lines.map((line, at) => {
		const [, major, minor] = (at < lines.length - 1 ? /^\^(\d+)\.(\d+)$/ : /^>=(\d+)\.(\d+)$/).exec(line) ?? [];
		if (minor === undefined) throw new Error(`engines.node is "${range}", of which "${line}" is not understood`);
		return { major: Number(major), minor: Number(minor) };
	});
}
