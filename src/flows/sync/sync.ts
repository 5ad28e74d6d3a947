/**
 * Writes a profile for each account and role of a session into a block of the config file: plans the block, and writes
 * it.
 */

import { isWritableName } from '../../core/aws/identifiers.ts';
import { configBlockOf } from '../../core/config-edit/blocks.ts';
import { findHandEdits, type HandEdits, NO_EDITS } from '../../core/config-edit/hand-edits.ts';
import { sectionText } from '../../core/config-edit/section-edit.ts';
import { syncFailures } from '../../core/failure/edit-failures.ts';
import { blockLabel } from '../../core/sync/excluded-roles.ts';
import { parseNamesFile } from '../../core/sync/names-file.ts';
import { planSync, type SyncPlan } from '../../core/sync/plan.ts';
import { accountNamesOf, blockBody, profilesOf, type SyncedProfile } from '../../core/sync/profile-block.ts';
import {
	checkRecipe,
	type GivenOptions,
	hasOptions,
	hasOtherTemplate,
	mergedRecipe,
	rememberedOptions,
	type SyncRecipe,
} from '../../core/sync/recipe.ts';
import { ownProfiles, type SyncFacts, type WantedProfiles, wantedProfiles } from '../../core/sync/wanted-profiles.ts';
import type { Ports } from '../../ports/context.ts';
import type { ConfigEdit } from '../../ports/files.ts';
import type { Discovery } from '../discovery/discover.ts';
import { blockChange, editForUndo } from './sync-history.ts';

export interface SyncOptions {
	readonly given: GivenOptions;
	/** What `checkOptions` returned. */
	readonly known: ReadBlock;
	readonly isPruned: boolean;
	/** True if the profiles of renamed accounts get their new names. */
	readonly isRenaming: boolean;
}

export interface PreparedSync extends Pick<WantedProfiles, 'roles' | 'resolved' | 'own' | 'leftOut' | 'renamed'> {
	readonly label: string;
	/** The options in force. */
	readonly recipe: SyncRecipe;
	readonly plan: SyncPlan;
	/** The present text of the block and the planned one; undefined stands for no block. */
	readonly before: string | undefined;
	readonly after: string | undefined;
	/** Whether the block was edited by hand. `after` does not contain these edits. */
	readonly isByHand: boolean;
	/** The edits by hand, as far as they can be identified. */
	readonly byHand: HandEdits;
	/** Whether profiles keep the names of accounts that were renamed. */
	readonly keepsNames: boolean;
}

const section = (name: string, settings: ReadonlyMap<string, string>, comment: string | undefined): string =>
	sectionText({ kind: 'profile', name }, settings, comment);

/** What the block says now. */
interface PresentBlock {
	/** Undefined if there is no block. */
	readonly text: string | undefined;
	readonly remembered: GivenOptions | undefined;
	readonly existing: readonly SyncedProfile[];
}

const presentBlock = (text: string | undefined, ssoSession: string): PresentBlock => ({
	text,
	remembered: text === undefined ? undefined : rememberedOptions(text),
	existing: profilesOf(text ?? '', ssoSession),
});

/**
 * Reads the names file, and notes its absolute path in the recipe: the next sync may run in another folder.
 * @throws Failure `names-unreadable`, `names-invalid`, `file-unusable`
 */
async function withNamesFile(recipe: SyncRecipe, { files }: Ports<'files'>) {
	if (recipe.names === undefined) return { recipe, aliases: new Map<string, string>() };
	const { path, text: names } = await files.readOwnFile(recipe.names);
	if (names === undefined) throw syncFailures.namesUnreadable({ path });
	return { recipe: { ...recipe, names: path }, aliases: parseNamesFile(names, path) };
}

/** Gathers what the plan depends on. */
function factsFor(
	present: PresentBlock,
	{ recipe, aliases }: Pick<SyncFacts, 'recipe' | 'aliases'>,
	{ assignments, unreadable }: Discovery,
	isRenaming: boolean,
	{ files }: Ports<'files'>,
): SyncFacts {
	const inBlock = new Set(present.existing.map(({ name }) => name));
	// Its problems were told when the session was chosen.
	const { config } = files.loadConfig(() => undefined);
	return {
		recipe,
		aliases,
		assignments,
		unreadable,
		existing: present.existing,
		keptNames: accountNamesOf(present.text ?? ''),
		isRenaming: isRenaming || hasOtherTemplate(recipe, present.remembered),
		own: ownProfiles(config, recipe, (name) => inBlock.has(name)),
		taken: new Set([...config.profiles.keys()].filter((name) => !inBlock.has(name))),
	};
}

/** Returns the block as sync would have written it with what it remembers; undefined if it cannot have written it. */
function writtenBody({ text: body, remembered, existing }: PresentBlock, ssoSession: string): string | undefined {
	if (body === undefined || remembered === undefined) return undefined;
	if (!existing.every(({ name }) => isWritableName(name))) return undefined;
	const content = {
		recipe: mergedRecipe(ssoSession, remembered),
		profiles: existing,
		accountNames: accountNamesOf(body),
	};
	return blockBody(content, section, body);
}

/** Returns what the options say, with what the block remembers of earlier ones. */
const optionsFor = (
	present: Pick<PresentBlock, 'remembered'>,
	ssoSession: string,
	given: GivenOptions,
	context: Ports<'files'>,
) => withNamesFile(checkRecipe(mergedRecipe(ssoSession, given, present.remembered)), context);

/** The text of the config file, and the text of the block in it. The block is undefined if the file has none. */
interface ReadBlock {
	readonly fileText: string;
	readonly block: string | undefined;
}

/**
 * Reads the block as it is now.
 * @param known the block as it was: with thousands of profiles it takes long to find
 * @throws Failure `config-block-damaged`, `config-not-editable`
 */
async function readBlock(ssoSession: string, { files }: Ports<'files'>, known?: ReadBlock): Promise<ReadBlock> {
	const fileText = (await files.configFile()).read();
	if (known?.fileText === fileText) return known;
	return { fileText, block: configBlockOf(fileText, blockLabel(ssoSession)) };
}

/**
 * Refuses options that cannot be written, and a damaged block, before the discovery: it may take minutes.
 * @throws Failure as `prepareSync`
 */
export async function checkOptions(
	ssoSession: string,
	given: GivenOptions,
	context: Ports<'files'>,
): Promise<ReadBlock> {
	const known = await readBlock(ssoSession, context);
	await optionsFor({ remembered: rememberedOptions(known.block ?? '') }, ssoSession, given, context);
	return known;
}

/**
 * Plans the block.
 * @throws Failure of `checkRecipe` and `withNamesFile`, `config-block-damaged`, `config-not-editable`
 */
export async function prepareSync(
	ssoSession: string,
	discovery: Discovery,
	{ given, known, isPruned, isRenaming }: SyncOptions,
	context: Ports<'files'>,
): Promise<PreparedSync> {
	const present = presentBlock((await readBlock(ssoSession, context, known)).block, ssoSession);
	const before = present.text;
	const options = await optionsFor(present, ssoSession, given, context);
	const facts = factsFor(present, options, discovery, isRenaming, context);
	const { profiles, accountNames, whyStale, asKept, ...wanted } = wantedProfiles(facts);
	const plan = planSync(present.existing, profiles, isPruned, { whyStale, asKept });
	const content = { recipe: options.recipe, profiles: plan.profiles, accountNames: accountNames(plan.profiles) };
	const body = blockBody(content, section, before);
	const written = writtenBody(present, ssoSession);
	const isByHand = before !== written;
	// A block without profiles stays if it has options: else the next sync would bring back what they leave out.
	const isLeft = plan.profiles.length > 0 || (before !== undefined && hasOptions(options.recipe));
	return {
		...wanted,
		label: blockLabel(ssoSession),
		recipe: options.recipe,
		plan,
		before,
		after: isLeft ? body : undefined,
		isByHand,
		byHand: isByHand ? findHandEdits(before ?? '', written ?? body) : NO_EDITS,
		keepsNames: !facts.isRenaming,
	};
}

/** Writes the planned block. @throws Failure `config-changed` if the block has changed since the plan */
export async function applySync({ label, before, after }: PreparedSync, context: Ports<'files'>): Promise<ConfigEdit> {
	const block = { label, before, after };
	const { path } = await context.files.configFile();
	return editForUndo({ change: blockChange(block, path), recordOf: () => block }, context);
}
