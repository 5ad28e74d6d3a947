/**
 * Preload for a program: writes one line of JSON about the run to descriptor 3 when the program ends. Loads only
 * modules that every Node process already has, so that it adds nothing to the list.
 */
const { writeSync } = require('node:fs');

const begin = process.hrtime.bigint();

function report() {
	const end = process.hrtime.bigint();
	const modules = [...process.moduleLoadList];
	const peakKilobytes = process.resourceUsage().maxRSS;
	// Work from here on is not part of any measurement.
	const origin = Number(process.hrtime.bigint()) / 1e6 - performance.now();
	const times = { origin, begin: Number(begin) / 1e6, end: Number(end) / 1e6 };
	writeSync(3, `${JSON.stringify({ modules, peakKilobytes, times })}\n`);
}

// A program may end without the exit event: the first of the two hooks reports.
const { reallyExit } = process;
let isReported = false;
const reportOnce = () => {
	if (!isReported) report();
	isReported = true;
};
process.once('exit', reportOnce);
process.reallyExit = (status) => {
	reportOnce();
	reallyExit.call(process, status);
};
