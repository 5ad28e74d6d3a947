/**
 * The AWS CLI's guard against a `credential_process` that ends up calling itself: `_AWS_CLI_PROFILE_CHAIN` is one CSV record
 * with the profiles that are being resolved further up.
 */
import { failures } from '../failure/failures.ts';

const MAX_DEPTH = 4;

/** The fields of one CSV record; `"` quotes a field that holds a comma, and is doubled inside it. */
function csvFields(record: string): readonly string[] {
	const fields = `,${record}`.match(/,(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
	return fields.map((field) => {
		const value = field.slice(1);
		return value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value;
	});
}

/**
 * @param chain value of `_AWS_CLI_PROFILE_CHAIN`, if set
 * @throws Failure `process-chain` when `profile` is in the chain already, or the chain holds four names
 */
export function refuseProfileCycle(chain: string | undefined, profile: string): void {
	const names = chain ? csvFields(chain) : [];
	if (names.includes(profile) || names.length >= MAX_DEPTH) throw failures.processChain({ chain: [...names, profile] });
}
