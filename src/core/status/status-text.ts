/**
 * Says in words what the status holds, in paragraphs of rows. The plain text is made from them, and the view on a
 * terminal (`status-view.ts`).
 */
import { printable } from '../text/printable.ts';
import { formatDuration } from '../text/time.ts';
import type {
	ActiveStatus,
	ChainStatus,
	Expiry,
	OtherTokenFile,
	ProfileStatus,
	SessionStatus,
	SignInState,
	Status,
	UnnamedStatus,
	WrittenStatus,
} from './status.ts';
import {
	fixedRow,
	type Life,
	ROW_INDENT,
	type StatusParagraph,
	type StatusRow,
	statusRow,
	timeRow,
} from './status-row.ts';

export const stateWords: Readonly<Record<SignInState, string>> = {
	fresh: 'signed in',
	ageing: 'signed in, expires soon',
	refreshable: 'signed in, renews on next use',
	expired: 'expired',
	refused: 'refused by AWS',
	'signed-out': 'not signed in',
	unusable: 'unusable token file',
};

const step = ({ next, command }: { readonly next: string; readonly command: string | null }): string =>
	command === null ? next : `${next}: ${command}`;

/** Returns the file with the role credentials that end then: those of this shell came from it. */
function fileOf({ profile, expiresAt }: ActiveStatus, { sessions, chains }: Status): string | undefined {
	const roles = [...sessions.flatMap(({ profiles }) => profiles), ...chains.flatMap((chain) => chain.roles)];
	const same = roles.find((role) => role.profile === profile && role.credentials?.expiresAt === expiresAt);
	return same?.credentialsFile;
}

function activeParagraph(status: Status): StatusParagraph {
	const { active } = status;
	if (active === null) return { heading: 'this shell: no role', rows: unnamedRows(status.unnamed) };
	const { profile, roleName, accountId } = active;
	const role = roleName === null || accountId === null ? '' : `, ${roleName} in account ${accountId}`;
	return {
		heading: `this shell: ${profile}${role}`,
		rows: [
			...(active.directory === null ? [] : [statusRow('chosen by', `the folder ${active.directory}`)]),
			timeRow('role credentials', { time: active, file: fileOf(active, status), profile }),
			statusRow('next', step(active)),
			...unnamedRows(status.unnamed),
		],
	};
}

const WHY: Readonly<Record<UnnamedStatus['namedBy'], string>> = {
	argument: '',
	SSOENV_PROFILE: 'the role of this shell',
	AWS_PROFILE: 'by AWS_PROFILE',
	AWS_DEFAULT_PROFILE: 'by AWS_DEFAULT_PROFILE',
	'.ssoenv': 'by .ssoenv of this folder',
	default: 'because nothing names another',
};

const unnamedRows = (unnamed: UnnamedStatus | null): readonly StatusRow[] =>
	unnamed === null
		? []
		: [
				statusRow(
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

function sessionParagraph(session: SessionStatus): StatusParagraph {
	const name = session.ssoSession === null ? 'legacy start URL' : `sso-session "${session.ssoSession}"`;
	const cached = session.profiles.filter(({ credentials }) => credentials !== null);
	const others = [
		...session.profiles.filter(({ credentials }) => credentials === null).map(({ profile }) => profile),
		...session.otherProfiles,
	];
	return {
		heading: `${name}: ${stateWords[session.state]} (${session.startUrl}, ${session.ssoRegion})`,
		rows: [
			...signInRows(session),
			statusRow('next', step(session)),
			fixedRow('token file', session.tokenFile),
			fixedRow('registration file', session.registrationFile),
			...cached.flatMap((role) => roleRows(role, role.profile)),
			...(others.length === 0 ? [] : [fixedRow(cached.length === 0 ? 'profiles' : 'other profiles', names(others))]),
		],
	};
}

function signInRows({ accessToken, refreshableUntil, ...session }: SessionStatus): readonly StatusRow[] {
	const life = (time: Expiry, file: string): Life => ({ time, file, profile: undefined });
	const isRefreshable = refreshableUntil !== null && refreshableUntil.secondsLeft > 0;
	const atMost = (words: string) => (isRefreshable ? `at most ${words}` : words);
	return [
		...(accessToken === null ? [] : [timeRow('access token', life(accessToken, session.tokenFile))]),
		...(refreshableUntil === null
			? []
			: [timeRow('session', life(refreshableUntil, session.registrationFile), atMost)]),
	];
}

/** @param name of the role: that of its profile, or of a role on the way to it */
function roleRows({ profile, credentials, credentialsFile }: ProfileStatus, name: string): readonly StatusRow[] {
	if (credentials === null) return [statusRow('role credentials', `${name}: none`)];
	const life = { time: credentials, file: credentialsFile, profile };
	return [timeRow('role credentials', life, (words) => `${name}: ${words}`), fixedRow('', credentialsFile)];
}

function chainParagraph({ profile, roles }: ChainStatus): StatusParagraph {
	const [first] = roles;
	const names = roles.map(({ roleName, accountId }) => `${roleName} in account ${accountId}`);
	return {
		heading: `profile "${profile}": assumes ${names.join(', then ')}, from ${first?.source ?? '-'}`,
		rows: roles.flatMap((role) => roleRows(role, role.roleName)),
	};
}

/** @param written in one file */
function keysParagraph(written: readonly WrittenStatus[]): StatusParagraph {
	const rows = written.map(({ name, profile, isIntact, ...time }) =>
		timeRow(
			'keys',
			{ time, file: undefined, profile },
			(words) => `[${name}] of ${profile}: ${words}${isIntact ? '' : '; others have changed it'}`,
		),
	);
	return { heading: `credentials file: ${written[0]?.file ?? ''}`, rows };
}

function otherTokenParagraph({ path, startUrl, accessToken }: OtherTokenFile): StatusParagraph {
	return {
		heading: 'token that matches no configured sign-in',
		rows: [
			timeRow('access token', { time: accessToken, file: path, profile: undefined }),
			...(startUrl === null ? [] : [fixedRow('start URL', startUrl)]),
			fixedRow('token file', path),
		],
	};
}

export const statusParagraphs = (status: Status): readonly StatusParagraph[] => [
	activeParagraph(status),
	...status.sessions.map(sessionParagraph),
	...status.chains.map(chainParagraph),
	...(status.written.length === 0 ? [] : [keysParagraph(status.written)]),
	...status.otherTokenFiles.map(otherTokenParagraph),
];

/** Formats the status as paragraphs with a blank line between them. */
export function statusText(status: Status): string {
	const rowText = ({ name, words }: StatusRow) => `  ${name.padEnd(ROW_INDENT - 2)}${printable(words)}`;
	const paragraphs = statusParagraphs(status).map(({ heading, rows }) => [printable(heading), ...rows.map(rowText)]);
	return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Returns a warning if the clock is off; undefined if it is right. */
export function clockWarning({ clockOffsetSeconds }: Status): string | undefined {
	if (clockOffsetSeconds === null) return undefined;
	const off = formatDuration(Math.abs(clockOffsetSeconds) * 1000);
	return `warning: this machine's clock was ${off} ${clockOffsetSeconds > 0 ? 'ahead of' : 'behind'} AWS's when AWS last answered`;
}
