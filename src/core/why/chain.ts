/** Follows the steps of a tool until one has credentials, and tells what the steps behind it would have had. */
import type { PlacedSettings } from '../config/dialect-files.ts';
import { type Handling, OUTSIDE, type SearchStep } from './client.ts';
import { container, environmentToken, instanceMetadata, keysInEnvironment } from './environment-steps.ts';
import { anyToken, consoleLogin, credentialProcess, profileToken, staticKeys } from './profile-steps.ts';
import { mixedKinds, sessionTrouble } from './profile-trouble.ts';
import { roleStep, roleWith } from './role-step.ts';
import { isTrouble, type Outcome, type Source, type Trouble } from './source.ts';
import { identityCenter } from './sso-step.ts';
import type { View } from './view.ts';

export interface Credentials {
	/** Null if the tool ends with an error. */
	readonly source: Source | null;
	/** Why it ends so. */
	readonly trouble: Trouble | null;
	/** What it cannot use, and goes on without. */
	readonly passed: readonly Trouble[];
	/** What it would take next if the source were not there. */
	readonly overridden: readonly Source[];
}

const NO_SETTINGS: PlacedSettings = new Map();

/** Tries a step that looks at a profile. */
function inProfile(view: View, step: SearchStep, profile: string, settings: PlacedSettings): Outcome {
	const tryStep = (other: SearchStep, name: string, its: PlacedSettings) => inProfile(view, other, name, its);
	const of = (file: 'config' | 'credentials') => staticKeys(view, profile, view.files.profilesIn[file].get(profile));
	if (step === 'sso') return identityCenter(view, profile, settings);
	const mixed = mixedKinds(view.client, profile, settings);
	if (mixed !== undefined) return mixed;
	if (step === 'role') return roleStep(view, tryStep, profile, settings);
	if (step === 'token') return profileToken(view, profile, settings);
	if (step === 'any-token') return anyToken(view, profile, settings);
	if (step === 'keys') return staticKeys(view, profile, settings);
	if (step === 'credentials-file') return of('credentials');
	if (step === 'config-file') return of('config');
	if (step === 'login') return consoleLogin(profile, settings);
	return step === 'process' ? credentialProcess(profile, settings) : undefined;
}

function outside(view: View, step: SearchStep): Outcome {
	const { client, env } = view;
	if (step === 'environment') return keysInEnvironment(client, env);
	if (step === 'environment-token') return environmentToken(client, env);
	if (step === 'container') return container(client, env);
	// .NET reads the profile again, for the settings of instance metadata.
	const isLost = client.dialect === 'dotnet' && view.isUnreadable;
	return isLost && view.trouble !== undefined ? { ...view.trouble, isFinal: true } : instanceMetadata(client, env);
}

const tried = (view: View, step: SearchStep): Outcome =>
	OUTSIDE.has(step) ? outside(view, step) : inProfile(view, step, view.profile.name, view.settings ?? NO_SETTINGS);

/** Go assumes the role of a profile with all but a web identity, be it from outside the profile. */
function wrapped({ client, profile, settings }: View, step: SearchStep, source: Source): Source {
	const isFirst = step === 'environment' || step === 'environment-token';
	const arn = settings?.get('role_arn')?.value ?? '';
	if (client.role !== 'wraps' || isFirst || arn === '' || settings === undefined) return source;
	return source.kind === 'assume-role' || source.kind === 'web-identity'
		? source
		: roleWith(profile.name, settings, source);
}

/** Whether a named profile makes the tool pass over the keys of the environment. */
const isSkipped = ({ client, profile }: View, step: SearchStep): boolean =>
	step === 'environment' && client.profileBeatsKeys && profile.from !== null;

/** What Go checks in the profile while it loads the files, even if keys in the environment win. */
function unusableProfile(view: View): Trouble | undefined {
	const { client, profile, settings = NO_SETTINGS } = view;
	if (!client.checksProfileFirst) return undefined;
	const role = inProfile(view, 'role', profile.name, settings);
	if (isTrouble(role)) return role;
	const keys = (['config', 'credentials'] as const)
		.map((file) => staticKeys(view, profile.name, view.files.profilesIn[file].get(profile.name)))
		.find(isTrouble);
	return keys ?? sessionTrouble(client, view.files, settings);
}

const handling = ({ client, isUnreadable }: View): Handling => (isUnreadable ? client.badFile : client.missingProfile);

/** Returns what stops the tool before it looks for credentials. */
function firstTrouble(view: View): Trouble | undefined {
	const { client, profile, trouble, isUnreadable } = view;
	if (trouble === undefined) return unusableProfile(view);
	const isChecked = isUnreadable || client.checkedVariables.includes(profile.from?.variable ?? '');
	return isChecked && handling(view) === 'refused-first' ? trouble : undefined;
}

/** Returns what stops the tool at its first look at the profile. */
const troubleInTurn = (view: View): Trouble | undefined =>
	handling(view) === 'refused-in-turn' ? view.trouble : undefined;

const NOTHING: Trouble = { problem: 'nothing has credentials', from: null };

/** What all steps have that are not taken: the last one may have nothing. */
function others(view: View, steps: readonly SearchStep[]): readonly Source[] {
	const found = steps
		.filter((step) => step !== 'metadata')
		.map((step) => tried(view, step))
		.filter((outcome) => outcome !== undefined);
	return found.filter((outcome): outcome is Source => !isTrouble(outcome));
}

const stops = ({ client: { stopsAt } }: View, step: SearchStep, { isFinal = false }: Trouble): boolean =>
	isFinal || stopsAt === 'all' || stopsAt.includes(step);

function pass(passed: Trouble[], trouble: Trouble): void {
	if (!passed.some(({ problem }) => problem === trouble.problem)) passed.push(trouble);
}

/** Goes through the steps up to the first source, or the first trouble that stops the tool. */
function walk(view: View, passed: Trouble[]): { readonly at: number; readonly outcome: Outcome } {
	const { steps } = view.client;
	const inTurn = troubleInTurn(view);
	const turn = inTurn === undefined ? -1 : steps.findIndex((step) => !OUTSIDE.has(step));
	for (const [at, step] of steps.entries()) {
		if (at === turn) return { at, outcome: inTurn };
		const outcome = isSkipped(view, step) ? undefined : tried(view, step);
		if (isTrouble(outcome) && !stops(view, step, outcome)) pass(passed, outcome);
		else if (outcome !== undefined) return { at, outcome };
	}
	return { at: steps.length, outcome: passed[0] ?? NOTHING };
}

/** Returns the credentials that a tool takes. */
export function takenBy(view: View): Credentials {
	const { steps } = view.client;
	const first = firstTrouble(view);
	if (first !== undefined) return { source: null, trouble: first, passed: [], overridden: others(view, steps) };
	const passed = view.trouble === undefined || troubleInTurn(view) !== undefined ? [] : [view.trouble];
	const { at, outcome } = walk(view, passed);
	const step = steps[at];
	const overridden = others(
		view,
		steps.filter((other, index) => index > at || isSkipped(view, other)),
	);
	if (isTrouble(outcome) || outcome === undefined || step === undefined) {
		return { source: null, trouble: isTrouble(outcome) ? outcome : NOTHING, passed, overridden };
	}
	return { source: wrapped(view, step, outcome), trouble: null, passed, overridden };
}
