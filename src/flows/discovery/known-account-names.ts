/** Finds the names of accounts that earlier discoveries have found, without a request. */
import { tokenKey } from '../../core/aws/sso-session.ts';
import { parseDiscovery } from '../../core/discovery/kept-discovery.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

/** Returns the names by account ID. */
export async function knownAccountNames(
	{ config, path }: Pick<LoadedConfig, 'config' | 'path'>,
	context: Ports<'files'>,
): Promise<ReadonlyMap<string, string>> {
	const discoveries = await context.files.discoveries();
	const names = new Map<string, string>();
	for (const { session } of configuredSessions(config, path)) {
		const text = discoveries.readComplete(tokenKey(session));
		const accounts = text === undefined ? undefined : parseDiscovery(text, session)?.accounts;
		for (const { accountId, accountName } of accounts?.values() ?? []) {
			if (accountName !== undefined) names.set(accountId, accountName);
		}
	}
	return names;
}
