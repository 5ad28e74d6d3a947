/** `configure`: from answers to sections of the config file, in one edit at the very end; leaving before that changes nothing. */

import { type Settings, text } from '../../core/config/shared-config.ts';
import { currentAnswer } from '../../core/configure/answers.ts';
import { type ConfiguredProfile, type ConfiguredSignIn, configuredChange } from '../../core/configure/configured.ts';
import { failures } from '../../core/failure/failures.ts';
import type { ConfigEdit } from '../../ports/files.ts';
import { roleFor, type SignInWay } from './configure-role.ts';
import { answerTo, type Configuring, signInFor } from './configure-sign-in.ts';

export interface Configured {
	readonly signIn: ConfiguredSignIn;
	/** Undefined where only an sso-session was configured. */
	readonly profile: ConfiguredProfile | undefined;
	readonly edit: ConfigEdit;
}

/** @throws Failure `answers-missing`, `declined`, `config-not-editable`, `file-unusable`, and those of `roleFor` */
export async function configure(run: Configuring, way: SignInWay): Promise<Configured> {
	const { given, isSessionOnly, missing, loaded, context } = run;
	const own = given.profile === undefined ? undefined : loaded.config.profiles.get(given.profile);
	const file = await context.files.configFile();
	// Before anything is asked: a file that cannot be edited would take all answers in vain.
	await file.edit((text) => text);
	const signIn = await signInFor(own, run);
	const profile = isSessionOnly ? undefined : await configuredProfile(signIn, own, way, run);
	if (missing.length > 0) throw failures.answersMissing({ missing });
	const { change, isMeant } = configuredChange(signIn, profile);
	const edit = await file.edit(change, isMeant);
	return { signIn, profile, edit };
}

async function configuredProfile(
	signIn: ConfiguredSignIn,
	own: Settings | undefined,
	way: SignInWay,
	run: Configuring,
): Promise<ConfiguredProfile> {
	const role = await roleFor(signIn, own, way, run);
	const region = await optional(
		'region',
		`region of the profile (such as ${signIn.ssoRegion}; leave empty for none):`,
		own,
		run,
	);
	const output = await optional('output', 'output format of the AWS CLI (leave empty for json):', own, run);
	const initial = role === undefined ? signIn.ssoSession : `${role.roleName}-${role.accountId}`;
	const line = { answer: 'profile', question: 'name of the profile:', current: undefined, initial } as const;
	const name = await answerTo(line, run);
	// A profile that is named last was not there to offer its values: what was left open stays as it is.
	const found = own ?? run.loaded.config.profiles.get(name);
	const kept = (answer: 'region' | 'output') => (run.given[answer] === undefined ? text(found, answer) : undefined);
	return { name, role, region: region ?? kept('region'), output: output ?? kept('output') };
}

/** The flag, the person's word, else what is there. */
async function optional(
	answer: 'region' | 'output',
	question: string,
	own: Settings | undefined,
	run: Configuring,
): Promise<string | undefined> {
	const current = currentAnswer(answer, own, answer, run.loaded.config);
	const isAsked = run.isAsking || run.given[answer] !== undefined;
	return (isAsked ? await answerTo({ answer, question, current }, run) : current) || undefined;
}
