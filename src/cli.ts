/** Runs the command line: the one place that prints failures and sets the exit status. */
import { isPartMissing, obstacleIn } from './adapters/machine/system-error.ts';
import { commands, groups } from './commands.ts';
import { createContext } from './context.ts';
import { readPlainWords } from './core/command-line/fast-args.ts';
import { splitCommandLine } from './core/command-line/program-words.ts';
import { Failure } from './core/failure/failure.ts';
import { failures } from './core/failure/failures.ts';
import { isShell, shells } from './core/shell/syntaxes.ts';
import { asciiJson } from './core/text/json.ts';
import type { Context, Ports } from './ports/context.ts';
import { version } from './version.ts';

/** True if a shell may evaluate the output: the command prints code, or it is unknown and may be a mistyped one that does. */
function isForEval([first = '']: readonly string[]): boolean {
	const named = commands.find(({ name }) => name === first);
	return named === undefined ? !['help', '--help', '-h', '--version'].includes(first) : named.isEvaluated === true;
}

async function main(words: readonly string[], context: Context): Promise<number> {
	const { own: argv, program } = splitCommandLine(words, commands);
	const plain = readPlainWords(argv, commands);
	if (plain !== undefined) return plain.command.run(plain.values, context, program);
	const { helpText, helpTopic } = await import('./core/command-line/help.ts');
	const topic = helpTopic(argv, commands);
	if (topic === 'version') return show(() => `${version}\n`, argv, context);
	// The table is plain ASCII.
	const widthOf = (text: string) => text.length;
	if (topic !== undefined) {
		return show((columns) => helpText(topic, { commands, groups }, { columns, widthOf }), argv, context);
	}
	const { parseCommandLine } = await import('./adapters/command-line/yargs.ts');
	const line = await parseCommandLine(argv, commands);
	return line.command.run(line.values, context, program);
}

/** The width without a terminal, or if the terminal does not report its width. */
const USUAL_COLUMNS = 80;

/** Help goes where a person reads it, never to a shell that evaluates stdout. */
function show(textFor: (columns: number) => string, argv: readonly string[], { terminal }: Ports<'terminal'>): number {
	const isOnStdout = argv.length > 0 && (terminal.stdoutIsTerminal() || !isForEval(argv));
	const isTerminal = isOnStdout ? terminal.stdoutIsTerminal() : terminal.stderrIsTerminal();
	// Node's streams take milliseconds to load, so only a terminal is asked for its width.
	const columns = isTerminal ? (isOnStdout ? process.stdout : process.stderr).columns : 0;
	const text = textFor(columns || USUAL_COLUMNS);
	if (isOnStdout) terminal.stdout(text);
	else terminal.stderr(text);
	return argv.length > 0 ? 0 : 2;
}

/**
 * Returns code that fails with `status`, in the shell that the command line is for. It reads the words itself, because parsing them may be
 * the step that failed.
 */
function failingCode(status: number, argv: readonly string[], context: Ports<'machine'>): string {
	const at = argv.findIndex((word) => word === '--shell' || word.startsWith('--shell='));
	const named = at < 0 ? context.machine.env.SSOENV_SHELL : (argv[at]?.split('=')[1] ?? argv[at + 1]);
	const shell = named !== undefined && isShell(named) ? named : context.machine.runningShell();
	// If the shell is unknown: a command that all shells understand.
	return shell === undefined ? `sh -c 'exit ${status}';\n` : shells[shell].failed(status);
}

/** Prints the failure and returns its exit status. It prints only facts and stack frames: texts of foreign errors may hold secrets. */
function report(error: unknown, context: Ports<'terminal' | 'machine'>): number {
	const status = error instanceof Failure ? printFailure(error, context) : printOther(error, context);
	if (context.machine.env.SSOENV_DEBUG === '1') printFrames(error, context);
	return status;
}

/** Prints an error that is not in the table of failures. The file of that table may be the one that cannot be read. */
function printOther(error: unknown, context: Ports<'terminal' | 'machine'>): number {
	const obstacle = obstacleIn(error);
	if (obstacle !== undefined) {
		const { message, hint } = obstacle;
		return printFailure(
			new Failure('system-refused', 3, { message, hints: hint === undefined ? [] : [hint] }),
			context,
		);
	}
	if (isPartMissing(error) || (error instanceof Error && error.name === 'ProgramUnreadable')) {
		context.terminal.say('cannot read its own files: it may have just been upgraded or removed');
		context.terminal.say('hint: run the command again');
		return 1;
	}
	const kind = error instanceof Error ? error.name : typeof error;
	context.terminal.say(`this is a bug in ssoenv ${version} (${kind}): please report it to the maintainer of this copy`);
	context.terminal.say('hint: run the command again with SSOENV_DEBUG=1 and include the output in your report');
	return 1;
}

/** Prints lines for people, or one line of JSON for programs. */
function printFailure(failure: Failure, context: Ports<'terminal' | 'machine'>): number {
	const { code, status, message, session = null, command = null, hints } = failure;
	if (context.machine.env.SSOENV_JSON_ERRORS === '1') {
		context.terminal.stderr(`${asciiJson({ code, status, message, session, command, hints })}\n`);
	} else if (!failure.isQuiet) {
		context.terminal.say(message);
		for (const hint of hints) context.terminal.say(`hint: ${hint}`);
	}
	return status;
}

function printFrames(error: unknown, context: Ports<'terminal'>): void {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
		context.terminal.say(`debug: ${cause.name}`);
		for (const frame of frames) context.terminal.say(`debug: ${frame.trim()}`);
	}
}

const argv = process.argv.slice(2);
let isWritten = false;
let isSettled = false;
const world = createContext();
const context: Context = {
	...world,
	terminal: {
		...world.terminal,
		stdout: (text) => {
			isWritten = true;
			world.terminal.stdout(text);
		},
	},
};

// However the process fails, the code that the shell evaluates must fail too.
process.once('exit', (endStatus) => {
	// Node also ends a process, with status 0, that waits for something which can no longer come.
	const status = endStatus === 0 && !isSettled ? report(new Error('nothing is left to wait for'), context) : endStatus;
	process.exitCode = status;
	if (status === 0 || isWritten || !isForEval(argv) || context.terminal.stdoutIsTerminal()) return;
	try {
		context.terminal.stdout(failingCode(status, argv, context));
	} catch {
		// stdout is closed or full.
	}
});
const end = (error: unknown): void => process.exit(report(error, context));
process.once('uncaughtException', end);
// For Node a rejection that nobody handles is an uncaught exception, but the single file's runtime would print its text.
process.once('unhandledRejection', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => end(failures.interrupted({ signal })));
}

void main(argv, context)
	.catch((error: unknown) => report(error, context))
	.then((status) => {
		isSettled = true;
		process.exitCode = status;
	});
