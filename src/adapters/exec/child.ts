/**
 * Runs a program as a child that takes over the terminal, so that it seems to be this process: it stops when the child
 * stops, and ends as the child ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Environment } from '../../core/machine/environment.ts';
import { isInForeground, statOf } from './foreground.ts';

/** Sent on to the child. A second one does no harm, if the terminal has sent it to both. */
const SENT_ON = ['SIGTERM', 'SIGHUP', 'SIGCONT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGALRM'] as const;

/**
 * The keys of the terminal send these to all processes of the foreground group, so to the child too. A second SIGINT
 * makes programs such as Terraform give up at once, so it is sent on only where the terminal has not sent it.
 */
const OF_KEYS = ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const;

/** After these the child left a memory dump. This process needs none, and only tells the number. */
const DUMPING: readonly NodeJS.Signals[] = [
	'SIGQUIT',
	'SIGILL',
	'SIGABRT',
	'SIGBUS',
	'SIGFPE',
	'SIGSEGV',
	'SIGSYS',
	'SIGTRAP',
];

const isStopped = (pid: number): boolean => /^[Tt]$/.test(statOf(pid)[0] ?? '');

/** How the child ended. */
interface Ending {
	readonly status: number | null;
	readonly signal: NodeJS.Signals | null;
}

/**
 * Runs a program. Returns the exit status, 128 and more for a signal.
 * @param afterwards called when the program has ended, before this process ends as it did
 * @throws Error of the system if the program cannot start
 */
export async function runChild(
	[name = '', ...args]: readonly string[],
	env: Environment,
	afterwards: () => void = () => undefined,
): Promise<number> {
	let child: ChildProcess | undefined;
	const send = (signal: NodeJS.Signals) => {
		child?.kill(signal);
	};
	const sendOutside = (signal: NodeJS.Signals) => {
		if (!isInForeground()) child?.kill(signal);
	};
	// A child that stops stops this process, so that the shell takes the terminal back. The child has first left the
	// terminal as it wants it.
	const onChildChange = () => {
		if (child?.pid === undefined || !isStopped(child.pid)) return;
		process.kill(process.pid, 'SIGSTOP');
	};
	const listeners: readonly (readonly [NodeJS.Signals, (signal: NodeJS.Signals) => void])[] = [
		...SENT_ON.map((signal) => [signal, send] as const),
		...OF_KEYS.map((signal) => [signal, sendOutside] as const),
		['SIGCHLD', onChildChange],
	];
	for (const [signal] of listeners) process.removeAllListeners(signal);
	// The child may stop or end at once.
	for (const [signal, listener] of listeners) process.on(signal, listener);
	const started = spawn(name, args, { env, stdio: 'inherit' });
	child = started;
	try {
		const { status, signal } = await new Promise<Ending>((resolve, reject) => {
			started.once('error', reject);
			started.once('close', (code, ended) => resolve({ status: code, signal: ended }));
		});
		afterwards();
		if (signal === null) return status ?? 1;
		return await endBy(signal);
	} finally {
		for (const [signal, listener] of listeners) process.removeListener(signal, listener);
	}
}

/** Ends this process by the signal that ended the child, because shells look at it. Returns a status if it does not end. */
async function endBy(signal: NodeJS.Signals): Promise<number> {
	if (!DUMPING.includes(signal)) {
		process.removeAllListeners(signal);
		process.kill(process.pid, signal);
		// The signal comes at the next turn of the loop, if it comes.
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return 128 + constants.signals[signal];
}
