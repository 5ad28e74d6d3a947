/**
 * The full proof that many processes share each request, also on a busy machine:
 * `npm run stampede -- [PROCESSES [LAYERS [ROUNDS [CASES]]]]`, where CASES is a pattern for case names. All processes
 * start at the same moment, beside busy loops for a load of 20, while the first one is killed at each point of its way
 * or stopped for eight seconds. It takes up to an hour, at a low priority. test/sign-in/stampede.test.ts is a small
 * version.
 */
import { constants, loadavg, setPriority } from 'node:os';
import { makeBusy } from '../test/support/program/busy-machine.ts';
import {
	type Figures,
	type KillPointName,
	killPoints,
	losesToken,
	stampede,
} from '../test/support/sign-in/stampede.ts';

const [processes = 500, layers = 200, rounds = 3] = process.argv.slice(2, 5).map(Number);
const wanted = new RegExp(process.argv[5] ?? '');
const LOOPS = 20;
const STOPPED_MS = 8000;
/** There are many kill points, and each needs its own crowd. */
const KILL_CROWD = Math.min(processes, 60);
const SOON = 120;
const OVER = -60;

interface Case {
	readonly name: string;
	readonly options: Parameters<typeof stampede>[0];
}

const stopped = (stopAt: 'CreateToken' | 'GetRoleCredentials'): Case => ({
	name: `stopped for ${STOPPED_MS / 1000} s at ${stopAt}`,
	options: { processes, secondsLeft: OVER, stopAt, stoppedForMs: STOPPED_MS },
});

const isKillPoint = (name: string): name is KillPointName => Object.hasOwn(killPoints, name);

const cases: readonly Case[] = [
	{ name: 'export, token expired', options: { processes, secondsLeft: OVER } },
	{ name: 'export, token about to expire', options: { processes, secondsLeft: SOON } },
	{ name: 'bash layers, token expired', options: { processes: layers, secondsLeft: OVER, runs: 'bash' } },
	stopped('CreateToken'),
	stopped('GetRoleCredentials'),
	...Object.keys(killPoints)
		.filter(isKillPoint)
		.flatMap((killAt) =>
			[SOON, OVER].map((secondsLeft) => ({
				name: `killed: ${killAt}, token ${secondsLeft < 0 ? 'expired' : 'alive'}`,
				options: { processes: KILL_CROWD, secondsLeft, killAt },
			})),
		),
];

/** Returns what is wrong with the figures. */
function faults(
	figures: Figures,
	{ processes: many, killAt, stopAt, secondsLeft }: Case['options'],
): readonly string[] {
	const { exits, answers, refreshes, roleRequests, otherRequests, invalidReads } = figures;
	const mustSignIn = killAt !== undefined && secondsLeft < 0 && losesToken(killAt);
	// A request of the killed process is repeated by another.
	const most = killAt === undefined ? 0 : 1;
	const check = (isRight: boolean, problem: string) => (isRight ? [] : [problem]);
	return [
		check(exits[mustSignIn ? 4 : 0] === many + (stopAt === undefined ? 0 : 1), `exits ${JSON.stringify(exits)}`),
		check(mustSignIn || (answers.dev === 1 && answers.staging === 1), `answers ${JSON.stringify(answers)}`),
		check(refreshes >= 1 && refreshes <= 1 + most, `${refreshes} refreshes`),
		check(roleRequests <= 2 + most && (mustSignIn || roleRequests >= 2), `${roleRequests} requests for roles`),
		check(otherRequests === 0, `${otherRequests} other requests`),
		check(invalidReads === 0, `${invalidReads} files that were not whole`),
	].flat();
}

function line(name: string, figures: Figures, wrong: readonly string[]): string {
	const { exits, refreshes, roleRequests, reads, seconds } = figures;
	return [
		`  ${name.padEnd(66)}`,
		`exits ${JSON.stringify(exits)}, ${refreshes} CreateToken, ${roleRequests} GetRoleCredentials,`,
		`${reads} reads all whole, ${seconds.toFixed(1)} s, load ${loadavg()[0]?.toFixed(0)}`,
		wrong.length === 0 ? '' : ` WRONG: ${wrong.join('; ')}; said ${figures.said.slice(0, 5).join(' | ')}`,
	].join(' ');
}

// Exiting normally also ends the loops.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const rest = makeBusy(LOOPS);
let hasPassed = true;
console.log(
	`${processes} processes, ${layers} bash layers, two profiles of one sign-in, refresh tokens that are replaced at each use`,
);
try {
	for (let round = 1; round <= rounds; round += 1) {
		console.log(`\nround ${round} of ${rounds}`);
		for (const { name, options } of cases.filter((testCase) => wanted.test(testCase.name))) {
			const figures = await stampede(options);
			const wrong = faults(figures, options);
			hasPassed &&= wrong.length === 0;
			console.log(line(name, figures, wrong));
		}
	}
} finally {
	await rest();
}
console.log(hasPassed ? '\nas it should be' : '\nNOT as it should be');
process.exitCode = hasPassed ? 0 : 1;
