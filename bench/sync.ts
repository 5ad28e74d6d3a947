/** Times what people do with few profiles and with ten thousand of `sync`: each as the built program, in a home of its own. */
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { discoveries } from '../src/adapters/discoveries.ts';
import { accountsLine, beginLine, rolesLine } from '../src/core/kept-discovery.ts';
import type { IdentityCenter } from '../test/support/identity-center/identity-center.ts';
import { CORP, START_URL, signedInHome } from '../test/support/signed-in-home.ts';
import type { Timing } from './shells.ts';

const SESSION = { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1', scopes: undefined };
const SIZES = [
	{ accounts: 1, roles: 3 },
	{ accounts: 2000, roles: 5 },
];
/** Of so many runs one is made: each takes a second. */
const EVERY = 4;

const accountId = (at: number): string => (at === 0 ? '111111111111' : String(200_000_000_000 + at));

/** What a discovery leaves behind, so that nothing is asked. */
function discovered(folder: string, { accounts, roles }: (typeof SIZES)[number]): void {
	const names = ['ReadOnly', ...Array.from({ length: roles - 1 }, (_, at) => `Role-${at}`)];
	const ids = Array.from({ length: accounts }, (_, at) => accountId(at));
	const items = ids.map((id, at) => ({ accountId: id, accountName: `account ${at}`, emailAddress: undefined }));
	const store = discoveries(folder);
	store.begin('corp', beginLine(SESSION, Date.now()));
	store.append('corp', accountsLine({ items, leftOut: 0, nextToken: undefined }, true));
	store.append('corp', ids.map((id) => rolesLine(id, names, 0)).join(''));
	store.finish('corp');
}

async function timeSize(identityCenter: IdentityCenter, cli: string, runs: number, size: (typeof SIZES)[number]) {
	const home = signedInHome(CORP, identityCenter.signIn({ expiresInSeconds: 8 * 3600 }));
	const env = { PATH: process.env.PATH ?? '', HOME: home.path, NO_COLOR: '1', ...identityCenter.environment };
	const config = home.file('.aws/config');
	const run = async (...args: readonly string[]) => {
		const begin = performance.now();
		await execa(process.execPath, [cli, ...args], { env, extendEnv: false, stdin: 'ignore' });
		return performance.now() - begin;
	};
	const count = size.accounts * size.roles;
	const rows = new Map<string, number[]>();
	const sample = (name: string, ms: number) => {
		const row = `${name}, ${count} profiles`;
		rows.set(row, [...(rows.get(row) ?? []), ms]);
	};
	try {
		discovered(home.file('.cache/ssoenv/discoveries'), size);
		await run('sync', '--yes');
		const synced = readFileSync(config);
		for (let at = 0; at < runs; at += EVERY) {
			writeFileSync(config, CORP);
			sample('sync, all new', await run('sync', '--yes'));
			sample('sync, nothing new', await run('sync', '--yes'));
			sample('list', await run('list'));
			utimesSync(config, 0, 0);
			await run('use', 'account-0-ReadOnly', '--shell', 'bash');
			sample('use, warm', await run('use', 'account-0-ReadOnly', '--shell', 'bash'));
		}
		if (!readFileSync(config).equals(synced)) throw new Error('a sync did not write what the first one wrote');
	} finally {
		home.remove();
	}
	return [...rows].map(([name, ms]): Timing => ({ name, ms }));
}

/** @param runs of the quick commands; fewer are made here */
export async function timeSync(identityCenter: IdentityCenter, cli: string, runs: number): Promise<readonly Timing[]> {
	const timings: Timing[] = [];
	for (const size of SIZES) timings.push(...(await timeSize(identityCenter, cli, runs, size)));
	return timings;
}
