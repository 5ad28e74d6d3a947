/**
 * The full proof that many processes share one refresh: `node --import tsx scripts/stampede.ts [PROCESSES]`, after a build. All of
 * them are let go at one moment, with the token about to expire or expired, and the first one is killed at each point of its way.
 * `npm test` does the same with fewer (test/sign-in/stampede.test.ts).
 */
import { type Figures, type KillPointName, killPoints, losesToken, stampede } from '../test/support/stampede.ts';

const PROCESSES = Number(process.argv[2] ?? 100);
const LEFT = { 'about to expire': 120, expired: -60 } as const;

/** What is wrong with the figures; empty when nothing is. */
function faults(figures: Figures, killAt: KillPointName | undefined, isDead: boolean): readonly string[] {
	const { exits, answers, refreshes, roleRequests, invalidReads } = figures;
	const mustSignIn = killAt !== undefined && isDead && losesToken(killAt);
	const spare = killAt === undefined ? 0 : 1;
	return [
		exits[mustSignIn ? 4 : 0] === PROCESSES ? [] : [`exits ${JSON.stringify(exits)}`],
		mustSignIn || (answers.dev === 1 && answers.staging === 1) ? [] : [`answers ${JSON.stringify(answers)}`],
		refreshes <= 1 + spare ? [] : [`${refreshes} refreshes`],
		roleRequests <= 2 + spare ? [] : [`${roleRequests} requests for roles`],
		invalidReads === 0 ? [] : [`${invalidReads} files that were not whole`],
	].flat();
}

let isGood = true;
const points = [undefined, ...Object.keys(killPoints)] as readonly (KillPointName | undefined)[];
console.log(`${PROCESSES} processes, two profiles of one sign-in, refresh tokens that are replaced at each use\n`);
for (const [state, secondsLeft] of Object.entries(LEFT)) {
	console.log(`access token ${state}`);
	for (const killAt of points) {
		const figures = await stampede({ processes: PROCESSES, secondsLeft, ...(killAt !== undefined && { killAt }) });
		const wrong = faults(figures, killAt, secondsLeft < 0);
		isGood &&= wrong.length === 0;
		const { exits, refreshes, roleRequests, reads, seconds } = figures;
		console.log(
			[
				`  ${(killAt === undefined ? 'nobody killed' : `killed: ${killAt}`).padEnd(52)}`,
				`exits ${JSON.stringify(exits)}, ${refreshes} CreateToken, ${roleRequests} GetRoleCredentials,`,
				`${reads} reads all whole, ${seconds.toFixed(1)} s${wrong.length === 0 ? '' : `  WRONG: ${wrong.join('; ')}`}`,
			].join(' '),
		);
	}
}
console.log(isGood ? '\nas it should be' : '\nNOT as it should be');
process.exitCode = isGood ? 0 : 1;
