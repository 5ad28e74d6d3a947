/** Checks of section headers: those that nobody reads, and those that only some tools read. */
import { isWritableName } from '../aws/identifiers.ts';
import { headerOf, type MisreadHeader, misreadHeaders } from '../config/misread-headers.ts';
import { misreadText } from '../config/misread-text.ts';
import type { NamedSection, SharedConfig } from '../config/shared-config.ts';
import { text } from '../config/shared-config.ts';
import { slug } from '../sync/name-template.ts';
import { shellWord } from '../text/quoting.ts';
import { shellWords } from '../text/shell-words.ts';
import type { Check } from './check.ts';
import { at, lastLineOf, type PlacedLine, placedFiles, sectionNamed, settingsWith } from './config-lines.ts';
import type { Facts } from './facts.ts';
import { advise, comment, type Edit, type Finding, run, type Step, upwards, write } from './finding.ts';

/** Why a line matters that the AWS CLI takes for damage. */
export const WHOLE_FILE = 'the AWS CLI and boto3 refuse the whole file, and so do the SDKs for Rust and Java';

/** Settings by which a section is meant for a profile. */
const OF_PROFILES =
	/^(sso_.*|region|output|role_arn|source_profile|credential_source|credential_process|login_session|web_identity_token_file|aws_(access_key_id|secret_access_key|session_token))$/;

/** A header that names the kind of section, and nothing else. */
const isBare = (shown: string): boolean => /^\[(?:profile|sso-session|services)\s*\]$/.test(shown);

const isMeant = ({ shown, isKindTold, settings }: MisreadHeader): boolean =>
	isBare(shown) || isKindTold || [...settings.keys()].some((key) => OF_PROFILES.test(key));

/** The names of sso-sessions that profiles use and that no section has. */
function missingSessions({ profiles, ssoSessions }: SharedConfig): readonly string[] {
	const names = [...profiles].flatMap(([, settings]) => text(settings, 'sso_session') ?? []);
	return [...new Set(names)].filter((name) => !ssoSessions.has(name));
}

/** Moves a section to the end of the config file without showing its values. */
function moved({ path, line, settings }: MisreadHeader, { config, files }: Facts): Step {
	const section = placedFiles(config)
		.find((file) => file.path === path)
		?.sections.find((one) => one.line === line);
	const last = section === undefined ? line + settings.size : lastLineOf(section);
	const [from, to] = [shellWord(path), shellWord(files[0])];
	return run(
		`{ echo; sed -n '${line},${last}p' ${from}; } >> ${to} && perl -i -ne 'print unless ${line}..${last}' -- ${from}`,
	);
}

function stepOf(header: MisreadHeader, facts: Facts): Step {
	const { path, line, shown, meanings, isInCredentials } = header;
	const [meaning] = meanings;
	if (isInCredentials && meaning.kind !== 'profile') return moved(header, facts);
	if (isBare(shown)) {
		const [missing] = missingSessions(facts.config);
		if (shown.includes('sso-session') && missing !== undefined)
			return write(path, line, headerOf({ kind: 'sso-session', name: missing }));
		return advise(`write a name into ${shown} on line ${line} of ${path}`);
	}
	return write(path, line, isInCredentials ? `[${meaning.name}]` : headerOf(meaning));
}

const isClosed = (shown: string): boolean => /^\[.+\]/.test(shown);

const whatIsWrong = (header: MisreadHeader): string =>
	isBare(header.shown)
		? `line ${header.line} of ${header.path} has ${header.shown}, which has no name`
		: misreadText(header);

/** Returns the headers that the check below tells about. */
export const ignoredHeaders = (config: SharedConfig): readonly MisreadHeader[] =>
	misreadHeaders(config).filter(isMeant);

const misread = (facts: Facts): readonly Finding[] =>
	ignoredHeaders(facts.config).map((header) => ({
		severity: 'problem',
		message: whatIsWrong(header),
		why: isClosed(header.shown) ? 'the AWS CLI and boto3 ignore the section' : WHOLE_FILE,
		place: { path: header.path, line: header.line },
		steps: [stepOf(header, facts)],
	}));

/** Only text that is no comment: tools agree about comments. */
const JUNK = /^\s*\[.*\]\s*(?![\s#;])\S/;

const trailing = ({ config }: Facts): readonly Finding[] =>
	placedFiles(config).flatMap(({ path, lines }) =>
		lines
			.filter(({ content }) => content.kind === 'header' && JUNK.test(content.raw))
			.map((placed) => ({
				severity: 'hint',
				message: `${at(placed)} has text behind the header`,
				why: 'the SDKs for Go and JavaScript do not find the section, and those for Rust and Java refuse the whole file',
				place: { path, line: placed.line },
				steps: [write(path, placed.line, headerText(placed))],
			})),
	);

const headerText = ({ content }: PlacedLine): string =>
	content.kind === 'header' ? `[${content.header}]` : content.raw;

/** The profiles that another one serves, by `credential_process = ssoenv export NAME`. */
function served(config: SharedConfig): ReadonlySet<string> {
	const processes = [...config.profiles].flatMap(([, settings]) => text(settings, 'credential_process') ?? []);
	const words = processes.map((line) => shellWords(line) ?? []);
	return new Set(words.flatMap((line) => (line.includes('export') ? (line.at(-1) ?? []) : [])));
}

const KEYS: Readonly<Record<NamedSection['kind'], string>> = {
	profile: 'source_profile',
	'sso-session': 'sso_session',
	services: 'services',
};

/** Returns a name that each tool reads and no other section has. */
function plainName({ kind, name }: NamedSection, config: SharedConfig): string {
	const sections = { profile: config.profiles, 'sso-session': config.ssoSessions, services: config.services }[kind];
	const base = slug(name) || kind;
	for (let number = 1; ; number += 1) {
		const candidate = number === 1 ? base : `${base}-${number}`;
		if (!sections.has(candidate) || candidate === name) return candidate;
	}
}

/** Renames a section, and the settings that name it. */
function renamed(section: NamedSection, path: string, line: number, config: SharedConfig): readonly Edit[] {
	const plain = { ...section, name: plainName(section, config) };
	const key = KEYS[section.kind];
	const references = settingsWith(config, key, section.name);
	return upwards([
		write(path, line, headerOf(plain)),
		...references.map((placed) => write(placed.path, placed.line, `${key} = ${plain.name}`)),
	]);
}

function whyUnread(name: string, header: string): string | undefined {
	if (name.includes('#'))
		return 'the SDKs for Go and JavaScript do not find it, and those for Rust and Java refuse the whole file';
	if (/\s/.test(name)) return 'the SDKs for Go, Rust, Java and JavaScript do not find it';
	if (/["'\\]/.test(header)) return 'the SDKs for Go, Rust and Java do not find it: they read no quotes';
	return isWritableName(name) ? undefined : 'the SDKs for Rust, Java and JavaScript do not find it';
}

const names = ({ config }: Facts): readonly Finding[] => {
	const done = served(config);
	const [file] = placedFiles(config);
	return (file?.sections ?? []).flatMap(({ header, line, named }) => {
		const why = named === undefined ? undefined : whyUnread(named.name, header);
		if (file === undefined || named === undefined || why === undefined || done.has(named.name)) return [];
		return [
			{
				severity: 'hint',
				message: `the name of [${header}] on line ${line} of ${file.path} is not one that each tool reads`,
				why,
				place: { path: file.path, line, ...(named.kind === 'profile' && { profile: named.name }) },
				steps: renamed(named, file.path, line, config),
			},
		];
	});
};

/** Two headers that mean the same section: `[profile default]` and `[default]`, or two ways of quoting. */
const twoHeaders = ({ config }: Facts): readonly Finding[] => {
	const [file] = placedFiles(config);
	return (file?.sections ?? []).flatMap((section) => {
		const later = section.named === undefined ? undefined : sectionNamed(config, section.named);
		if (file === undefined || later === undefined || later.header === section.header) return [];
		return [
			{
				severity: 'hint',
				message: `[${section.header}] on line ${section.line} and [${later.header}] on line ${later.line} of ${file.path} are the same ${later.named?.kind}`,
				why: 'the AWS CLI and ssoenv take the later one; the SDKs for Go, Rust and Java take [profile default]',
				place: { path: file.path, line: section.line },
				steps: [comment(file.path, section.line, lastLineOf(section))],
			},
		];
	});
};

export const headerChecks: readonly Check[] = [
	{ id: 'header', group: 'config', about: 'headers that AWS tools ignore', findings: misread },
	{ id: 'header-text', group: 'tools', about: 'text behind a header', findings: trailing },
	{ id: 'name', group: 'tools', about: 'names that some SDKs do not find', findings: names },
	{
		id: 'two-headers',
		group: 'tools',
		about: 'two headers for one section, such as `[profile default]`',
		findings: twoHeaders,
	},
];
