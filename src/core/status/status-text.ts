/** The status as lines for people. */
import { printable } from '../text/printable.ts';
import { formatDuration } from '../text/time.ts';
import type { ActiveStatus, Clock, SessionStatus, SignInState, Status } from './status.ts';

export const stateWords: Readonly<Record<SignInState, string>> = {
	fresh: 'signed in',
	ageing: 'signed in, not for long',
	refreshable: 'signed in, to be renewed',
	expired: 'expired',
	refused: 'refused by AWS',
	'signed-out': 'not signed in',
	unusable: 'its token file cannot be used',
};

const left = ({ expiresAt, secondsLeft }: Clock): string =>
	secondsLeft > 0
		? `${formatDuration(secondsLeft * 1000)} left, until ${expiresAt}`
		: `over for ${formatDuration(-secondsLeft * 1000)}, since ${expiresAt}`;

const row = (name: string, text: string): string => `  ${name.padEnd(18)}${printable(text)}`;

const step = ({ next, command }: { readonly next: string; readonly command: string | null }): string =>
	command === null ? next : `${next}: ${command}`;

function activeLines(active: ActiveStatus | null): readonly string[] {
	if (active === null) return ['this shell: no role'];
	const { profile, roleName, accountId } = active;
	const role = roleName === null || accountId === null ? '' : `, ${roleName} of account ${accountId}`;
	return [printable(`this shell: ${profile}${role}`), row('role credentials', left(active)), row('next', step(active))];
}

/** Names beyond these are only counted. */
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
		...(refreshableUntil === null ? [] : [row('session', `at most ${left(refreshableUntil)}`)]),
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

/** Paragraphs with a blank line between them. */
export function statusText(status: Status): string {
	const paragraphs = [
		activeLines(status.active),
		...status.sessions.map(sessionLines),
		...status.otherTokenFiles.map(({ path, startUrl, accessToken }) => [
			'token of no sign-in in the config file',
			row('access token', left(accessToken)),
			...(startUrl === null ? [] : [row('start URL', startUrl)]),
			row('token file', path),
		]),
	];
	return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What to say of a clock that is off; undefined when it is right. */
export function clockWarning({ clockOffsetSeconds }: Status): string | undefined {
	if (clockOffsetSeconds === null) return undefined;
	const off = formatDuration(Math.abs(clockOffsetSeconds) * 1000);
	return `warning: the clock of this machine was ${off} ${clockOffsetSeconds > 0 ? 'fast' : 'slow'} when AWS last answered`;
}
