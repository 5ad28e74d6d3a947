/**
 * Preload for the built program (`node -r`) that holds it up where a test wants it. HOLD_UP_START: waits at the start
 * until that file appears, so that many processes begin at one moment. HOLD_UP_AT (JSON): waits for good at one system
 * call, so that the process can be killed there. Writes `ready-PID` or `held-up` into HOLD_UP_FOLDER when it waits.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { join } = require('node:path');

const { HOLD_UP_FOLDER, HOLD_UP_START, HOLD_UP_AT } = process.env;
const { existsSync, writeFileSync } = fs;
const cell = new Int32Array(new SharedArrayBuffer(4));

if (HOLD_UP_START) {
	writeFileSync(join(HOLD_UP_FOLDER, `ready-${process.pid}`), '');
	while (!existsSync(HOLD_UP_START)) Atomics.wait(cell, 0, 0, 20);
}

function stay() {
	writeFileSync(join(HOLD_UP_FOLDER, 'held-up'), '');
	Atomics.wait(cell, 0, 0, 600_000);
}

if (HOLD_UP_AT) {
	const { call, pattern, count, when } = JSON.parse(HOLD_UP_AT);
	const genuine = fs[call];
	let left = count;
	const isTheCall = (words) => words.slice(0, 2).some((word) => new RegExp(pattern).test(String(word))) && --left === 0;
	fs[call] = (...words) => {
		if (!isTheCall(words)) return genuine(...words);
		if (when === 'before') stay();
		const callback = words.at(-1);
		if (typeof callback === 'function') {
			return genuine(...words.slice(0, -1), (...results) => {
				stay();
				callback(...results);
			});
		}
		const result = genuine(...words);
		stay();
		return result;
	};
	syncBuiltinESMExports();
}
