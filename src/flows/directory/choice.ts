/** Chooses the profile of the folder, if nothing else names one. */
import type { ProfileChoice } from '../../core/failure/config-failures.ts';
import type { Ports } from '../../ports/context.ts';

/**
 * Returns the choice; if it is `default` only because nothing names another, the profile that the folder's `.ssoenv`
 * names. Only then is a file looked for.
 */
export async function orOfDirectory(choice: ProfileChoice, context: Ports<'files'>): Promise<ProfileChoice> {
	if (choice.namedBy !== 'default' || !context.files.isBelowDirectoryFile()) return choice;
	const { allowedDirectory } = await import('./nearest-directory.ts');
	const found = await allowedDirectory(context);
	return found === undefined ? choice : { profile: found.profile, namedBy: '.ssoenv', file: found.path };
}
