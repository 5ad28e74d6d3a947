/**
 * The report for an issue. It is made of facts that cannot be secret: versions, IDs of checks, numbers of lines, names
 * of known keys and variables. No text of a file, of a variable or of a message is in it, except that a header keeps its
 * form, with `x` for each run of letters and digits.
 */
import { formatOffset } from '../aws/clock-offset.ts';
import { settings } from '../command-line/settings.ts';
import { contractRows } from '../shell/contract.ts';
import { printable } from '../text/printable.ts';
import { type CheckedFinding, checks } from './checks.ts';
import { isKey, isPublicKey, type PlacedFile, type PlacedSection, placedFiles } from './config-lines.ts';
import type { Facts, FoundProgram } from './facts.ts';
import { versionIn } from './version.ts';

/** Words of headers that are no names. */
const WORDS = /^(?:profile|profiles|sso-session|services|default|DEFAULT|plugins|preview)$/;

/** Hides the names in a header, and keeps the rest: blanks, quotes and signs may be what is wrong. */
const shape = (header: string): string =>
	header.replace(/[\p{L}\p{N}\p{M}_-]+/gu, (word) => (WORDS.test(word) ? word : /^[\w-]+$/.test(word) ? 'x' : 'X'));

/** Keys that may be secret in their name are none of these. */
const KNOWN =
	/^(?:aws_access_key_id|aws_secret_access_key|aws_session_token|credential_process|login_session|external_id|mfa_serial|role_session_name|web_identity_token_file|endpoint_url|s3|cli_pager|retry_mode|max_attempts)$/;

const keyName = (key: string): string => (isPublicKey(key) || KNOWN.test(key) ? key : 'other');

const sectionLine = ({ header, line, lines }: PlacedSection): string => {
	const keys = lines.filter(isKey).map(({ content }) => keyName(content.key));
	return printable(`  ${line}: [${shape(header)}] ${[...new Set(keys)].join(' ')}`.trimEnd());
};

const fileLines = (file: PlacedFile): readonly string[] => [
	`${file.isCredentials ? 'credentials file' : 'config file'}: ${file.lines.length} lines, ${file.sections.length} sections`,
	...file.sections.map(sectionLine),
];

/** Returns which of the two files a path is; undefined for any other. */
const fileName = (path: string | undefined, { files }: Facts): string | undefined =>
	path === undefined ? undefined : ['config file', 'credentials file'][files.indexOf(path)];

const findingLine = ({ check, severity, why, place }: CheckedFinding, facts: Facts): string => {
	const file = fileName(place.path, facts);
	const line = file === undefined || place.line === undefined ? '' : `, line ${place.line} of the ${file}`;
	const key = place.key === undefined ? '' : `, key ${keyName(place.key)}`;
	return `  ${severity}: ${check.id}${line}${key}: ${why}`;
};

const versionText = (program: FoundProgram | undefined): string =>
	program === undefined ? 'not on PATH' : (versionIn(program.version)?.join('.') ?? 'no answer');

/** Variables of AWS tools whose names alone tell nothing. */
const VARIABLES = new Set<string>([
	...contractRows.map(({ name }) => name),
	...Object.keys(settings),
	...'AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_ENDPOINT_URL_SSO AWS_ENDPOINT_URL_SSO_OIDC AWS_VAULT'.split(' '),
	...'HTTPS_PROXY HTTP_PROXY ALL_PROXY NO_PROXY https_proxy http_proxy all_proxy no_proxy'.split(' '),
	...'NODE_EXTRA_CA_CERTS REQUESTS_CA_BUNDLE XDG_CACHE_HOME XDG_CONFIG_HOME ZDOTDIR CI SSH_CONNECTION'.split(' '),
]);

/** Returns the report, as text in Markdown. */
export function bundleText(findings: readonly CheckedFinding[], facts: Facts): string {
	const { version, node, platform, architecture, shell, shells, awsClis, copies, env, clockSeconds, config } = facts;
	const names = Object.keys(env).filter((name) => env[name] !== undefined && VARIABLES.has(name));
	return [
		'# Report of ssoenv doctor',
		'',
		'It has no names, no IDs, no URLs, no paths and no secrets. Read it before you send it.',
		'',
		'```text',
		`ssoenv ${version}, Node ${node.version}, ${platform} ${architecture}`,
		`running shell: ${shell ?? 'unknown'}`,
		...shells.map(
			(one) =>
				`${one.shell}: ${versionIn(one.version)?.join('.') ?? 'no version'}, ${one.layers.length} files of the integration named`,
		),
		`ssoenv on PATH: ${copies.map(versionText).join(', ') || 'none'}`,
		`AWS CLI on PATH: ${awsClis.map(versionText).join(', ') || 'none'}`,
		`clock: ${clockSeconds === undefined ? 'right, as far as known' : formatOffset(clockSeconds)}`,
		`variables that are set: ${names.sort().join(' ') || 'none'}`,
		'',
		`${checks.length} checks, ${findings.length} findings`,
		...findings.map((finding) => findingLine(finding, facts)),
		'',
		...placedFiles(config).flatMap(fileLines),
		'```',
		'',
	].join('\n');
}
