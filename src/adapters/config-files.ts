/** Finds and reads the two files that all AWS tools share, by the AWS CLI's rules for paths. */
import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../core/environment.ts';
import { failures } from '../core/failures.ts';
import { sharedConfig } from '../core/shared-config.ts';
import type { LoadedConfig } from '../ports.ts';
import { type IniProblem, type IniText, parseAwsIni } from './aws-ini.ts';
import { readRegularFile } from './regular-file.ts';
import { fileReason } from './system-error.ts';

/** Home as AWS tools see it: HOME on all systems, then what the system says. */
export const homeFolder = (env: Environment): string => env.HOME || homedir();

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
	if (user === userInfo().username) return userInfo().homedir;
	try {
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

/** A missing file and an empty path mean an empty file to AWS tools, silently. */
function readText(path: string): FileText {
	const bytes = readBytes(path) ?? Buffer.alloc(0);
	const text = bytes.toString('utf8');
	return { path, text, isDamaged: text.includes('\ufffd') && !bytes.equals(Buffer.from(text, 'utf8')) };
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
	return `warning: ${path}:${first.line}: ${first.what}; the AWS CLI refuses this file${rest}`;
}

function parseFile(file: FileText, warn: (line: string) => void): IniText {
	const parsed = parseAwsIni(file.text);
	const line = file.text.slice(0, file.text.indexOf('\ufffd')).split(/\r\n|\r|\n/).length;
	const damage = file.isDamaged ? [{ line, what: 'bytes that are not UTF-8' }] : [];
	const warning = describe(file.path, [...damage, ...parsed.problems]);
	if (warning !== undefined) warn(warning);
	return parsed;
}

/**
 * Reads and merges both files.
 * @param warn told one line for each file that the AWS CLI would refuse
 * @throws Failure `config-unreadable`
 */
export function loadConfigFiles(env: Environment, warn: (line: string) => void): LoadedConfig {
	const folder = join(homeFolder(env), '.aws');
	const locate = (override: string | undefined, name: string) =>
		override === undefined ? join(folder, name) : expandPath(override, env);
	const config = readText(locate(env.AWS_CONFIG_FILE, 'config'));
	const credentials = readText(locate(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'));
	const [configText, credentialsText] = [parseFile(config, warn), parseFile(credentials, warn)];
	return {
		config: sharedConfig(configText.sections, credentialsText.sections),
		path: config.path || 'AWS_CONFIG_FILE',
	};
}
