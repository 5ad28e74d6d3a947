/** argv in, exit status out: the one place that turns failures into words and sets the exit status. */
import { isPartMissing, obstacleIn } from './adapters/machine/system-error.ts';
import { commands, groups } from './commands.ts';
import { createContext } from './context.ts';
import { readPlainWords } from './core/command-line/fast-args.ts';
import { Failure } from './core/failure/failure.ts';
import { failures } from './core/failure/failures.ts';
import { isShell, shells } from './core/shell/syntaxes.ts';
import { asciiJson } from './core/text/json.ts';
import type { Context, Ports } from './ports/context.ts';
import { version } from './version.ts';

/** True when the first word asks for code to evaluate, or for something unknown, which may have been meant so. */
function isForEval([first = '']: readonly string[]): boolean {
	const named = commands.find(({ name }) => name === first);
	return named === undefined ? !['help', '--help', '-h', '--version'].includes(first) : named.isEvaluated === true;
}

async function main(argv: readonly string[], context: Context): Promise<number> {
	const plain = readPlainWords(argv, commands);
	if (plain !== undefined) {
		await plain.command.run(plain.values, context);
		return 0;
	}
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
	await line.command.run(line.values, context);
	return 0;
}

/** The width where there is no terminal, or one that does not say how wide it is. */
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

/** Code that fails with `status`, for the shell that a failed command line was for; choosing that may be what failed. */
function failingCode(status: number, argv: readonly string[], context: Ports<'machine'>): string {
	const at = argv.findIndex((word) => word === '--shell' || word.startsWith('--shell='));
	const named = at < 0 ? context.machine.env.SSOENV_SHELL : (argv[at]?.split('=')[1] ?? argv[at + 1]);
	const shell = named !== undefined && isShell(named) ? named : context.machine.runningShell();
	// Where no shell is known: a command that means the same in all of them.
	return shell === undefined ? `sh -c 'exit ${status}';\n` : shells[shell].failed(status);
}

/** Tells what went wrong, and says with which status it ends. Only facts and frames are shown: foreign texts may hold secrets. */
function report(error: unknown, context: Ports<'terminal' | 'machine'>): number {
	const status = error instanceof Failure ? tellFailure(error, context) : tellOther(error, context);
	if (context.machine.env.SSOENV_DEBUG === '1') sayWhere(error, context);
	return status;
}

/** What no row of the table of failures is for; the table itself may be what cannot be read. */
function tellOther(error: unknown, context: Ports<'terminal' | 'machine'>): number {
	const obstacle = obstacleIn(error);
	if (obstacle !== undefined) {
		const { message, hint } = obstacle;
		return tellFailure(new Failure('system-refused', 3, { message, hints: hint === undefined ? [] : [hint] }), context);
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

/** For people in lines, or for programs as one line of JSON. */
function tellFailure(failure: Failure, context: Ports<'terminal' | 'machine'>): number {
	const { code, status, message, session = null, command = null, hints } = failure;
	if (context.machine.env.SSOENV_JSON_ERRORS === '1') {
		context.terminal.stderr(`${asciiJson({ code, status, message, session, command, hints })}\n`);
	} else if (!failure.isQuiet) {
		context.terminal.say(message);
		for (const hint of hints) context.terminal.say(`hint: ${hint}`);
	}
	return status;
}

function sayWhere(error: unknown, context: Ports<'terminal'>): void {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
		context.terminal.say(`debug: ${cause.name}`);
		for (const frame of frames) context.terminal.say(`debug: ${frame.trim()}`);
	}
}

const argv = process.argv.slice(2);
let isWritten = false;
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

// However the process ends without success: what the shell evaluates then must fail as well.
process.once('exit', (status) => {
	if (status === 0 || isWritten || !isForEval(argv) || context.terminal.stdoutIsTerminal()) return;
	try {
		context.terminal.stdout(failingCode(status, argv, context));
	} catch {
		// stdout takes nothing any more.
	}
});
const end = (error: unknown): void => process.exit(report(error, context));
process.once('uncaughtException', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => end(failures.interrupted({ signal })));
}

void main(argv, context)
	.catch((error: unknown) => report(error, context))
	.then((status) => {
		process.exitCode = status;
	});
