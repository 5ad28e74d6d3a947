/** The table of all checks of `doctor`, in the order of its report. */
import { text } from '../config/shared-config.ts';
import { Failure } from '../failure/failure.ts';
import { profileNamed } from '../profile/chained-profile.ts';
import { isListed } from '../profile/credential-provider.ts';
import { awsCliChecks } from './aws-cli-checks.ts';
import { type Check, checkGroups } from './check.ts';
import type { Facts } from './facts.ts';
import { fileFormChecks, withLineEnds } from './file-form-checks.ts';
import type { Finding } from './finding.ts';
import { headerChecks } from './header-checks.ts';
import { launcherChecks } from './launcher-checks.ts';
import { hintSteps, networkChecks } from './network-checks.ts';
import { placeChecks } from './place-checks.ts';
import { programChecks } from './program-checks.ts';
import { sessionChecks } from './session-checks.ts';
import { settingFormChecks } from './setting-form-checks.ts';
import { sourceChecks } from './source-checks.ts';
import { twiceChecks } from './twice-checks.ts';
import { variableChecks } from './variable-checks.ts';

/** A finding with the check that made it. */
export interface CheckedFinding extends Finding {
	readonly check: Check;
}

const unreadable: Check = {
	id: 'unreadable',
	group: 'config',
	about: 'a config file or credentials file that cannot be read',
	findings: ({ unreadable: problem }) =>
		problem === undefined
			? []
			: [
					{
						severity: 'problem',
						message: problem.message,
						why: 'no profile can be used, and the other checks of the files say nothing',
						place: {},
						steps: hintSteps(problem.hints),
					},
				],
};

const refused = (facts: Facts, profile: string): Failure | undefined => {
	try {
		profileNamed(facts.config, { profile, namedBy: 'argument' }, facts.configPath);
		return undefined;
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
};

const profiles: Check = {
	id: 'profile',
	group: 'config',
	about: 'profiles that `use` refuses for another reason than those above',
	findings: (facts) =>
		[...facts.config.profiles].flatMap(([name, settings]) => {
			const failure = isListed(settings) ? refused(facts, name) : undefined;
			if (failure === undefined) return [];
			const finding: Finding = {
				severity: 'problem',
				message: failure.message,
				why: 'ssoenv cannot use the profile',
				place: { profile: name },
				steps: hintSteps(failure.hints),
			};
			return [finding];
		}),
};

const rows: readonly Check[] = [
	...programChecks,
	...launcherChecks,
	unreadable,
	...headerChecks,
	...fileFormChecks,
	...twiceChecks,
	...sessionChecks,
	...settingFormChecks,
	...sourceChecks,
	profiles,
	...variableChecks,
	...placeChecks,
	...awsCliChecks,
	...networkChecks,
];

const groupsInOrder = Object.keys(checkGroups);

export const checks: readonly Check[] = rows.toSorted(
	(a, b) => groupsInOrder.indexOf(a.group) - groupsInOrder.indexOf(b.group),
);

/** Runs all checks. A profile that one of them has told about is not told of a second time as refused. */
export function findingsIn(facts: Facts): readonly CheckedFinding[] {
	const found = checks.flatMap((check) =>
		check.findings(facts).map((finding) => withLineEnds({ ...finding, check }, facts)),
	);
	const others = found.filter(({ check, severity }) => check !== profiles && severity === 'problem');
	const told = new Set(others.map(({ place }) => place.profile));
	const toldSessions = new Set(others.map(({ place }) => place.session).filter((session) => session !== undefined));
	const isTold = (profile: string): boolean =>
		told.has(profile) || toldSessions.has(text(facts.config.profiles.get(profile), 'sso_session') ?? '');
	return found.filter(({ check, place }) => check !== profiles || !isTold(place.profile ?? ''));
}
