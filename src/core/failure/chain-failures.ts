/**
 * Failures with exit status 3 of profiles that assume a role with the credentials of another profile. They are not in the
 * table of failures.ts, because the warm path holds that table and resolves no such profile.
 */

import type { MisreadHeader } from '../config/misread-headers.ts';
import { misreadHint, misreadText } from '../config/misread-text.ts';
import { argumentWord, profileOption } from '../text/quoting.ts';
import { orNearest, row, shownValue } from './failure.ts';
import { MACHINE_SOURCES, type MachineSource } from './machine-source.ts';

/** A profile that has the key `source_profile`, and the value of that key. */
interface SourceFacts {
	readonly profile: string;
	readonly source: string;
}

export const chainFailures = {
	roleSourceUnclear: row(
		'role-source-unclear',
		3,
		(f: { profile: string; hasBoth: boolean; where: string; tool: string | undefined }) => ({
			message: `profile "${f.profile}" has role_arn ${f.hasBoth ? 'with both source_profile and credential_source' : 'without source_profile and credential_source'}`,
			hints: f.hasBoth
				? [`remove source_profile or credential_source ${f.where}`]
				: [
						...(f.tool === undefined ? [] : [`ssoenv sync --from ${f.tool}`]),
						`add source_profile ${f.where}: the profile whose credentials may assume the role`,
						'ssoenv list',
					],
		}),
	),

	sourceProfileNotFound: row(
		'source-profile-not-found',
		3,
		(
			f: SourceFacts & {
				nearest: string | undefined;
				path: string;
				misread: MisreadHeader | undefined;
				hint: string | undefined;
			},
		) => {
			const subject = `profile "${f.profile}" names source_profile "${shownValue(f.source)}", which`;
			if (f.misread !== undefined) {
				return {
					message: `${subject} cannot be read: ${misreadText(f.misread)}`,
					hints: [misreadHint(f.misread)],
				};
			}
			return {
				message: `${subject} is not in ${f.path}${orNearest(f.nearest)}`,
				hints: [f.hint ?? 'ssoenv list'],
			};
		},
	),

	sourceProfileEmpty: row(
		'source-profile-empty',
		3,
		(f: SourceFacts & { because: string; hint: string | undefined }) => ({
			message: `source_profile "${f.source}" of profile "${f.profile}" has no credentials: ${f.because}`,
			hints: [f.hint ?? `ssoenv configure ${argumentWord(f.source)}`],
		}),
	),

	sourceProfileCycle: row(
		'source-profile-cycle',
		3,
		(f: SourceFacts & { visited: readonly string[]; where: string }) => ({
			message:
				f.source === f.profile
					? `profile "${f.profile}" names itself as source_profile, which requires static keys in it`
					: `the sources of profile "${f.visited[0] ?? f.profile}" form a circle: ${[...f.visited, f.source].join(' -> ')}`,
			hints: [`set source_profile ${f.where} to a profile with credentials`],
		}),
	),

	staticKeysIncomplete: row(
		'static-keys-incomplete',
		3,
		(f: { profile: string; isIdEmpty: boolean; where: string }) => ({
			message: f.isIdEmpty
				? `profile "${f.profile}" has no value for aws_access_key_id ${f.where}`
				: `profile "${f.profile}" has aws_access_key_id ${f.where}, but that section has no aws_secret_access_key`,
			hints: [`aws configure ${profileOption(f.profile)}`],
		}),
	),

	credentialSourceUnserved: row(
		'credential-source-unserved',
		3,
		(f: { profile: string; source: MachineSource; exported: string }) => ({
			message: `profile "${f.profile}" assumes its role with credential_source = ${f.source}, ${MACHINE_SOURCES[f.source]}, which ssoenv does not ask`,
			hints: [f.exported],
		}),
	),

	signInNotNeeded: row('sign-in-not-needed', 3, (f: { profile: string }) => ({
		message: `profile "${f.profile}" needs no sign-in to Identity Center: its role is assumed with other credentials`,
		hints: [`ssoenv use ${argumentWord(f.profile)}`],
	})),

	roleCheckFailed: row('role-check-failed', 4, (f: { profile: string }) => {
		const command = `ssoenv use ${argumentWord(f.profile)}`;
		return {
			message: `profile "${f.profile}" has no credentials that last long enough`,
			hints: [command],
			command,
			isQuiet: true,
		};
	}),

	roleDurationTooLong: row(
		'role-duration-too-long',
		3,
		(f: { profile: string; seconds: number; longest: number; where: string }) => ({
			message: `duration_seconds of profile "${f.profile}" is ${f.seconds}, but AWS allows at most ${f.longest} for a role that is assumed with the credentials of another role`,
			hints: [`set duration_seconds to ${f.longest} or less ${f.where}`],
		}),
	),
};
