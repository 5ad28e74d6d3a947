/** Finds and reads the two files that all AWS tools share, by the AWS CLI's rules for paths. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { sharedConfig } from '../../core/config/shared-config.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { fileReason } from '../machine/system-error.ts';
import { type IniProblem, type IniText, parseAwsIni } from './aws-ini.ts';

/** Loaded when it is asked: with HOME set, nobody asks. */
const userInfo = () => process.getBuiltinModule('node:os').userInfo();

/** Home as AWS tools see it: HOME on all systems, then what the system says. @throws Failure `home-unknown` */
export function homeFolder(env: Environment): string {
	if (env.HOME !== undefined && isAbsolute(env.HOME)) return env.HOME;
	try {
		return userInfo().homedir;
	} catch {
		throw failures.homeUnknown(undefined);
	}
}

/** Expands `$NAME`, `${NAME}` and a leading `~` or `~name`, as botocore does; unknown names stay as they are. */
export function expandPath(path: string, env: Environment): string {
	const expanded = path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, bare?: string, braced?: string) => {
		const name = bare ?? braced ?? '';
		return (Object.hasOwn(env, name) ? env[name] : undefined) ?? whole;
	});
	const [, user, rest = ''] = /^~([^/\\]*)(.*)$/s.exec(expanded) ?? [];
	if (user === undefined) return expanded;
	const home = user === '' ? homeFolder(env) : homeOf(user);
	return home === undefined ? expanded : home + rest;
}

function homeOf(user: string): string | undefined {
	try {
		if (user === userInfo().username) return userInfo().homedir;
		const entry = readFileSync('/etc/passwd', 'utf8')
			.split('\n')
			.find((line) => line.startsWith(`${user}:`));
		return entry?.split(':')[5];
	} catch {
		return undefined;
	}
}

interface FileText {
	readonly path: string;
	readonly text: string;
	/** True when bytes that are not UTF-8 had to be replaced. */
	readonly isDamaged: boolean;
}

/** More than 60,000 profiles; what is larger is no config file. */
const MAX_BYTES = 16 * 1024 * 1024;

/** A missing file and an empty path mean an empty file to AWS tools, silently. */
function readText(path: string): FileText {
	const bytes = readBytes(path) ?? Buffer.alloc(0);
	if (bytes.length > MAX_BYTES) throw failures.configUnreadable({ path, reason: 'it is larger than 16 MB' });
	const text = bytes.toString('utf8');
	const isDamaged = text.includes('\ufffd') && !bytes.equals(Buffer.from(text, 'utf8'));
	return { path, text: isDamaged ? keepDamage(bytes) : text, isDamaged };
}

/**
 * Bytes that are not UTF-8 become lone surrogates, a different one each, as in Python: two names that differ in such bytes
 * alone must not become one. A value that holds any cannot be used.
 */
function keepDamage(bytes: Buffer): string {
	const lines = bytes.toString('latin1').split('\n');
	return lines
		.map((line) => {
			const text = Buffer.from(line, 'latin1').toString('utf8');
			if (Buffer.from(text, 'utf8').toString('latin1') === line) return text;
			return line.replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(0xdc00 + byte.charCodeAt(0)));
		})
		.join('\n');
}

function readBytes(path: string): Buffer | undefined {
	try {
		return readRegularFile(path);
	} catch (error) {
		throw failures.configUnreadable({ path, reason: fileReason(error) });
	}
}

/** One line about what the AWS CLI would refuse: the first problem, and how many more there are. */
function describe(path: string, problems: readonly IniProblem[]): string | undefined {
	const [first, ...more] = problems;
	if (first === undefined) return undefined;
	const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
	return `warning: ${path}:${first.line}: ${first.what}; the AWS CLI cannot read this file${rest}`;
}

const damagedLine = (text: string): number => text.slice(0, text.search(/\p{Cs}/u)).split(/\r\n|\r|\n/).length;

function parseFile(file: FileText, warn: (line: string) => void): IniText {
	const parsed = parseAwsIni(file.text);
	const damage = file.isDamaged ? [{ line: damagedLine(file.text), what: 'bytes that are not UTF-8' }] : [];
	const warning = describe(file.path, [...damage, ...parsed.problems]);
	if (warning !== undefined) warn(warning);
	return parsed;
}

/** @throws Failure `home-unknown` */
const locate = (env: Environment, override: string | undefined, name: string): string =>
	override === undefined ? join(homeFolder(env), '.aws', name) : expandPath(override, env);

/** Where the config file is; empty where AWS_CONFIG_FILE says that there is none. @throws Failure `home-unknown` */
export const configPath = (env: Environment): string => locate(env, env.AWS_CONFIG_FILE, 'config');

/**
 * Reads and merges both files.
 * @param warn told one line for each file that the AWS CLI would refuse
 * @throws Failure `config-unreadable`
 */
export function loadConfigFiles(env: Environment, warn: (line: string) => void): LoadedConfig {
	const readAt = Date.now();
	const config = readText(configPath(env));
	const credentials = readText(locate(env, env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'));
	const [configText, credentialsText] = [parseFile(config, warn), parseFile(credentials, warn)];
	const texts = [
		{ path: config.path, text: config.text, isCredentials: false },
		{ path: credentials.path, text: credentials.text, isCredentials: true },
	];
	return {
		config: sharedConfig(configText.sections, credentialsText.sections, texts),
		path: config.path || 'AWS_CONFIG_FILE',
		files: [resolve(config.path), resolve(credentials.path)],
		readAt,
	};
}
