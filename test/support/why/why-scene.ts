/** The environments of why-rows.ts for real: a home for each row, a sign-in, and the services of AWS on loopback. */
import { chmodSync } from 'node:fs';
import { parseRecord } from '../../../src/core/text/json.ts';
import type { Home } from '../files/home.ts';
import type { IdentityCenter } from '../identity-center/identity-center.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { webIdentityToken } from '../identity-center/sts/web-identity.ts';
import { runSsoenv, type Variables } from '../program/program.ts';
import { releaseAll } from '../program/release.ts';
import { DEPLOY } from '../sign-in/chain-scene.ts';
import { START_URL, signedInHome } from '../sign-in/signed-in-home.ts';
import { PIPELINE } from '../sign-in/source-scene.ts';
import { eachOf } from './each-of.ts';
import { type Instance, startInstance } from './instance.ts';
import { keyIds } from './why-profiles.ts';
import { inHome, type WhyRow } from './why-rows.ts';

/** A row whose files are written. */
export interface SetRow {
	readonly name: string;
	readonly variables: Variables;
	/** What `ssoenv why --json` prints. */
	readonly why: unknown;
}

function homeOf(row: WhyRow, idc: IdentityCenter, container: string): Home {
	const home = signedInHome('', idc.signIn(), ['corp', 'with-account', START_URL]);
	const exp = Math.trunc(Date.now() / 1000) + 3600;
	home.write(
		'token',
		webIdentityToken({ iss: 'https://tokens.example.com', aud: 'sts.amazonaws.com', sub: 'job/7', exp }),
	);
	const keys = { Version: 1, AccessKeyId: keyIds.process, SecretAccessKey: 'hunter2' };
	chmodSync(home.write('keys', `#!/bin/sh\necho '${JSON.stringify(keys)}'\n`), 0o700);
	if (row.config === undefined) return home;
	home.write('.aws/config', inHome(row.config, home, container));
	home.write('.aws/credentials', inHome(row.credentials ?? '', home, container));
	return home;
}

/** Gives each source of the fake its own key, so that the key tells where a tool has it from. */
function fixKeys(idc: IdentityCenter): void {
	const rest = { secretAccessKey: 'hunter2hunter2hunter2', sessionToken: 'hunter2' };
	idc.issue('111111111111', 'ReadOnly', { accessKeyId: keyIds.identityCenter, ...rest });
	idc.issueAssumed(DEPLOY, { accessKeyId: keyIds.deploy, ...rest });
	idc.issueAssumed(PIPELINE, { accessKeyId: keyIds.pipeline, ...rest });
}

async function setRow(row: WhyRow, home: Home, idc: IdentityCenter, instance: Instance): Promise<SetRow> {
	const own = Object.entries(row.env ?? {}).map(([name, value]) => [name, inHome(value, home, instance.container)]);
	const variables = {
		HOME: home.path,
		AWS_MAX_ATTEMPTS: '1',
		AWS_METADATA_SERVICE_TIMEOUT: '5',
		AWS_EC2_METADATA_SERVICE_ENDPOINT: instance.metadata,
		...idc.environment,
		...Object.fromEntries(own),
	};
	const { stdout, stderr } = await runSsoenv(['why', '--json'], variables);
	return { name: row.name, variables, why: parseRecord(stdout) ?? stderr };
}

export interface WhyScene {
	readonly rows: readonly SetRow[];
	readonly close: () => Promise<void>;
}

/** Sets up all rows. Their files stay until it is closed. */
export async function setUpRows(rows: readonly WhyRow[]): Promise<WhyScene> {
	const [idc, instance] = [await startIdentityCenter(), await startInstance()];
	const homes = rows.map((row) => homeOf(row, idc, instance.container));
	fixKeys(idc);
	const close = () => releaseAll(idc.close, instance.close, ...homes.map(({ remove }) => remove));
	try {
		const pairs = rows.flatMap((row, at) => (homes[at] === undefined ? [] : [{ row, home: homes[at] }]));
		return { rows: await eachOf(pairs, ({ row, home }) => setRow(row, home, idc, instance)), close };
	} catch (error) {
		await close();
		throw error;
	}
}
