/** `ssoenv serve`: the container credential endpoint of the AWS SDKs, on loopback. */
import { containerSettings } from '../../core/exec/container-settings.ts';
import { type EndpointAccess, envFileText, fileThatWins, lineToPaste } from '../../core/exec/endpoint-variables.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Shell } from '../../core/shell/syntaxes.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import { answeredRequest } from '../../flows/exec/answered-request.ts';
import { type CarryParameters, roleToServe } from '../../flows/exec/carried-role.ts';
import { type ServedRole, servedRole } from '../../flows/exec/served-role.ts';
import { shellFor } from '../../flows/shell/shell-for.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

interface ServeArguments extends Omit<CarryParameters, 'profile'> {
	readonly profile: readonly string[];
	readonly port: string | undefined;
	readonly 'write-env': string | undefined;
	readonly docker: boolean;
	readonly shell: Shell | undefined;
}

export async function run(args: ServeArguments, context: Context): Promise<never> {
	const wanted = portOf(args.port);
	const names = args.profile.length === 0 ? [undefined] : [...new Set(args.profile)];
	const envFile = args['write-env'];
	refuseMixtures(args, names.length);
	const endpoint = await context.machine.endpoint();
	if (envFile !== undefined) endpoint.checkEnvFile(envFile);
	const shell = envFile === undefined ? shellFor(args.shell, 'serve', context) : undefined;
	const { roles, loaded } = await rolesFor(args, names, context);
	const tokens = roles.map((role) => ({ role, token: endpoint.newToken() }));
	const port = await endpoint.listen(wanted, (request, own) => answeredRequest(request, own, tokens, endpoint));
	const accesses = tokens.map(({ role, token }) => ({ profile: role.profile, token, port }));
	warnOfDefault(loaded, context);
	let settings = '';
	if (envFile !== undefined) {
		const paths = accesses.map((access) => endpoint.writeEnvFile(envFile, envFileText(access)));
		if (args.docker) settings = paths.map((path) => containerSettings(path, port)).join('');
	}
	context.terminal.say(`serving ${roles.map(({ profile }) => profile.name).join(', ')} on 127.0.0.1:${port}`);
	if (shell !== undefined) context.terminal.stdout(linesToPaste(shell, accesses));
	if (settings !== '') context.terminal.stdout(settings);
	// One of them ends only if there is a bug.
	return Promise.race(roles.map((role) => role.keepFresh()));
}

/** @throws Failure `usage` */
function portOf(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (port >= 1 && port <= 65_535) return port;
	throw failures.usage({ problem: `--port is "${text}", expected a number from 1 to 65535`, command: 'serve' });
}

/** @throws Failure `usage` */
function refuseMixtures({ 'write-env': path, docker, shell }: ServeArguments, count: number): void {
	const refuse = (problem: string) => failures.usage({ problem, command: 'serve' });
	if (docker && path === undefined) throw refuse('--docker requires --write-env FILE, which the container reads');
	if (path === undefined) return;
	if (path === '') throw refuse('--write-env is empty');
	if (shell !== undefined) throw refuse('--write-env and --shell cannot be used together');
	if (count > 1) throw refuse('--write-env takes one profile: the variables of two have the same names');
}

/** All profiles are found before the first one asks for a sign-in. */
async function rolesFor(args: ServeArguments, names: readonly (string | undefined)[], context: Context) {
	const chosen = [];
	for (const profile of names) chosen.push(await roleToServe({ ...args, profile }, 'serve', context));
	const roles: ServedRole[] = [];
	for (const role of chosen) roles.push(await servedRole(role, context));
	return { roles, loaded: context.files.loadConfig() };
}

/** With several profiles, a comment above each line says whose it is. */
function linesToPaste(shell: Shell, accesses: readonly EndpointAccess[]): string {
	const head = ({ profile }: EndpointAccess) => (accesses.length > 1 ? `# ${argumentWord(profile.name)}\n` : '');
	return accesses.map((access) => `${head(access)}${lineToPaste(shell, access)}`).join('');
}

function warnOfDefault({ config, files }: LoadedConfig, { terminal }: Pick<Context, 'terminal'>): void {
	const path = fileThatWins(config, files);
	if (path === undefined) return;
	terminal.say(`warning: AWS SDKs take [default] of ${path} before this endpoint, if the program can read it`);
	terminal.say(
		'hint: AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null in the environment of the program',
	);
}
