/** Checks of what profiles and their sso-sessions say together. */

import { OWN_PREFIX } from '../command-line/sign-in-settings.ts';
import { type SharedConfig, text } from '../config/shared-config.ts';
import { TRIGGERS } from '../profile/credential-provider.ts';
import type { Check } from './check.ts';
import {
	at,
	isKey,
	keyIn,
	type PlacedKey,
	type PlacedSection,
	placedFiles,
	placeOfKey,
	sectionNamed,
} from './config-lines.ts';
import type { Facts } from './facts.ts';
import { add, type Edit, type Finding, remove, upwards } from './finding.ts';

/** A profile with the sso-session that it names. */
interface Pair {
	readonly profile: PlacedSection;
	readonly session: PlacedSection;
	readonly names: { readonly profile: string; readonly session: string };
}

function pairs(config: SharedConfig): readonly Pair[] {
	return [...config.profiles].flatMap(([name, settings]) => {
		const used = text(settings, 'sso_session');
		const profile = sectionNamed(config, { kind: 'profile', name });
		const session = used === undefined ? undefined : sectionNamed(config, { kind: 'sso-session', name: used });
		if (used === undefined || profile === undefined || session === undefined) return [];
		return [{ profile, session, names: { profile: name, session: used } }];
	});
}

const OF_SIGN_IN = ['sso_start_url', 'sso_region'] as const;

const inPairs = (keys: readonly string[], find: (pair: Pair, key: string) => Finding | undefined) => (facts: Facts) =>
	pairs(facts.config).flatMap((pair) => keys.flatMap((key) => find(pair, key) ?? []));

const value = (key: PlacedKey | undefined): string | undefined => key?.content.value;

function repeated({ profile, session, names }: Pair, key: string): Finding | undefined {
	const own = keyIn(profile, key);
	if (own === undefined || value(own) !== value(keyIn(session, key))) return undefined;
	return {
		severity: 'hint',
		message: `${key} is in profile "${names.profile}", on ${at(own)}, and again in sso-session "${names.session}"`,
		why: 'the SDK for Rust refuses the profile',
		place: placeOfKey(own),
		steps: [remove(own.path, own.line)],
	};
}

/** Returns the first of several profiles for each sso-session. */
const firstOfEach = (all: readonly Pair[]): readonly Pair[] => [
	...new Map(all.toReversed().map((pair) => [pair.session, pair])).values(),
];

/** Settings that belong to the sso-session, and that only a profile has. */
const incomplete = ({ config }: Facts): readonly Finding[] =>
	OF_SIGN_IN.flatMap((key) => {
		const lacking = pairs(config).filter(
			({ profile, session }) => keyIn(session, key) === undefined && keyIn(profile, key) !== undefined,
		);
		return firstOfEach(lacking).flatMap(({ profile, session, names }) => {
			const own = keyIn(profile, key);
			if (own === undefined) return [];
			const same = lacking.flatMap((other) => (other.session === session ? (keyIn(other.profile, key) ?? []) : []));
			const edits: readonly Edit[] = [
				add(own.path, session.line, `${key} = ${own.content.value}`),
				...same.filter((one) => value(one) === value(own)).map((one) => remove(one.path, one.line)),
			];
			const finding: Finding = {
				severity: 'problem',
				message: `sso-session "${names.session}" lacks ${key}, which only profile "${names.profile}" has, on ${at(own)}`,
				why: 'only ssoenv looks for it in the profile: the AWS CLI and the SDKs refuse the profile',
				place: { ...placeOfKey(own), session: names.session },
				steps: upwards(edits),
			};
			return [finding];
		});
	});

/** The account and the role belong to the profile. */
function roleInSession({ config }: Facts): readonly Finding[] {
	const all = pairs(config);
	const sessions = [...new Set(all.map(({ session }) => session))];
	return sessions.flatMap((session) =>
		TRIGGERS.flatMap((key) => {
			const shared = keyIn(session, key);
			if (shared === undefined) return [];
			const users = all.filter((pair) => pair.session === session && keyIn(pair.profile, key) === undefined);
			const edits: readonly Edit[] = [
				remove(shared.path, shared.line),
				...users.map(({ profile }) => add(shared.path, profile.line, `${key} = ${shared.content.value}`)),
			];
			const finding: Finding = {
				severity: 'hint',
				message: `${key} is in [${session.header}], on ${at(shared)}, and not in the profile`,
				why: 'the SDKs for Go, Rust and Java refuse profiles whose account or role is in the sso-session',
				place: placeOfKey(shared),
				steps: upwards(edits),
			};
			return [finding];
		}),
	);
}

function regionConflict({ profile, session, names }: Pair): Finding | undefined {
	const [own, shared] = [keyIn(profile, 'region'), keyIn(session, 'region')];
	if (own === undefined || shared === undefined || value(own) === value(shared)) return undefined;
	return {
		severity: 'problem',
		message: `region differs between profile "${names.profile}", on ${at(own)}, and sso-session "${names.session}", on ${at(shared)}`,
		why: 'ssoenv, the AWS CLI and boto3 refuse the profile',
		place: placeOfKey(own),
		steps: [remove(shared.path, shared.line)],
	};
}

const emptySession = ({ config }: Facts): readonly Finding[] =>
	placedFiles(config)
		.flatMap(({ lines }) => lines)
		.filter(isKey)
		.filter(
			({ content, section }) => content.key === 'sso_session' && content.value === '' && section?.named !== undefined,
		)
		.map((key) => ({
			severity: 'problem',
			message: `sso_session of profile "${key.section?.named?.name}" on ${at(key)} has no value`,
			why: 'an empty one counts: ssoenv, the AWS CLI and all SDKs but the one for Go refuse the profile',
			place: placeOfKey(key),
			steps: [remove(key.path, key.line)],
		}));

/** Keys of ssoenv count only in the sso-session: `ssoenv_keep = false` in a profile keeps nothing out of files. */
const ownKeyInProfile = ({ config }: Facts): readonly Finding[] =>
	placedFiles(config)
		.flatMap(({ lines }) => lines)
		.filter(isKey)
		.filter(({ content, section }) => content.key.startsWith(OWN_PREFIX) && section?.named?.kind === 'profile')
		.map((key) => {
			const { path, line, content, section } = key;
			const [pair] = pairs(config).filter(({ profile }) => profile === section);
			const isMoved =
				pair !== undefined &&
				keyIn(pair.session, content.key) === undefined &&
				keyIn(pair.session, 'sso_start_url')?.path === path;
			const added = isMoved ? [add(path, pair.session.line, `${content.key} = ${content.value}`)] : [];
			return {
				severity: 'problem',
				message: `${content.key} is in profile "${section?.named?.name}", on ${at(key)}, where it has no effect`,
				why: 'ssoenv reads its own keys only in the section of an sso-session',
				place: placeOfKey(key),
				steps: upwards([remove(path, line), ...added]),
			};
		});

export const sessionChecks: readonly Check[] = [
	{
		id: 'region-conflict',
		group: 'config',
		about: 'an sso-session with another region than its profile',
		findings: inPairs(['region'], regionConflict),
	},
	{
		id: 'own-key-in-profile',
		group: 'config',
		about: 'a key of ssoenv, such as `ssoenv_keep`, in a profile',
		findings: ownKeyInProfile,
	},
	{ id: 'empty-session', group: 'config', about: '`sso_session` without a value', findings: emptySession },
	{
		id: 'session-incomplete',
		group: 'config',
		about: 'an sso-session without its start URL or region',
		findings: incomplete,
	},
	{
		id: 'repeated-sign-in',
		group: 'tools',
		about: 'a start URL or SSO region that is in the profile and in its sso-session',
		findings: inPairs(OF_SIGN_IN, repeated),
	},
	{ id: 'role-in-session', group: 'tools', about: 'an account or a role in an sso-session', findings: roleInSession },
];
