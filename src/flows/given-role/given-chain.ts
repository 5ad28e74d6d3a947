/** Resolves `use --role-arn …`: a role that is assumed without a profile, which later commands find by a name of its own. */

import { isExternalId } from '../../core/aws/identifiers.ts';
import type { ProfileChoice } from '../../core/failure/config-failures.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { roleFailures } from '../../core/failure/role-failures.ts';
import { chainName, formatGivenChain, sourceFor } from '../../core/given-role/given-chain.ts';
import { chainOf, type NamedRoles } from '../../core/given-role/noted-role.ts';
import { canBeSource, profileNamed } from '../../core/profile/chained-profile.ts';
import { missingProfile } from '../../core/profile/refused-profile.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import { roleOfArn } from '../../core/profile/role-of-profile.ts';
import { chooseActiveProfile } from '../../core/profile/sso-profile.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { orOfDirectory } from '../directory/choice.ts';
import { forgetName, hasNote, noteName, noteReader } from './role-notes.ts';

/** The options on the command line. */
export interface ChainWords {
	readonly roleArn: string;
	readonly sourceProfile: string | undefined;
	readonly externalId: string | undefined;
	readonly region: string | undefined;
}

/** What serves a role, and what to do if AWS does not allow it. */
export interface GivenRoleChain {
	readonly profile: ServedProfile;
	/** Removes the note if it is new: with a wrong source or external ID, its name would be taken for ever. */
	readonly forget?: () => void;
}

/**
 * Returns what serves the role, with a generated name. A note stores what the name means; it holds no key.
 * @param apply returns the command that applies `use` with these words in the shell, for hints
 * @throws Failure `usage`, `role-source-missing`, `profile-not-found`, and those of `chainOf`
 */
export async function givenChain(
	words: ChainWords,
	{ config, path }: LoadedConfig,
	apply: (words: string) => string,
	context: Ports<'files' | 'machine'>,
): Promise<GivenRoleChain> {
	refuseUnfit(words);
	const roles = { config, path, readNote: noteReader(context) };
	const { roleArn, externalId, region } = words;
	const choice = await orOfDirectory(chooseActiveProfile(words.sourceProfile, context.machine.env), context);
	const isNamed = words.sourceProfile !== undefined;
	const source = isNamed ? choice.profile : sourceFor(roleArn, choice.profile, config, roles.readNote);
	const role = { roleArn, source, externalId, region };
	const name = chainName(role, config, roles.readNote);
	const isProfile = config.profiles.has(name);
	const served = isProfile
		? profileNamed(config, { profile: name, namedBy: 'argument' }, path)
		: chainOf(name, role, roles);
	if (served === undefined) throw missingSource(roleArn, { ...choice, profile: source }, roles, apply);
	if (isProfile) return { profile: served };
	const isNew = !hasNote(name, context);
	await noteName(name, formatGivenChain(role), context);
	return { profile: served, ...(isNew && { forget: () => forgetName(name, context) }) };
}

/** @throws Failure `usage` */
function refuseUnfit({ roleArn, sourceProfile, externalId }: ChainWords): void {
	const refuse = (problem: string) => failures.usage({ problem, command: 'use' });
	if (roleOfArn(roleArn) === undefined) throw refuse(`--role-arn is "${roleArn}", which is not the ARN of a role`);
	if (sourceProfile === '') throw refuse('--source-profile is empty');
	if (externalId === undefined || isExternalId(externalId)) return;
	throw refuse('--external-id does not have 2 to 1224 letters, digits or characters of _+=,.@:/-');
}

function missingSource(
	roleArn: string,
	choice: ProfileChoice,
	{ config, path }: NamedRoles,
	apply: (words: string) => string,
): Failure {
	const isUsable = (profile: string) => canBeSource(config, profile, path);
	const retry = (profile: string) =>
		apply(
			` --role-arn ${shellWord(roleArn)} --source-profile${profile.startsWith('-') ? '=' : ' '}${shellWord(profile)}`,
		);
	if (choice.namedBy !== 'default') return missingProfile(choice, { config, path, retry, isUsable });
	const source = [...config.profiles.keys()].find(isUsable);
	return roleFailures.roleSourceMissing({ path, retry: source === undefined ? undefined : retry(source) });
}
