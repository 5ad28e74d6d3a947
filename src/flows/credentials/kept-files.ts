/** Refuses what would put role credentials into a file where that is forbidden. */
import { writeFailures } from '../../core/failure/write-failures.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { keepForbiddenBy } from './may-keep.ts';

/** @throws Failure `keeping-forbidden`, and those of `keepForbiddenBy` */
export async function refuseUnlessKept(
	profile: ServedProfile,
	loaded: LoadedConfig,
	context: Ports<'machine'>,
): Promise<void> {
	const forbiddenBy = await keepForbiddenBy(profile, loaded, context);
	const otherwise = `ssoenv exec ${argumentWord(profile.name)} -- COMMAND`;
	if (forbiddenBy !== undefined) throw writeFailures.keepingForbidden({ forbiddenBy, otherwise });
}
