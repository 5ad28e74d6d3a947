#!/usr/bin/env node
/**
 * Runs start.ts, or says that this Node is too old for it. A version manager puts the Node of somebody's project first on PATH,
 * whatever its age, and an old one reads no file that has newer syntax anywhere in it. So the build makes sure that this file is
 * ECMAScript 5, and puts start.ts into it as a text: a file of its own would take longer to find than to run.
 */
import type { Script } from 'node:vm';

/** Set by scripts/build.mjs: the text of start.ts. */
declare var START: string;

/** Set by scripts/build.mjs, from `engines` in package.json: the least version of each line; the last line has no end. */
declare var LEAST: readonly { readonly major: number; readonly minor: number }[];

var STATUS = 3;

/** Commands whose output a shell evaluates. */
var EVALUATED = ['use', 'off', 'init'];

/** What leads to a newer Node, by what the path of this one holds where a version manager has put it. */
var REMEDIES: readonly (readonly [place: RegExp, command: string])[] = [
	[/[/\\]\.?nvm[/\\]/, 'nvm install NEWEST'],
	[/[/\\]\.?fnm/, 'fnm install NEWEST && fnm use NEWEST'],
	[/[/\\]\.?volta[/\\]/, 'volta install node@NEWEST'],
	[/[/\\]mise[/\\]/, 'mise use node@NEWEST'],
	[/[/\\]\.?asdf[/\\]/, 'asdf install nodejs latest:NEWEST && asdf shell nodejs latest:NEWEST'],
	[/[/\\]\.?nodenv[/\\]/, 'nodenv install NEWEST && nodenv shell NEWEST'],
	[/(?:)/, "npx -p node@NEWEST -c 'ssoenv --version'"],
];

function isServed(version: string): boolean {
	var parts = /^v?(\d+)\.(\d+)/.exec(version) || [];
	var major = Number(parts[1]);
	var minor = Number(parts[2]);
	return LEAST.some(
		(least, at) => (at === LEAST.length - 1 && major > least.major) || (major === least.major && minor >= least.minor),
	);
}

/** Such as `Node 20.19 (or a later 20), or Node 22.3 or newer`. */
function needed(): string {
	var lines = LEAST.map((least, at) => {
		var end = at === LEAST.length - 1 ? ' or newer' : ` (or a later ${least.major})`;
		return `Node ${least.major}.${least.minor}${end}`;
	});
	return lines.join(', or ');
}

function remedy(path: string): string {
	var newest = String(LEAST.slice(-1)[0]?.major);
	var found = REMEDIES.filter((row) => row[0].test(path))[0];
	return found === undefined ? '' : found[1].replace(/NEWEST/g, newest);
}

function tell(fact: string, hint: string): void {
	var record = { code: 'node-too-old', status: STATUS, message: fact, session: null, command: null, hints: [hint] };
	var isForPrograms = process.env.SSOENV_JSON_ERRORS === '1';
	process.stderr.write(isForPrograms ? `${JSON.stringify(record)}\n` : `ssoenv: ${fact}\nssoenv: hint: ${hint}\n`);
}

function refuse(): void {
	// All ASCII, so that nothing acts on a terminal.
	var path = process.execPath.replace(/[^ -~]/g, '?');
	tell(`ssoenv requires ${needed()}; this is Node ${process.version} (${path})`, remedy(path));
	// Whichever shell it is: what it evaluates fails as well.
	if (EVALUATED.indexOf(String(process.argv[2])) >= 0 && !process.stdout.isTTY) {
		process.stdout.write(`sh -c 'exit ${STATUS}';\n`);
	}
	// Not before all is written. Nodes before 0.12 know no process.exitCode.
	process.on('exit', () => process.exit(STATUS));
}

function start(): void {
	var vm = process.getBuiltinModule('node:vm');
	// As Node itself wraps a file: what fails in it is found in the line that it has in the bundle of start.ts.
	var text = `(function(exports,require,module,__filename,__dirname){${START}\n})`;
	var script: Script = new vm.Script(text, { filename: __filename });
	script.runInThisContext()(exports, require, module, __filename, __dirname);
}

if (isServed(process.version)) start();
else refuse();
