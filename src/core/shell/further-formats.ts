/**
 * The formats of `export` that the AWS CLI does not have. They are loaded only when they are asked for. A value that a
 * format cannot hold is refused.
 */
import { asciiJson } from '../text/json.ts';
import { printable } from '../text/printable.ts';
import { fitsVariable, needsNoQuotes, posix } from '../text/quoting.ts';
import { type Exported, setOnly, withoutSafeForm } from './exported.ts';
import type { FurtherFormat } from './syntaxes.ts';

/** What a format may need beside the credentials. */
export interface Surroundings {
	readonly profile: string;
	/** The files that change when the role is renewed, or becomes another one. */
	readonly watched: readonly string[];
	/** A word that nobody can guess. */
	readonly delimiter: string;
}

/** The output of a format. */
interface Output {
	readonly stdout: string;
}

const json = (exported: Exported): Output => ({
	stdout: `${asciiJson(Object.fromEntries(setOnly(exported)), 2)}\n`,
});

/** Parsers of `.env` files agree only on bare values, and on one line in single quotes without `'`. */
const dotenv = (exported: Exported): Output => ({
	stdout: fitting(exported, 'a .env file', (value) => !/['\n\r]/.test(value))
		.map(([name, value]) => `${name}=${needsNoQuotes(value) ? value : `'${value}'`}\n`)
		.join(''),
});

/** The JSON of AssumeRole, as `aws sts assume-role` prints it, without what only AWS knows. */
function sts({ process }: Exported): Output {
	const credentials = Object.entries(process).filter(([key]) => key !== 'Version');
	return { stdout: `${asciiJson({ Credentials: Object.fromEntries(credentials) }, 4)}\n` };
}

const SECRETS = new Set(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);

/** The runner ends a workflow command at the end of the line, and decodes these characters of its value. */
const commandValue = (value: string): string =>
	value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/**
 * The runner masks in its log what it reads on stdout. `jobVariables` is for the end of the file that GITHUB_ENV names,
 * from which the steps that follow get their variables.
 */
function github(exported: Exported, { delimiter }: Surroundings): Output & { readonly jobVariables: string } {
	const variables = fitting(exported, 'GITHUB_ENV', (value) => !value.includes(delimiter));
	return {
		stdout: variables
			.filter(([name]) => SECRETS.has(name))
			.map(([, value]) => `::add-mask::${commandValue(value)}\n`)
			.join(''),
		jobVariables: variables.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`).join(''),
	};
}

/** One compound statement: if it is cut off, bash runs nothing of it. */
function direnv(exported: Exported, { profile, watched }: Surroundings): Output {
	const variables = fitting(exported, 'direnv');
	const [, expires = '0'] = variables.find(([name]) => name === 'SSOENV_EXPIRES') ?? [];
	const unset = exported.environment.filter(({ value }) => value === undefined).map(({ name }) => name);
	const expired = posix(`ssoenv: the credentials of ${printable(profile)} have expired; to renew them: direnv reload`);
	return {
		stdout: [
			'{',
			`watch_file ${watched.map(posix).join(' ')}`,
			`if [ "$(date +%s)" -lt ${expires} ]; then`,
			...(unset.length === 0 ? [] : [`unset -v ${unset.join(' ')}`]),
			...variables.map(([name, value]) => `export ${name}=${needsNoQuotes(value) ? value : posix(value)}`),
			`else log_error ${expired}; fi`,
			'}\n',
		].join('\n'),
	};
}

/** Docker takes each line as it is, quotes and blanks too, and none of its lines goes on in the next. */
const docker = (exported: Exported): Output => ({
	stdout: fitting(exported, 'docker run --env-file', (value) => !/[\n\r]/.test(value))
		.map(([name, value]) => `${name}=${value}\n`)
		.join(''),
});

/** Values in single quotes are taken as they are. In double quotes, a backslash stands in front of `"`, `\`, `` ` ``, `$`. */
const systemdValue = (value: string): string => {
	if (needsNoQuotes(value)) return value;
	return value.includes("'") ? `"${value.replace(/["\\`$]/g, '\\$&')}"` : `'${value}'`;
};

/** systemd.exec(5) takes neither noncharacters of Unicode nor a byte order mark. */
const UNFIT_FOR_SYSTEMD = /[\ufeff\p{Noncharacter_Code_Point}]/u;

const systemd = (exported: Exported): Output => ({
	stdout: fitting(exported, 'the EnvironmentFile of systemd', (value) => !UNFIT_FOR_SYSTEMD.test(value))
		.map(([name, value]) => `${name}=${systemdValue(value)}\n`)
		.join(''),
});

/** Returns the variables with a value. @throws Failure `value-without-safe-form` */
function fitting(
	exported: Exported,
	syntax: string,
	isFit: (value: string) => boolean = () => true,
): readonly (readonly [string, string])[] {
	const variables = setOnly(exported);
	for (const [name, value] of variables) if (!fitsVariable(value) || !isFit(value)) withoutSafeForm(name, syntax);
	return variables;
}

export const furtherFormats = { json, dotenv, sts, github, direnv, docker, systemd } as const satisfies Record<
	FurtherFormat,
	(exported: Exported, surroundings: Surroundings) => Output
>;
