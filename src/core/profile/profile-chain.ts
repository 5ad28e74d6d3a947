/**
 * Implements the AWS CLI's guard against a `credential_process` that calls itself. `_AWS_CLI_PROFILE_CHAIN` is one CSV
 * record with the profiles that the parent processes are resolving.
 */
import { failures } from '../failure/failures.ts';

const MAX_DEPTH = 4;

/**
 * Splits a CSV record into fields. `"` quotes a field that contains a comma, and is doubled inside it (RFC 4180,
 * section 2).
 */
function csvFields(record: string): readonly string[] {
	const fields = `,${record}`.match(/,(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
	return fields.map((field) => {
		const value = field.slice(1);
		return value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value;
	});
}

const csvField = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/**
 * Refuses a profile that would call itself.
 * @param chain the value of `_AWS_CLI_PROFILE_CHAIN`, if set
 * @throws Failure `process-chain` if `profile` is already in the chain, or the chain has four names
 */
export function refuseProfileCycle(chain: string | undefined, profile: string): void {
	const names = chain ? csvFields(chain) : [];
	if (names.includes(profile) || names.length >= MAX_DEPTH) throw failures.processChain({ chain: [...names, profile] });
}

/** Returns the chain for a program that runs while `profile` is being resolved. */
export const withProfile = (chain: string | undefined, profile: string): string =>
	chain ? `${chain},${csvField(profile)}` : csvField(profile);
