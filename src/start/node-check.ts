#!/usr/bin/env node
/**
 * The first file that Node reads. It loads start.cjs, or says that this Node is too old: a version manager puts the
 * Node of a project first on PATH, however old it is. An old Node cannot parse a file with newer syntax anywhere in it,
 * so the build makes sure that this file is ECMAScript 5.
 */

/** The least version of each line, from `engines` in package.json: scripts/build.mjs fills it in. The last is open. */
declare var LEAST: readonly { readonly major: number; readonly minor: number }[];

var TOO_OLD = 3;

/** Commands whose output a shell evaluates. */
var EVALUATED = ['use', 'off', 'init'];

/** Commands that get a newer Node. The pattern finds the version manager in the path of this Node. */
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
	var record = { code: 'node-too-old', status: TOO_OLD, message: fact, session: null, command: null, hints: [hint] };
	var isForPrograms = process.env.SSOENV_JSON_ERRORS === '1';
	process.stderr.write(isForPrograms ? `${JSON.stringify(record)}\n` : `ssoenv: ${fact}\nssoenv: hint: ${hint}\n`);
}

/** Writes code that fails, for a shell that evaluates the output. It means the same in every shell. */
function failEvaluation(status: number): void {
	if (EVALUATED.indexOf(String(process.argv[2])) >= 0 && !process.stdout.isTTY) {
		process.stdout.write(`sh -c 'exit ${status}';\n`);
	}
}

function refuse(): void {
	// ASCII only, so that nothing in the path acts on a terminal.
	var path = process.execPath.replace(/[^ -~]/g, '?');
	tell(`ssoenv requires ${needed()}; this is Node ${process.version} (${path})`, remedy(path));
	failEvaluation(TOO_OLD);
	// At exit, when all output is written. Node before 0.12 has no process.exitCode.
	process.on('exit', () => process.exit(TOO_OLD));
}

/** Returns whether a file of the program is missing: start.cjs itself, or one that it loads. */
function isUnreadable(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return error.name === 'ProgramUnreadable' || ('code' in error && error.code === 'MODULE_NOT_FOUND');
}

function start(): void {
	try {
		require('./start.cjs');
	} catch (error) {
		if (!isUnreadable(error)) throw error;
		process.stderr.write('ssoenv: cannot read its own files: it may have just been upgraded or removed\n');
		failEvaluation(1);
		process.exitCode = 1;
	}
}

if (isServed(process.version)) start();
else refuse();
