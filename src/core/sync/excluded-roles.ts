/** Takes profiles out of the block that `sync` wrote, so that the next sync does not bring them back. */
import { configBlockOf, withConfigBlock } from '../config-edit/blocks.ts';
import { withoutWholeSections } from '../config-edit/whole-sections.ts';
import { shellWord } from '../text/quoting.ts';
import { profilesOf, type SyncedProfile, withoutIdleLines } from './profile-block.ts';
import { mergedRecipe, noOptions, recipeCommand, rememberedOptions } from './recipe.ts';

/** Returns the name of the block for an sso-session. */
export const blockLabel = (ssoSession: string): string => `sync ${shellWord(ssoSession)}`;

/** Returns the profiles in the block of an sso-session. @throws Failure `config-block-damaged` */
export const blockProfiles = (text: string, ssoSession: string): readonly SyncedProfile[] =>
	profilesOf(configBlockOf(text, blockLabel(ssoSession)) ?? '', ssoSession);

const patternOf = ({ accountId, roleName }: SyncedProfile): string => `${accountId}/${roleName}`;

/** Returns the body with a command that leaves out these roles as well. */
function withExclusions(body: string, ssoSession: string, roles: readonly SyncedProfile[]): string {
	const remembered = rememberedOptions(body);
	const recipe = mergedRecipe(ssoSession, noOptions, remembered);
	const exclude = [...new Set([...recipe.exclude, ...roles.map(patternOf)])];
	const command = `# ${recipeCommand({ ...recipe, exclude })}`;
	return remembered === undefined ? `${command}\n${body}` : body.replace(/^# ssoenv sync .*$/m, () => command);
}

/**
 * Takes profiles out of the blocks of their sso-sessions, and leaves out their roles from then on.
 * @param isMeant whether a profile of that name goes
 * @throws Failure `config-block-damaged`, `config-not-editable`
 */
export function withProfilesExcluded(
	text: string,
	ssoSessions: Iterable<string>,
	isMeant: (profile: string) => boolean,
): string {
	let edited = text;
	for (const ssoSession of ssoSessions) {
		const label = blockLabel(ssoSession);
		const body = configBlockOf(edited, label);
		const going = profilesOf(body ?? '', ssoSession).filter(({ name }) => isMeant(name));
		if (body === undefined || going.length === 0) continue;
		const rest = withoutWholeSections(body, ({ kind, name }) => kind === 'profile' && isMeant(name));
		edited = withConfigBlock(edited, label, withExclusions(withoutIdleLines(rest), ssoSession, going));
	}
	return edited;
}

/**
 * Leaves in the blocks of these sso-sessions nothing of profiles that have moved out, so that they are as `sync` writes
 * them.
 * @throws Failure `config-block-damaged`, `config-not-editable`
 */
export const withTidyBlocks = (text: string, ssoSessions: readonly string[]): string =>
	ssoSessions.reduce((edited, ssoSession) => {
		const body = configBlockOf(edited, blockLabel(ssoSession));
		return body === undefined ? edited : withConfigBlock(edited, blockLabel(ssoSession), withoutIdleLines(body));
	}, text);
