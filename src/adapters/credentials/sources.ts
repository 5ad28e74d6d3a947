/** Provides the sources of a chain that only this machine has. Loads what runs programs on first use. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Environment } from '../../core/machine/environment.ts';
import type { Sources } from '../../ports/sources.ts';
import { expandPath, homeFolder } from '../config/config-files.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { fileReason } from '../machine/system-error.ts';

/** botocore takes the path as it is: it expands neither `~` nor variables (FileWebIdentityTokenLoader in utils.py). */
function readToken(path: string): { readonly text: string } | { readonly reason: string } {
	try {
		const bytes = readRegularFile(path);
		return bytes === undefined ? { reason: 'no such file' } : { text: bytes.toString('utf8') };
	} catch (error) {
		return { reason: fileReason(error) };
	}
}

/** Returns the path of a cache file of `aws login` (get_login_token_cache_directory in botocore's utils.py). */
function loginFile(session: string, env: Environment): string {
	const { AWS_LOGIN_CACHE_DIRECTORY: given } = env;
	const folder = given === undefined ? join(homeFolder(env), '.aws', 'login', 'cache') : expandPath(given, env);
	return join(folder, `${createHash('sha256').update(session, 'utf8').digest('hex')}.json`);
}

function readLogin(session: string, env: Environment): string | undefined {
	try {
		return readRegularFile(loginFile(session, env))?.toString('utf8');
	} catch {
		return undefined;
	}
}

export const sources = (env: Environment): Sources => ({
	runProgram: async (program) => (await import('./program.ts')).runProgram(program),
	readToken,
	readLogin: (session) => readLogin(session, env),
});
