/**
 * How long commands and the shell layer take, as ratios to `node -e 0` in the same run: the runs of commands take turns, so
 * that whatever else the machine does hits all alike. Medians with the middle half; nothing is asserted here, machines differ.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { startIdentityCenter } from '../test/support/identity-center/server.ts';
import { CORP, signedInHome } from '../test/support/signed-in-home.ts';
import { type Timing, timeShells } from './shells.ts';
import { timeSync } from './sync.ts';

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
`;

interface Row {
	readonly name: string;
	readonly args: readonly string[];
	readonly prepare?: () => void;
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '40' } } });
const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const identityCenter = await startIdentityCenter();
const home = signedInHome(CONFIG, identityCenter.signIn({ expiresInSeconds: 8 * 3600 }));
const env = { PATH: process.env.PATH ?? '', HOME: home.path, ...identityCenter.environment };
const forget = () => rmSync(home.file('.aws/cli'), { recursive: true, force: true });

const rows: readonly Row[] = [
	{ name: 'node -e 0', args: ['-e', '0'] },
	{ name: 'use, warm', args: [cli, 'use', 'dev', '--shell', 'bash'] },
	{ name: 'use, warm, shell found by itself', args: [cli, 'use', 'dev'] },
	{ name: 'use, cold: one request on loopback', args: [cli, 'use', 'dev', '--shell', 'bash'], prepare: forget },
	{ name: 'export --format env', args: [cli, 'export', 'dev', '--format', 'env'] },
	{ name: 'list', args: [cli, 'list'] },
	{ name: '--help', args: [cli, '--help'] },
];

async function measure({ args, prepare }: Row): Promise<number> {
	prepare?.();
	const start = process.hrtime.bigint();
	await execa(process.execPath, args, { env: { ...env, SSOENV_SHELL: 'bash' }, extendEnv: false, stdin: 'ignore' });
	return Number(process.hrtime.bigint() - start) / 1e6;
}

const at = (sorted: readonly number[], part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;

const times = new Map<Row, number[]>(rows.map((row) => [row, []]));
let syncs: readonly Timing[] = [];
let shells: readonly Timing[] = [];
try {
	for (const row of rows) await measure(row);
	for (let run = 0; run < Number(values.runs); run += 1) {
		// `use, cold` comes after the warm rows and leaves a fresh entry behind.
		for (const row of rows) times.get(row)?.push(await measure(row));
	}
	syncs = await timeSync(identityCenter, cli, Number(values.runs));
	shells = await timeShells(home, env, cli, Number(values.runs));
} finally {
	home.remove();
	await identityCenter.close();
}

const timings: readonly Timing[] = [
	...rows.map((row) => ({ name: row.name, ms: times.get(row) ?? [] })),
	...syncs,
	...shells,
];
const sorted = timings.map(({ name, ms }) => ({ name, ms: [...ms].sort((a, b) => a - b) }));
const baseline = at(sorted[0]?.ms ?? [], 0.5);
/** What takes microseconds must not look like nothing. */
const digits = (value: number, usual: number): string => value.toFixed(Math.abs(value) < 1 ? usual + 2 : usual);
console.log(`node ${process.version}, ${values.runs} runs each, taking turns\n`);
console.log(`${'command'.padEnd(38)}${'ratio'.padStart(8)}${'median ms'.padStart(11)}${'middle half'.padStart(18)}`);
for (const { name, ms } of sorted) {
	const [low, middle, high] = [at(ms, 0.25), at(ms, 0.5), at(ms, 0.75)];
	const half = `${digits(low, 1)} to ${digits(high, 1)}`;
	const ratio = digits(middle / baseline, 2);
	console.log(`${name.padEnd(38)}${ratio.padStart(8)}${digits(middle, 1).padStart(11)}${half.padStart(18)}`);
}
