/** Finds and reads the config file and the credentials file, by the AWS CLI's rules for paths. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sharedConfig } from '../../core/config/shared-config.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import { namedHome, WINDOWS } from '../../core/machine/system.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { fileReason } from '../machine/system-error.ts';
import { type IniProblem, type IniText, parseAwsIni } from './aws-ini.ts';

/** Loads `node:os` on demand: it takes 0.3 ms, 1 to 2 % of a warm `use`, and with HOME set nothing needs it. */
const userInfo = () => process.getBuiltinModule('node:os').userInfo();

/** @throws Error if the user has none */
function homeInUserDatabase(env: Environment): string {
	// For the single file's runtime, HOME always wins, even a relative one. Started without it, it reads the database.
	if (process.versions.bun !== undefined && env.HOME !== undefined) {
		const { spawnSync } = process.getBuiltinModule('node:child_process');
		const words = ['--print', "process.getBuiltinModule('node:os').userInfo().homedir"];
		const asked = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: '/', env: { BUN_BE_BUN: '1' } });
		if (asked.status !== 0) throw new Error('the user database has no home folder');
		return asked.stdout.trimEnd();
	}
	return userInfo().homedir;
}

/**
 * Returns the home folder as AWS tools see it: the one that the environment names, else the one in the user database.
 * @throws Failure `home-unknown`
 */
export function homeFolder(env: Environment): string {
	try {
		return namedHome(env, process.platform) ?? homeInUserDatabase(env);
	} catch {
		throw failures.homeUnknown(undefined);
	}
}

/** Expands `$NAME`, `${NAME}` and a leading `~` or `~name`, as botocore does. Unknown names stay as they are. */
export function expandPath(path: string, env: Environment): string {
	const expanded = path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (match, bare?: string, braced?: string) => {
		const name = bare ?? braced ?? '';
		return (Object.hasOwn(env, name) ? env[name] : undefined) ?? match;
	});
	const [, user, rest = ''] = /^~([^/\\]*)(.*)$/s.exec(expanded) ?? [];
	if (user === undefined) return expanded;
	const home = user === '' ? homeFolder(env) : homeOf(user);
	return home === undefined ? expanded : home + rest;
}

/** The runtime of the single file takes the name of this user from the environment, so the database is asked first. */
function homeOf(user: string): string | undefined {
	return homeInPasswd(user) ?? ownHome(user);
}

/** On Windows, that path would be a file of the current drive, which anyone may make. */
function homeInPasswd(user: string): string | undefined {
	if (process.platform === WINDOWS) return undefined;
	try {
		const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
		return lines.find((line) => line.startsWith(`${user}:`))?.split(':')[5];
	} catch {
		return undefined;
	}
}

/** Not each system lists its users in a file. */
function ownHome(user: string): string | undefined {
	try {
		return user === userInfo().username ? userInfo().homedir : undefined;
	} catch {
		return undefined;
	}
}

interface FileText {
	readonly path: string;
	readonly text: string;
	/** Whether the text replaces bytes that are not UTF-8. */
	readonly isDamaged: boolean;
}

/** Room for more than 60,000 profiles. A larger file is not a config file. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Reads a file. A missing file and an empty path both count as an empty file, as in botocore. */
function readText(path: string): FileText {
	const bytes = readBytes(path) ?? Buffer.alloc(0);
	if (bytes.length > MAX_BYTES) throw failures.configUnreadable({ path, reason: 'it is larger than 16 MB' });
	const text = bytes.toString('utf8');
	const isDamaged = text.includes('\ufffd') && !bytes.equals(Buffer.from(text, 'utf8'));
	return { path, text: isDamaged ? decodeDamaged(bytes) : text, isDamaged };
}

/**
 * Decodes each byte that is not UTF-8 as its own lone surrogate, as Python's `surrogateescape` does: two names that
 * differ only in such bytes must stay different. A value with such a byte cannot be used.
 */
function decodeDamaged(bytes: Buffer): string {
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

/** Returns one line about the first problem, with the count of the others. */
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

/** Returns the path of the config file; empty if AWS_CONFIG_FILE is empty. @throws Failure `home-unknown` */
export const configPath = (env: Environment): string => locate(env, env.AWS_CONFIG_FILE, 'config');

/** Returns the path of the credentials file; empty if AWS_SHARED_CREDENTIALS_FILE is. @throws Failure `home-unknown` */
export const credentialsPath = (env: Environment): string =>
	locate(env, env.AWS_SHARED_CREDENTIALS_FILE, 'credentials');

/**
 * Reads both files and merges them.
 * @param warn receives one line for each file that the AWS CLI refuses
 * @throws Failure `config-unreadable`, `home-unknown`
 */
export function loadConfigFiles(env: Environment, warn: (line: string) => void): LoadedConfig {
	const readAt = Date.now();
	const config = readText(configPath(env));
	const credentials = readText(credentialsPath(env));
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
