/** Reads the Node versions in `engines` of package.json. */

/** Returns the least version of each supported line in `^A.B || … || >=C.D`; only the last line has no upper end. */
export function leastVersions(range) {
	const lines = range.split(' || ');
	return lines.map((line, at) => {
		const [, major, minor] = (at < lines.length - 1 ? /^\^(\d+)\.(\d+)$/ : /^>=(\d+)\.(\d+)$/).exec(line) ?? [];
		if (minor === undefined) throw new Error(`engines.node is "${range}", of which "${line}" is not understood`);
		return { major: Number(major), minor: Number(minor) };
	});
}
