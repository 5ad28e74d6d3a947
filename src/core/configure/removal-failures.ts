/** The failures of `remove` and `rename`, with exit status 3. */

import { list, row } from '../failure/failure.ts';
import { argumentWord } from '../text/quoting.ts';

export const removalFailures = {
	profileNeeded: row('profile-needed', 3, (f: { profile: string; users: readonly string[]; otherwise: string }) => ({
		message: `profile "${f.profile}" is the source of ${list(f.users.map((name) => `"${name}"`))}, so it cannot be removed alone`,
		hints: [f.otherwise],
	})),

	profileElsewhere: row(
		'profile-elsewhere',
		3,
		(f: { profile: string; path: string; command: string; isAlso: boolean }) => ({
			message: `profile "${f.profile}" is ${f.isAlso ? 'also ' : ''}in ${f.path}, which ${f.command} does not change`,
			hints: [`take [${f.profile}] out of ${f.path} ${f.isAlso ? 'first' : 'by hand'}`],
		}),
	),

	roleSplit: row('role-split', 3, (f: { profile: string; others: readonly string[]; otherwise: string }) => ({
		message: `sync makes ${list(f.others.map((name) => `"${name}"`))} of the same role as "${f.profile}": they go together`,
		hints: [f.otherwise],
	})),

	profileTaken: row('profile-taken', 3, (f: { profile: string; to: string; path: string }) => ({
		message: `profile "${f.to}" is already in ${f.path}`,
		hints: [`ssoenv rename ${argumentWord(f.profile)} OTHER_NAME`],
	})),

	leftovers: row(
		'leftovers',
		3,
		(f: { left: readonly { readonly path: string; readonly reason: string }[]; path: string }) => ({
			message: `${f.path} is changed, but what ssoenv kept of the profile is still there: ${list(
				f.left.map(({ path, reason }) => `${path} (${reason})`),
			)}`,
			hints: ['make the folders of these files writable, then: ssoenv logout'],
		}),
	),
};
