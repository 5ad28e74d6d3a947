/** argv in, exit status out: the one place that turns failures into words and sets the exit status. */
import { isPartMissing, obstacleIn } from './adapters/machine/system-error.ts';
import { commands } from './commands.ts';
import { createContext } from './context.ts';
import { readPlainWords } from './core/command-line/fast-args.ts';
import { helpTopic } from './core/command-line/help-topic.ts';
import { Failure } from './core/failure/failure.ts';
import { failures } from './core/failure/failures.ts';
import { isShell, shells } from './core/shell/syntaxes.ts';
import { asciiJson } from './core/text/json.ts';
import type { Context, Ports } from './ports/context.ts';
import { version } from './version.ts';

/** True when the first word asks for code to evaluate, or for something unknown, which may have been meant so. */
const isForEval = ([first = '']: readonly string[]): boolean =>
	commands.find(({ name }) => name === first)?.isEvaluated ?? !['help', '--help', '-h', '--version'].includes(first);

async function main(argv: readonly string[], context: Context): Promise<number> {
	const plain = readPlainWords(argv, commands);
	if (plain !== undefined) {
		await plain.command.run(plain.values, context);
		return 0;
	}
	const help = await preparedHelp(argv, context);
	if (help !== undefined) return show(help, argv, context);
	const { parseCommandLine } = await import('./adapters/command-line/yargs.ts');
	const line = await parseCommandLine(argv, commands, version);
	if (line.kind === 'show') return show(line.text, argv, context);
	await line.command.run(line.values, context);
	return 0;
}

/** yargs folds help at the width of the terminal, 80 at most. */
const HELP_WIDTH = 80;

async function preparedHelp(argv: readonly string[], context: Ports<'terminal'>): Promise<string | undefined> {
	if (argv.length === 1 && argv[0] === '--version') return `${version}\n`;
	const topic = helpTopic(argv, commands);
	if (topic === undefined || (context.terminal.stdoutIsTerminal() && process.stdout.columns < HELP_WIDTH))
		return undefined;
	return (await import('./help-texts.ts')).helpTexts[topic];
}

/** Help goes where it is read, never to a shell that wanted code. */
function show(text: string, argv: readonly string[], context: Ports<'terminal'>): number {
	const isRead = context.terminal.stdoutIsTerminal() || !isForEval(argv);
	if (isRead && argv.length > 0) context.terminal.stdout(text);
	else context.terminal.stderr(text);
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
		context.terminal.say('its own files cannot be read: it may have been upgraded or removed meanwhile');
		context.terminal.say('hint: run the command again');
		return 1;
	}
	const kind = error instanceof Error ? error.name : typeof error;
	context.terminal.say(`this is a bug in ssoenv ${version} (${kind}): please report it to the maintainer of this copy`);
	context.terminal.say('hint: run it again with SSOENV_DEBUG=1, and send the lines that it prints');
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
