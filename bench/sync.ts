/** Times `sync` with a few profiles and with ten thousand, each in its own home. */
import { readFileSync, writeFileSync } from 'node:fs';
import { discoveries } from '../src/adapters/files/discoveries.ts';
import { accountsLine, beginLine, rolesLine } from '../src/core/discovery/kept-discovery.ts';
import { CORP, START_URL } from '../test/support/sign-in/signed-in-home.ts';
import type { Row } from './rows.ts';
import type { Scene } from './scene.ts';
import { bareNode, takeTurns, time } from './turns.ts';

const SESSION = { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1', scopes: undefined };
const SIZES = [
	{ accounts: 1, roles: 3 },
	{ accounts: 2000, roles: 5 },
];

const accountId = (at: number): string => (at === 0 ? '111111111111' : String(200_000_000_000 + at));

/** Writes a kept discovery, so that `sync` sends no request. */
function discovered(folder: string, { accounts, roles }: (typeof SIZES)[number]): void {
	const names = ['ReadOnly', ...Array.from({ length: roles - 1 }, (_, at) => `Role-${at}`)];
	const ids = Array.from({ length: accounts }, (_, at) => accountId(at));
	const items = ids.map((id, at) => ({ accountId: id, accountName: `account ${at}`, emailAddress: undefined }));
	const store = discoveries(folder, { base: folder, kind: 'own' });
	store.begin('corp', beginLine(SESSION, Date.now()));
	store.append('corp', accountsLine({ items, leftOut: 0, nextToken: undefined }, true));
	store.append('corp', ids.map((id) => rolesLine(id, names, 0)).join(''));
	store.finish('corp');
}

async function timeSize(scene: Scene, turns: number, size: (typeof SIZES)[number]): Promise<readonly Row[]> {
	const { home, env, job, close } = scene.another(CORP);
	const config = home.file('.aws/config');
	const syncing = (name: string, before: string | Uint8Array) =>
		job(`sync, ${name}: ${size.accounts * size.roles} profiles`, ['sync', '--yes'], {
			prepare: () => writeFileSync(config, before),
		});
	try {
		discovered(home.file('.cache/ssoenv/discoveries'), size);
		await time(syncing('first', CORP));
		const synced = readFileSync(config);
		const jobs = [syncing('all new', CORP), syncing('nothing new', synced)];
		const rows = await takeTurns('scale', bareNode(env), jobs, turns);
		if (!readFileSync(config).equals(synced)) throw new Error('a sync did not write what the first one wrote');
		return rows;
	} finally {
		await close();
	}
}

export async function timeSync(scene: Scene, turns: number): Promise<readonly Row[]> {
	const rows: Row[] = [];
	for (const size of SIZES) rows.push(...(await timeSize(scene, turns, size)));
	return rows;
}
