/**
 * The full proof of discovery: `npm run discovery`, about four minutes. 2,000 accounts with 5 roles each behind a limit
 * of 20 calls per second, once in one run and once killed at three points. test/discovery/discovery.test.ts is a small
 * version.
 */
import { discovery } from '../test/support/discovery/discovery.ts';

const [ACCOUNTS, ROLES, PER_SECOND] = [2000, 5, 20];
/** Pages of a hundred accounts, and one call per account for its roles. */
const NEEDED = Math.ceil(ACCOUNTS / 100) + ACCOUNTS;
const AT_BEST = NEEDED / PER_SECOND;

const base = { accounts: ACCOUNTS, rolesEach: ROLES, perSecond: PER_SECOND };
const cases = {
	'in one go': { ...base, kills: [] },
	'killed at three points, 429 with Retry-After': {
		...base,
		retryAfterSeconds: 1,
		kills: [
			[7, 'SIGKILL'],
			[700, 'SIGINT'],
			[1400, 'SIGKILL'],
		],
	},
} as const;

const oneOf = (name: string): boolean => process.argv[2] === undefined || name.includes(process.argv[2]);

for (const [name, options] of Object.entries(cases).filter(([title]) => oneOf(title))) {
	const figures = await discovery(options);
	const seconds = figures.seconds.reduce((sum, runSeconds) => sum + runSeconds, 0);
	const share = (100 * AT_BEST) / seconds;
	const { exits, accounts, roles, answered, throttled, repeated, lost } = figures;
	const isAll = accounts === ACCOUNTS && roles === ACCOUNTS * ROLES && repeated === 0;
	const hasPassed = isAll && (options.kills.length > 0 || share >= 95);
	console.log(`${name}: ${ACCOUNTS} accounts x ${ROLES} roles behind ${PER_SECOND} calls/s`);
	console.log(`  exits ${JSON.stringify(exits)}; found ${accounts} accounts, ${roles} roles`);
	console.log(`  ${answered} calls answered (${NEEDED} needed), ${throttled} refused with 429`);
	console.log(`  finished accounts asked for again: ${repeated}; answered, but killed before it was kept: ${lost}`);
	console.log(`  ${figures.seconds.map((one) => one.toFixed(1)).join(' + ')} = ${seconds.toFixed(1)} s`);
	console.log(
		`  ${AT_BEST} s at best: ${share.toFixed(1)} % of the limit's own rate${hasPassed ? '' : '  NOT as it should be'}`,
	);
	if (!hasPassed) process.exitCode = 1;
}
