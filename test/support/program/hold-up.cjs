/**
 * Loaded into the built program before it starts (`node -r`), to hold it up where a test wants it: at the start until a file
 * appears (HOLD_UP_START), so that many processes begin at one moment, or for good at one call of the system (HOLD_UP_AT, JSON),
 * so that the process can be killed there. Writes a file named after what it waits at into HOLD_UP_FOLDER.
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
	const isIt = (words) => words.slice(0, 2).some((word) => new RegExp(pattern).test(String(word))) && --left === 0;
	fs[call] = (...words) => {
		if (!isIt(words)) return genuine(...words);
		if (when === 'before') stay();
		const answer = words.at(-1);
		if (typeof answer === 'function') {
			return genuine(...words.slice(0, -1), (...results) => {
				stay();
				answer(...results);
			});
		}
		const result = genuine(...words);
		stay();
		return result;
	};
	syncBuiltinESMExports();
}
