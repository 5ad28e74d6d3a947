/** What `ssoenv why` answers: for each tool its credentials, its region and its profile, as `--json` prints them. */
import type { ConfigText } from '../config/shared-config.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import type { Environment } from '../machine/environment.ts';
import { chooseActiveProfile } from '../profile/sso-profile.ts';
import { DIRECTORY_VARIABLE } from '../shell/contract.ts';
import { type Credentials, takenBy } from './chain.ts';
import { changes } from './changes.ts';
import type { ClientId } from './client.ts';
import { clients } from './clients.ts';
import { type Place, type Source, settingPlace, type Trouble, variablePlace } from './source.ts';
import { fileReader, type RunningPlace, type View, viewOf } from './view.ts';

export type RegionAnswer = {
	/** Null if nothing sets one. */
	readonly value: string | null;
	readonly from: Place | null;
	/** True if the tool then asks the instance. */
	readonly asksInstance: boolean;
};

export type ClientAnswer = {
	readonly client: ClientId;
	readonly name: string;
	readonly profile: { readonly name: string; readonly from: Place | null; readonly isFound: boolean };
	readonly credentials: Source | null;
	/** Why the tool ends with an error. */
	readonly problem: Trouble | null;
	/** What it cannot use, and goes on without. */
	readonly passedOver: readonly Trouble[];
	/** What it would take if the credentials were not there, the next one first. */
	readonly overridden: readonly Source[];
	/** Commands and edits that make it take something else. */
	readonly changes: readonly string[];
	readonly region: RegionAnswer;
};

export type WhyAnswer = {
	/** Changes when a member gets another meaning or goes away. */
	readonly version: 1;
	/** The profile of `ssoenv exec` and `export` without a name. */
	readonly ssoenv: {
		readonly profile: string;
		readonly from: Place | null;
		/** The folder whose `.ssoenv` chose the role of this shell; null if it was chosen by hand. */
		readonly directory: string | null;
	};
	readonly clients: readonly ClientAnswer[];
};

/** Whether the tool fails to read its profile, and with it every region that the profile or the instance may have. */
const isLost = ({ client, isUnreadable }: View): boolean => client.dialect === 'dotnet' && isUnreadable;

function asksForRegion(view: View, { source }: Credentials): boolean {
	const { asksForRegion: when } = view.client;
	if (when === 'never' || isLost(view)) return false;
	return when === 'always' || source?.kind === 'instance-metadata';
}

function regionOf(view: View, credentials: Credentials): RegionAnswer {
	const { client, env, settings } = view;
	const variable = client.regionVariables.find((name) =>
		client.takesEmptyRegion ? env[name] !== undefined : env[name],
	);
	const asksInstance = asksForRegion(view, credentials);
	if (variable !== undefined) return { value: env[variable] ?? '', from: variablePlace(variable), asksInstance: false };
	const setting = settings?.get('region');
	if (setting === undefined || setting.value === '') return { value: null, from: null, asksInstance };
	return { value: setting.value, from: settingPlace(setting), asksInstance: false };
}

/** A profile may be named twice as a source, by one step after the other. */
function withoutRepeats({ source, overridden }: Credentials): readonly Source[] {
	const seen = new Set([JSON.stringify(source)]);
	return overridden.filter((other) => {
		const text = JSON.stringify(other);
		return !seen.has(text) && seen.add(text);
	});
}

const shown = ({ problem, from }: Trouble): Trouble => ({ problem, from });

function clientAnswer(view: View): ClientAnswer {
	const { client, profile, settings } = view;
	const credentials = takenBy(view);
	return {
		client: client.id,
		name: client.name,
		profile: { ...profile, isFound: settings !== undefined },
		credentials: credentials.source,
		problem: credentials.trouble && shown(credentials.trouble),
		passedOver: credentials.passed.map(shown),
		overridden: withoutRepeats(credentials),
		changes: changes(view, credentials),
		region: regionOf(view, credentials),
	};
}

function placeOf({ namedBy, file }: ProfileChoice): Place | null {
	if (file !== undefined) return { variable: null, file, line: 1, section: null };
	return namedBy === 'default' || namedBy === 'argument' ? null : variablePlace(namedBy);
}

function own(env: Environment, choice: ProfileChoice): WhyAnswer['ssoenv'] {
	const directory = env.SSOENV_PROFILE === undefined ? undefined : env[DIRECTORY_VARIABLE];
	return { profile: choice.profile, from: placeOf(choice), directory: directory ?? null };
}

/**
 * Returns what each tool takes in this environment, with these files.
 * @param choice the profile that ssoenv takes without a name
 */
export function answerFor(
	here: RunningPlace,
	texts: readonly ConfigText[],
	choice: ProfileChoice = chooseActiveProfile(undefined, here.env),
): WhyAnswer {
	const reader = fileReader(texts);
	return {
		version: 1,
		ssoenv: own(here.env, choice),
		clients: clients.map((client) => clientAnswer(viewOf(client, here, reader))),
	};
}
