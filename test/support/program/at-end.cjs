/**
 * Preloaded into a program: once that ends, descriptor 3 gets a line of JSON about it. Nothing is loaded for it but what
 * every Node holds, before the modules have been listed.
 */
const { writeSync } = require('node:fs');

const begin = process.hrtime.bigint();

function tell() {
	const end = process.hrtime.bigint();
	const modules = [...process.moduleLoadList];
	const peakKilobytes = process.resourceUsage().maxRSS;
	// From here on it costs what nobody counts.
	const origin = Number(process.hrtime.bigint()) / 1e6 - performance.now();
	const times = { origin, begin: Number(begin) / 1e6, end: Number(end) / 1e6 };
	writeSync(3, `${JSON.stringify({ modules, peakKilobytes, times })}\n`);
}

// A program may leave without the event: whatever comes first tells.
const { reallyExit } = process;
let isTold = false;
const tellOnce = () => {
	if (!isTold) tell();
	isTold = true;
};
process.once('exit', tellOnce);
process.reallyExit = (status) => {
	tellOnce();
	reallyExit.call(process, status);
};
