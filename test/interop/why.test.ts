/**
 * `ssoenv why` beside the tools that it tells about: in each environment of a table, they take the credentials and the
 * region that it says. `WHY=all` also asks those that need a process for each environment: the AWS CLI 2, if it is on
 * `PATH`, and the AWS SDK for .NET, which it builds from NuGet.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord, type JsonRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { type Taken, takers } from '../support/why/takers.ts';
import { INSTANCE_REGION, keyIds } from '../support/why/why-profiles.ts';
import { whyRows } from '../support/why/why-rows.ts';
import { type SetRow, setUpRows, type WhyScene } from '../support/why/why-scene.ts';

const ASKED_FOR_ALL = process.env.WHY === 'all';

/** The key that a tool takes if the answer of `why` is true: its last four characters. */
function expectedKey(credentials: JsonRecord | undefined): string | null {
	if (credentials === undefined) return null;
	const { kind, role, accessKeyId } = credentials;
	const ids: Readonly<Record<string, string>> = {
		'identity-center': keyIds.identityCenter,
		'assume-role': role === 'Deploy' ? keyIds.deploy : keyIds.pipeline,
		'web-identity': keyIds.pipeline,
		'credential-process': keyIds.process,
		container: keyIds.container,
		'instance-metadata': keyIds.instance,
	};
	return String(ids[String(kind)] ?? accessKeyId).slice(-4);
}

interface Expected {
	readonly key: string | null;
	readonly region: string | null;
}

function expectedOf({ why }: SetRow, client: string): Expected {
	const clients = asRecord(why)?.clients;
	assert.ok(Array.isArray(clients), String(why));
	const answer = asRecord(Array.isArray(clients) ? clients.find((one) => asRecord(one)?.client === client) : undefined);
	const region = asRecord(answer?.region);
	const ofInstance = region?.asksInstance === true ? INSTANCE_REGION : null;
	return {
		key: expectedKey(asRecord(answer?.credentials)),
		region: typeof region?.value === 'string' && region.value !== '' ? region.value : ofInstance,
	};
}

/** A tool that ends with an error may have no region either: it fails before it looks for one. */
function differences(row: SetRow, taken: Taken | undefined, client: string): readonly string[] {
	const expected = expectedOf(row, client);
	const key = taken?.key?.slice(-4) ?? null;
	const region = taken?.region || null;
	const isRight = key === expected.key && (region === expected.region || (key === null && region === null));
	const { key: expectedId, region: expectedRegion } = expected;
	return isRight
		? []
		: [`${row.name}: why says ${expectedId} ${expectedRegion}, it takes ${key} ${region} ${taken?.problem ?? ''}`];
}

const asked = takers.map((taker) => ({
	...taker,
	lacks: taker.lacks ?? (taker.isSlow && !ASKED_FOR_ALL ? 'only with WHY=all' : undefined),
}));

let scene: WhyScene = { rows: [], close: async () => undefined };

test.before(async () => {
	if (asked.some(({ lacks }) => lacks === undefined)) scene = await setUpRows(whyRows);
});
test.after(() => scene.close());

for (const { client, lacks, takenIn } of asked) {
	testUnless(lacks, `${client}: takes what ssoenv why says, in ${whyRows.length} environments`, async () => {
		const { rows } = scene;
		const taken = await takenIn(rows.map(({ variables }) => variables));
		assert.is(taken.length, whyRows.length);
		assert.equal(
			rows.flatMap((row, at) => differences(row, taken[at], client)),
			[],
		);
	});
}

test('the table has the environments that it promises', () => {
	assert.ok(whyRows.length >= 40);
	assert.is(new Set(whyRows.map(({ name }) => name)).size, whyRows.length);
});

test.run();
