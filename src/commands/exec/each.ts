/** `ssoenv each`: runs the same command with the role of each profile that matches. */
import { changedEnvironment } from '../../core/exec/changed-environment.ts';
import { type EachOutcome, hasFailed, outcomeRows, outcomeSummary } from '../../core/exec/each-outcome.ts';
import type { ProfileSelection } from '../../core/exec/matching-profiles.ts';
import { failures } from '../../core/failure/failures.ts';
import { passedSettings } from '../../core/profile/passed-settings.ts';
import { settingsName } from '../../core/profile/role-chain.ts';
import { activation } from '../../core/shell/activation.ts';
import { credentialsAhead, signInForAll } from '../../flows/exec/each-credentials.ts';
import { filesOutput, jsonOutput, linesOutput, type OutputPlace } from '../../flows/exec/each-output.ts';
import { type EachProfile, eachProfiles, refuseGuarded } from '../../flows/exec/each-profiles.ts';
import { pacedContext } from '../../flows/exec/paced-services.ts';
import { type EachRun, runEach } from '../../flows/exec/run-each.ts';
import { checkedParameters, type RoleParameters } from '../../flows/profile/role-parameters.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { ProgramGroup } from '../../ports/programs.ts';
import type { ProgressBar } from '../../ports/terminal.ts';

type Parameters = Pick<RoleParameters, 'account' | 'role' | 'sso-session' | 'region' | 'login' | 'no-login'> & {
	readonly profile: readonly string[];
	readonly 'all-roles': boolean;
	readonly jobs: string | undefined;
	readonly 'fail-fast': boolean;
	readonly json: boolean;
	readonly 'output-dir': string | undefined;
	readonly 'device-code': boolean;
	readonly yes: boolean;
};

/** Enough to wait for AWS side by side, and little enough for a small machine. */
const USUAL_JOBS = 8;

export async function run(args: Parameters, world: Context, words: readonly string[]): Promise<number> {
	const { context, openBar } = besideBar(world);
	const { selection, jobs, choice } = checked(args, words);
	const programs = await context.machine.programs();
	// Nobody should sign in for a program that cannot run.
	programs.check(words[0] ?? '', context.machine.env);
	const loaded = context.files.loadConfig();
	const wanted = { selection, region: args.region, hasAllRoles: args['all-roles'], choice };
	const profiles = await eachProfiles(wanted, loaded, context);
	if (!args.yes) await refuseGuarded(profiles, context);
	const stop = new AbortController();
	const paced = pacedContext(context, stop.signal);
	// Before Ctrl-C is for the commands: it has to end a sign-in.
	const refused = await signInForAll(profiles, loaded, choice, paced);
	const outcomes = await programs.runBeside(async (group) => {
		group.stopped.addEventListener('abort', () => {
			stop.abort(group.stopped.reason);
			if (group.running() > 0) context.terminal.say(waiting(group.running()));
		});
		const credentialsAt = credentialsAhead(profiles, refused, loaded, paced);
		return showing(args, profiles, group, { context, openBar }, (place, onOutcome) => {
			const run = { words, jobs, isFailFast: args['fail-fast'], credentialsAt, place, onOutcome };
			return runEach(profiles, { ...run, environmentOf: environments(loaded, context) }, group, context);
		});
	});
	return verdict(outcomes);
}

/** @throws Failure `usage`, `region-invalid` */
function checked(args: Parameters, words: readonly string[]) {
	const refuse = (problem: string) => failures.usage({ problem, command: 'each' });
	const { region, login, 'no-login': noLogin, 'device-code': deviceCode } = args;
	const nothing = { profile: undefined, account: undefined, role: undefined, 'sso-session': undefined };
	const signingIn = { region, login, 'no-login': noLogin, 'device-code': deviceCode };
	const { choice } = checkedParameters({ ...nothing, ...signingIn }, 'each');
	const { account, role, 'sso-session': session, profile } = args;
	const hasFilter = account !== undefined || role !== undefined || session !== undefined;
	if (words.length === 0) throw refuse('each needs a command behind --');
	if (profile.length === 0 && !hasFilter) throw refuse("each needs the names of profiles; '*' means all of them");
	if (args.json && args['output-dir'] !== undefined) throw refuse('--json and --output-dir cannot be used together');
	if (args['output-dir'] === '') throw refuse('--output-dir is empty');
	if (args.jobs !== undefined && !/^[1-9]\d{0,2}$/.test(args.jobs)) throw refuse('--jobs takes a number from 1 to 999');
	const names = profile.length === 0 ? ['*'] : profile;
	const selection: ProfileSelection = { names, account, role, 'sso-session': session };
	return { selection, choice, jobs: Number(args.jobs ?? USUAL_JOBS) };
}

/** Returns the environment of each command: as `exec` gives it. */
function environments(loaded: LoadedConfig, { machine }: Ports<'machine'>): EachRun['environmentOf'] {
	// As it is now: a request to AWS changes the environment of this process.
	const env = { ...machine.env };
	return (role, credentials) => {
		const passed = passedSettings(loaded.config, settingsName(role));
		return changedEnvironment(env, activation(role, credentials, env, passed));
	};
}

/** A terminal with a progress bar, if it is one. */
interface Screen {
	/** Its messages do not run into the bar. */
	readonly context: Context;
	readonly openBar: () => Promise<ProgressBar | undefined>;
}

function besideBar(world: Context): Screen {
	const { terminal } = world;
	let bar: ProgressBar | undefined;
	const say = (line: string) => {
		if (bar === undefined) terminal.say(line);
		else bar.aside(() => terminal.say(line));
	};
	const openBar = async () => {
		bar = terminal.stderrIsTerminal() ? await terminal.progressBar() : undefined;
		return bar;
	};
	return { context: { ...world, terminal: { ...terminal, say } }, openBar };
}

/** Does the work with a progress bar, if there is a terminal, and prints the outcomes. */
async function showing(
	args: Parameters,
	profiles: readonly EachProfile[],
	group: ProgramGroup,
	{ context, openBar }: Screen,
	work: (place: OutputPlace, onOutcome: EachRun['onOutcome']) => Promise<readonly EachOutcome[]>,
): Promise<readonly EachOutcome[]> {
	const { terminal } = context;
	if (args['output-dir'] !== undefined) group.makeFolder(args['output-dir']);
	const bar = await openBar();
	const place = await placeOf(args, profiles, bar, context);
	const show = (done: readonly EachOutcome[]) => {
		const failed = done.filter(hasFailed).length;
		const words = `${done.length} of ${profiles.length} profiles${failed === 0 ? '' : `, ${failed} failed`}`;
		bar?.show(done.length, profiles.length, words);
	};
	show([]);
	let outcomes: readonly EachOutcome[];
	try {
		outcomes = await work(place, show);
	} finally {
		bar?.stop();
	}
	place.finish(outcomes);
	if (!args.json) terminal.stderr(await terminal.table(outcomeRows(outcomes)));
	terminal.say(outcomeSummary(outcomes));
	if (group.stopped.aborted) throw failures.interrupted({ signal: String(group.stopped.reason) });
	return outcomes;
}

function placeOf(
	args: Parameters,
	profiles: readonly EachProfile[],
	bar: ProgressBar | undefined,
	context: Ports<'terminal'>,
): OutputPlace | Promise<OutputPlace> {
	const names = profiles.map(({ listed }) => listed.profile);
	if (args['output-dir'] !== undefined) return filesOutput(args['output-dir'], names);
	return args.json ? jsonOutput(context) : linesOutput(names, bar, context);
}

const waiting = (count: number): string =>
	`waiting for ${count === 1 ? 'the command that still runs' : `the ${count} commands that still run`}; Ctrl-C again ends ${count === 1 ? 'it' : 'them'}`;

const verdict = (outcomes: readonly EachOutcome[]): number => (outcomes.some(hasFailed) ? 1 : 0);
