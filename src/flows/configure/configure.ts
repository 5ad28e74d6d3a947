/**
 * Runs `configure`: collects answers, then writes the sections of the config file in one edit. Leaving earlier changes
 * nothing.
 */

import { type Settings, text } from '../../core/config/shared-config.ts';
import { currentAnswer } from '../../core/configure/answers.ts';
import {
	type ConfiguredProfile,
	type ConfiguredSignIn,
	configuredChange,
} from '../../core/configure/configured-settings.ts';
import { editFailures } from '../../core/failure/edit-failures.ts';
import type { ConfigEdit } from '../../ports/files.ts';
import { roleFor, type SignInWay } from './configure-role.ts';
import { answerTo, type Configuring, signInFor } from './configure-sign-in.ts';

export interface Configured {
	readonly signIn: ConfiguredSignIn;
	/** Undefined if only an sso-session was configured. */
	readonly profile: ConfiguredProfile | undefined;
	readonly edit: ConfigEdit;
}

/**
 * Configures a profile or an sso-session.
 * @throws Failure `answers-missing`, `declined`, `config-not-editable`, `file-unusable`, and those of `roleFor`
 */
export async function configure(run: Configuring, method: SignInWay): Promise<Configured> {
	const { given, isSessionOnly, missing, loaded, context } = run;
	const existing = given.profile === undefined ? undefined : loaded.config.profiles.get(given.profile);
	const file = await context.files.configFile();
	// Fail before the first question if the file cannot be edited.
	await file.edit((text) => text);
	const signIn = await signInFor(existing, run);
	const profile = isSessionOnly ? undefined : await configuredProfile(signIn, existing, method, run);
	if (missing.length > 0) throw editFailures.answersMissing({ missing });
	const { change, isMeant } = configuredChange(signIn, profile);
	const edit = await file.edit(change, isMeant);
	return { signIn, profile, edit };
}

async function configuredProfile(
	signIn: ConfiguredSignIn,
	existing: Settings | undefined,
	method: SignInWay,
	run: Configuring,
): Promise<ConfiguredProfile> {
	const role = await roleFor(signIn, existing, method, run);
	const region = await optional(
		'region',
		`region of the profile (such as ${signIn.ssoRegion}; leave empty for none):`,
		existing,
		run,
	);
	const output = await optional('output', 'output format of the AWS CLI (leave empty for json):', existing, run);
	const initial = role === undefined ? signIn.ssoSession : `${role.roleName}-${role.accountId}`;
	const line = { answer: 'profile', question: 'name of the profile:', current: undefined, initial } as const;
	const name = await answerTo(line, run);
	// The profile was named last, so its values were not offered: keep those that were left open.
	const present = existing ?? run.loaded.config.profiles.get(name);
	const keptValue = (answer: 'region' | 'output') =>
		run.given[answer] === undefined ? text(present, answer) : undefined;
	return { name, role, region: region ?? keptValue('region'), output: output ?? keptValue('output') };
}

/** Returns the flag, else the answer of the person, else the current value. */
async function optional(
	answer: 'region' | 'output',
	question: string,
	existing: Settings | undefined,
	run: Configuring,
): Promise<string | undefined> {
	const current = currentAnswer(answer, existing, answer, run.loaded.config);
	const isAsked = run.isAsking || run.given[answer] !== undefined;
	return (isAsked ? await answerTo({ answer, question, current }, run) : current) || undefined;
}
