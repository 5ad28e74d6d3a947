/** Tells which roles the patterns that `sync` remembers leave out. */
import { configBlockOf } from '../../core/config-edit/blocks.ts';
import { type RoleOfAccount, roleSelector } from '../../core/discovery/role-patterns.ts';
import { Failure } from '../../core/failure/failure.ts';
import { blockLabel } from '../../core/sync/excluded-roles.ts';
import { rememberedOptions } from '../../core/sync/recipe.ts';
import type { Ports } from '../../ports/context.ts';

/** Returns a test for roles that get no profile. Without a block, or with a damaged one, no role is left out. */
export async function leftOutOf(
	ssoSession: string | undefined,
	{ files }: Ports<'files'>,
): Promise<(role: RoleOfAccount) => boolean> {
	if (ssoSession === undefined) return () => false;
	try {
		const body = configBlockOf((await files.configFile()).read(), blockLabel(ssoSession));
		const { include = [], exclude = [] } = rememberedOptions(body ?? '') ?? {};
		const isWanted = roleSelector({ include, exclude });
		return (role) => !isWanted(role);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return () => false;
	}
}
