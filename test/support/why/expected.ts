/** Compares what a tool takes with what `ssoenv why` says. */
import * as assert from 'uvu/assert';
import { asRecord, type JsonRecord } from '../../../src/core/text/json.ts';
import type { Taken } from './takers.ts';
import { INSTANCE_REGION, keyIds } from './why-profiles.ts';
import type { SetRow } from './why-scene.ts';

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

/**
 * Returns a line if they differ. A tool that ends with an error may have no region either: it fails before it looks for one.
 */
export function differences(row: SetRow, taken: Taken | undefined, client: string): readonly string[] {
	const expected = expectedOf(row, client);
	const key = taken?.key?.slice(-4) ?? null;
	const region = taken?.region || null;
	const isRight = key === expected.key && (region === expected.region || (key === null && region === null));
	const { key: expectedId, region: expectedRegion } = expected;
	return isRight
		? []
		: [`${row.name}: why says ${expectedId} ${expectedRegion}, it takes ${key} ${region} ${taken?.problem ?? ''}`];
}
