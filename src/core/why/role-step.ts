/** Roles that a profile assumes, with the credentials of another profile or of a named source. */
import type { PlacedSettings } from '../config/dialect-files.ts';
import { OUTSIDE, type SearchStep } from './client.ts';
import { container, instanceMetadata, keysInEnvironment } from './environment-steps.ts';
import { isTrouble, keyPlace, type Outcome, roleNamed, type Source, sourceOf, type Trouble } from './source.ts';
import type { View } from './view.ts';

/** Tries one step for a profile. chain.ts has all of them. */
export type TryStep = (step: SearchStep, profile: string, settings: PlacedSettings) => Outcome;

const settingOf = (settings: PlacedSettings, key: string): string => settings.get(key)?.value ?? '';

const hasKeys = (settings: PlacedSettings): boolean =>
	settingOf(settings, 'aws_access_key_id') !== '' && settingOf(settings, 'aws_secret_access_key') !== '';

/** Whether the tool tries to assume the role of the profile at all. */
function isRole({ client }: View, settings: PlacedSettings): boolean {
	const [source, named] = [settingOf(settings, 'source_profile'), settingOf(settings, 'credential_source')];
	// ProfileCredentialsUtils refuses a profile with both, and the search goes on after it; the others look further.
	if (client.role === 'if-source') return settingOf(settings, 'role_arn') !== '' && (source === '') !== (named === '');
	if (client.role === 'wraps') return source !== '' || named !== '';
	return settings.has('role_arn') && !settings.has('web_identity_token_file');
}

function trouble(settings: PlacedSettings, problem: string, key = 'role_arn'): Trouble {
	return { problem, from: keyPlace(settings, key) };
}

/** What the settings of the role lack. */
function badRole(profile: string, settings: PlacedSettings): Trouble | undefined {
	const [source, named] = [settingOf(settings, 'source_profile'), settingOf(settings, 'credential_source')];
	if (settingOf(settings, 'role_arn') === '') {
		return trouble(
			settings,
			`profile "${profile}" lacks role_arn`,
			source === '' ? 'credential_source' : 'source_profile',
		);
	}
	if (source !== '' && named !== '')
		return trouble(settings, `profile "${profile}" has source_profile and credential_source`);
	if (source === '' && named === '')
		return trouble(settings, `profile "${profile}" has role_arn, but neither source_profile nor credential_source`);
	return undefined;
}

/** The names of credential_source, as all tools spell them. */
const namedSources: Readonly<Record<string, (view: View) => Outcome>> = {
	Environment: ({ client, env }) => keysInEnvironment(client, env),
	EcsContainer: ({ client, env }) => container(client, env),
	Ec2InstanceMetadata: ({ client, env }) => instanceMetadata(client, env),
};

function namedSource(view: View, settings: PlacedSettings): Source | Trouble {
	const name = settingOf(settings, 'credential_source');
	const found = Object.hasOwn(namedSources, name) ? namedSources[name]?.(view) : undefined;
	return found ?? trouble(settings, `credential_source ${name} has no credentials here`, 'credential_source');
}

interface Visit {
	readonly view: View;
	readonly tryStep: TryStep;
	readonly visited: readonly string[];
}

function profileSource(visit: Visit, profile: string, settings: PlacedSettings): Source | Trouble {
	const { view, tryStep, visited } = visit;
	const name = settingOf(settings, 'source_profile');
	const refuse = (problem: string) => trouble(settings, problem, 'source_profile');
	const source = view.files.profiles.get(name);
	if (source === undefined) return refuse(`there is no profile "${name}", the source_profile of "${profile}"`);
	if (hasKeys(source)) return tryStep('keys', name, source) ?? refuse(`profile "${name}" has no credentials`);
	if (visited.includes(name)) return refuse(`profile "${profile}" is its own source`);
	if (isRole(view, source)) return roleIn({ ...visit, visited: [...visited, name] }, name, source);
	// A source profile must have its credentials itself.
	const found = view.client.steps
		.filter((step) => !OUTSIDE.has(step) && step !== 'role')
		.map((step) => tryStep(step, name, source))
		.find((outcome) => outcome !== undefined);
	return found ?? refuse(`profile "${name}" has no credentials`);
}

function roleIn(visit: Visit, profile: string, settings: PlacedSettings): Source | Trouble {
	const bad = badRole(profile, settings);
	if (bad !== undefined) return bad;
	const isNamed = settingOf(settings, 'credential_source') !== '';
	const source = isNamed ? namedSource(visit.view, settings) : profileSource(visit, profile, settings);
	if (isTrouble(source)) return source;
	return roleWith(profile, settings, source);
}

/** Returns the role of a profile, assumed with a source. */
export const roleWith = (profile: string, settings: PlacedSettings, source: Source): Source =>
	sourceOf('assume-role', keyPlace(settings, 'role_arn'), {
		profile,
		...roleNamed(settingOf(settings, 'role_arn')),
		source,
	});

/** The role of a profile. */
export function roleStep(view: View, tryStep: TryStep, profile: string, settings: PlacedSettings): Outcome {
	return isRole(view, settings) ? roleIn({ view, tryStep, visited: [profile] }, profile, settings) : undefined;
}
