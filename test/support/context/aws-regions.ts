/** All regions that the AWS SDK knows, and the switches that change the endpoint of a service. */
import { asRecord } from '../../../src/core/text/json.ts';

export const SWITCHES = [false, true].flatMap((useFipsEndpoint) =>
	[false, true].map((useDualstackEndpoint) => ({ useFipsEndpoint, useDualstackEndpoint })),
);
type Switches = (typeof SWITCHES)[number];

/** Returns the input of the SDK's endpoint rules. */
export const inputOf = (region: string, { useFipsEndpoint, useDualstackEndpoint }: Switches) => ({
	Region: region,
	UseFIPS: useFipsEndpoint,
	UseDualStack: useDualstackEndpoint,
});

/** Not exported by the package. */
const PARTITIONS = import.meta
	.resolve('@aws-sdk/client-sso')
	.replace(/client-sso\/.*$/, 'core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js');

export async function partitions(): Promise<readonly (readonly [name: string, regions: readonly string[]])[]> {
	const { partitionsInfo } = asRecord(await import(PARTITIONS)) ?? {};
	const list = asRecord(partitionsInfo)?.partitions;
	if (!Array.isArray(list)) throw new TypeError('no partitions');
	return list.map((partition) => [String(partition.id), Object.keys(partition.regions)]);
}
