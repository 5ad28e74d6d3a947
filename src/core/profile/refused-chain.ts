/** Creates the failures for profiles whose role cannot be assumed with the credentials of their source. */

import { findMisreadHeader } from '../config/misread-headers.ts';
import { placeOf } from '../config/setting-places.ts';
import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { chainFailures } from '../failure/chain-failures.ts';
import type { Failure } from '../failure/failure.ts';
import { nearest } from '../text/nearest.ts';
import { profileOption } from '../text/quoting.ts';
import { lackOf } from './refused-profile.ts';
import type { SettingsOwner } from './unfit-settings.ts';
import { bareValue } from './unfit-value.ts';

/** The profile that assumes a role. */
export type RoleOwner = SettingsOwner & {
	readonly profile: string;
	/** True while nobody sees why the profile cannot be used: then no hint is looked for. */
	readonly isTrial?: boolean;
};

/** Says where a key of the profile stands, or where to add it. */
export function whereIs({ config, path, profile }: RoleOwner, key: string): string {
	const place = placeOf(config, { kind: 'profile', name: profile }, key);
	return place === undefined ? `in the section of "${profile}" in ${path}` : `on line ${place.line} of ${place.path}`;
}

/** Says where the region of a role is set, or where to add it. A role without a profile has no section. */
export const whereIsRegion = (owner: RoleOwner, isGiven: boolean): string =>
	isGiven ? 'with --region' : whereIs(owner, 'region');

/** @param isUsable returns true if the profile with this name could be the source instead */
export function missingSource(source: string, owner: RoleOwner, isUsable: (profile: string) => boolean): Failure {
	const { config, profile, path } = owner;
	const near = owner.isTrial ? undefined : meantSource(source, config, isUsable);
	const hint = near === undefined ? undefined : `write source_profile = ${near} ${whereIs(owner, 'source_profile')}`;
	const misread = findMisreadHeader(config, { kind: 'profile', name: source });
	return chainFailures.sourceProfileNotFound({ profile, source, nearest: near, path, misread, hint });
}

/** A candidate can be a profile whose own source is missing, so the search must not search again for each of them. */
function meantSource(source: string, config: SharedConfig, isUsable: (profile: string) => boolean): string | undefined {
	const bare = bareValue(source);
	return bare !== source && isUsable(bare) ? bare : nearest(source, config.profiles.keys(), isUsable);
}

/** @param settings those of the source */
export function emptySource(source: string, settings: Settings, owner: RoleOwner): Failure {
	const { profile } = owner;
	const facts = { profile, source, hint: undefined };
	const where = (key: string) => whereIs({ ...owner, profile: source }, key);
	if (text(settings, 'web_identity_token_file') !== undefined) {
		const because = 'it has web_identity_token_file but no role_arn';
		return chainFailures.sourceProfileEmpty({ ...facts, because, hint: `add role_arn ${where('role_arn')}` });
	}
	if (settings.has('web_identity_token_file') && settings.has('role_arn')) {
		const because = 'its web_identity_token_file is empty';
		const hint = `remove web_identity_token_file ${where('web_identity_token_file')}`;
		return chainFailures.sourceProfileEmpty({ ...facts, because, hint });
	}
	const hint = settings.has('aws_secret_access_key') ? `aws configure ${profileOption(source)}` : undefined;
	return chainFailures.sourceProfileEmpty({ ...facts, because: lackOf(settings), hint });
}
