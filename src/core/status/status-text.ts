/** Formats the status for people. */
import { printable } from '../text/printable.ts';
import { formatDuration } from '../text/time.ts';
import type {
	ActiveStatus,
	ChainStatus,
	Expiry,
	SessionStatus,
	SignInState,
	Status,
	UnnamedStatus,
	WrittenStatus,
} from './status.ts';

export const stateWords: Readonly<Record<SignInState, string>> = {
	fresh: 'signed in',
	ageing: 'signed in, expires soon',
	refreshable: 'signed in, renews on next use',
	expired: 'expired',
	refused: 'refused by AWS',
	'signed-out': 'not signed in',
	unusable: 'unusable token file',
};

const left = ({ expiresAt, secondsLeft }: Expiry): string =>
	secondsLeft > 0
		? `${formatDuration(secondsLeft * 1000)} left, until ${expiresAt}`
		: `expired ${formatDuration(-secondsLeft * 1000)} ago, at ${expiresAt}`;

const row = (name: string, text: string): string => `  ${name.padEnd(18)}${printable(text)}`;

const step = ({ next, command }: { readonly next: string; readonly command: string | null }): string =>
	command === null ? next : `${next}: ${command}`;

function activeLines(active: ActiveStatus | null): readonly string[] {
	if (active === null) return ['this shell: no role'];
	const { profile, roleName, accountId } = active;
	const role = roleName === null || accountId === null ? '' : `, ${roleName} in account ${accountId}`;
	const chosen = active.directory === null ? [] : [row('chosen by', `the folder ${active.directory}`)];
	return [
		printable(`this shell: ${profile}${role}`),
		...chosen,
		row('role credentials', left(active)),
		row('next', step(active)),
	];
}

const WHY: Readonly<Record<UnnamedStatus['namedBy'], string>> = {
	argument: '',
	SSOENV_PROFILE: 'the role of this shell',
	AWS_PROFILE: 'by AWS_PROFILE',
	AWS_DEFAULT_PROFILE: 'by AWS_DEFAULT_PROFILE',
	'.ssoenv': 'by .ssoenv of this folder',
	default: 'because nothing names another',
};

const unnamedLines = (unnamed: UnnamedStatus | null): readonly string[] =>
	unnamed === null
		? []
		: [
				row(
					'without a name',
					`exec, console, export, serve and write take ${unnamed.profile}, ${WHY[unnamed.namedBy]}`,
				),
			];

/** The most names that are shown; the others are only counted. */
const MAX_NAMES = 8;

function names(all: readonly string[]): string {
	const shown = all.slice(0, MAX_NAMES).join(', ');
	return all.length > MAX_NAMES ? `${shown} and ${all.length - MAX_NAMES} more` : shown;
}

function sessionLines(session: SessionStatus): readonly string[] {
	const name = session.ssoSession === null ? 'legacy start URL' : `sso-session "${session.ssoSession}"`;
	const cached = session.profiles.flatMap(({ profile, credentials, credentialsFile }) =>
		credentials === null ? [] : [{ profile, credentials, credentialsFile }],
	);
	const others = [
		...session.profiles.filter(({ credentials }) => credentials === null).map(({ profile }) => profile),
		...session.otherProfiles,
	];
	const { accessToken, refreshableUntil } = session;
	return [
		printable(`${name}: ${stateWords[session.state]} (${session.startUrl}, ${session.ssoRegion})`),
		...(accessToken === null ? [] : [row('access token', left(accessToken))]),
		...(refreshableUntil === null
			? []
			: [
					row(
						'session',
						refreshableUntil.secondsLeft > 0 ? `at most ${left(refreshableUntil)}` : left(refreshableUntil),
					),
				]),
		row('next', step(session)),
		row('token file', session.tokenFile),
		row('registration file', session.registrationFile),
		...cached.flatMap(({ profile, credentials, credentialsFile }) => [
			row('role credentials', `${profile}: ${left(credentials)}`),
			row('', credentialsFile),
		]),
		...(others.length === 0 ? [] : [row(cached.length === 0 ? 'profiles' : 'other profiles', names(others))]),
	];
}

function chainLines({ profile, roles }: ChainStatus): readonly string[] {
	const [first] = roles;
	const names = roles.map(({ roleName, accountId }) => `${roleName} in account ${accountId}`);
	return [
		printable(`profile "${profile}": assumes ${names.join(', then ')}, from ${first?.source ?? '-'}`),
		...roles.flatMap(({ roleName, credentials, credentialsFile }) =>
			credentials === null
				? [row('role credentials', `${roleName}: none`)]
				: [row('role credentials', `${roleName}: ${left(credentials)}`), row('', credentialsFile)],
		),
	];
}

/** @param written in one file */
function keyLines(written: readonly WrittenStatus[]): readonly string[] {
	const rows = written.map(({ name, profile, isIntact, ...end }) =>
		row('keys', `[${name}] of ${profile}: ${left(end)}${isIntact ? '' : '; others have changed it'}`),
	);
	return [printable(`credentials file: ${written[0]?.file ?? ''}`), ...rows];
}

/** Formats the status as paragraphs with a blank line between them. */
export function statusText(status: Status): string {
	const paragraphs = [
		[...activeLines(status.active), ...unnamedLines(status.unnamed)],
		...status.sessions.map(sessionLines),
		...status.chains.map(chainLines),
		...(status.written.length === 0 ? [] : [keyLines(status.written)]),
		...status.otherTokenFiles.map(({ path, startUrl, accessToken }) => [
			'token that matches no configured sign-in',
			row('access token', left(accessToken)),
			...(startUrl === null ? [] : [row('start URL', startUrl)]),
			row('token file', path),
		]),
	];
	return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Returns a warning if the clock is off; undefined if it is right. */
export function clockWarning({ clockOffsetSeconds }: Status): string | undefined {
	if (clockOffsetSeconds === null) return undefined;
	const off = formatDuration(Math.abs(clockOffsetSeconds) * 1000);
	return `warning: this machine's clock was ${off} ${clockOffsetSeconds > 0 ? 'ahead of' : 'behind'} AWS's when AWS last answered`;
}
