/** Reads the profiles that aws-sso-cli writes into the config file, with the help of its own settings. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { assumesRole } from '../profile/credential-provider.ts';
import { shellWords } from '../text/shell-words.ts';
import { type AwsSsoCli, roleKey, type SignIn, type ViaRole } from './aws-sso-cli-settings.ts';
import { changesTo, sourcesOf } from './chains.ts';
import {
	addressKey,
	cannotMigrate,
	type Foreign,
	isSsoComplete,
	nonSsoReason,
	type PortalAddress,
} from './migration.ts';

interface RoleCommand {
	readonly signIn: string | undefined;
	readonly accountId: string;
	readonly roleName: string;
	readonly partition: string;
}

/**
 * Parses a `credential_process` that runs `aws-sso … process --arn ARN`. Returns undefined for any other program, and
 * null if the command of aws-sso names no role.
 */
function roleCommandOf(settings: Settings): RoleCommand | null | undefined {
	const words = shellWords(text(settings, 'credential_process') ?? '') ?? [];
	if (!/(?:^|[\\/])aws-sso(?:\.exe)?$/i.test(words[0] ?? '')) return undefined;
	const after = (...flags: readonly string[]): string | undefined => {
		for (const [at, word] of words.entries()) {
			if (flags.includes(word)) return words[at + 1];
			const flag = flags.find((long) => long.startsWith('--') && word.startsWith(`${long}=`));
			if (flag !== undefined) return word.slice(flag.length + 1);
		}
		return undefined;
	};
	const arn = /^arn:([\w-]+):iam::(\d{1,12}):role\/(?:.*\/)?([^/]+)$/.exec(after('--arn', '-a') ?? '');
	const accountId = arn?.[2] ?? after('--account', '-A');
	const roleName = arn?.[3] ?? after('--role', '-R');
	if (!words.includes('process') || accountId === undefined || roleName === undefined) return null;
	const partition = arn?.[1] ?? 'aws';
	return { signIn: after('--sso', '-S'), accountId: accountId.padStart(12, '0'), roleName, partition };
}

export function awsSsoCliProfiles(config: SharedConfig, toolSettings: AwsSsoCli): readonly Foreign[] {
	const commands = new Map([...config.profiles].map(([name, settings]) => [name, roleCommandOf(settings)]));
	const namesByRole = namesOf(config, commands, toolSettings);
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const command = commands.get(name);
		if (command === null) return [cannotMigrate(name, 'its credential_process names no role')];
		if (command !== undefined) return [roleProfile(name, settings, { command, toolSettings, namesByRole })];
		// A chain that was written by hand, and begins with a role of the tool.
		const isOfTool = assumesRole(settings) && sourcesOf(config, name).some((source) => commands.get(source));
		return isOfTool ? [{ name, kind: 'chain', settings: new Map() }] : [];
	});
}

/** Returns the names of profiles by portal, account and role, also of those that were migrated before. */
function namesOf(
	config: SharedConfig,
	commands: ReadonlyMap<string, RoleCommand | null | undefined>,
	{ defaultName, signIns }: AwsSsoCli,
): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const [name, settings] of config.profiles) {
		const command = commands.get(name);
		const role = command ?? (command === undefined ? migratedRole(settings) : undefined);
		const portal = command ? signIns.get(command.signIn ?? defaultName) : portalOf(settings, config);
		if (!role || portal === undefined) continue;
		const key = `${addressKey(portal)} ${roleKey(role.accountId, role.roleName)}`;
		if (!names.has(key)) names.set(key, name);
	}
	return names;
}

const migratedRole = (settings: Settings): Pick<RoleCommand, 'accountId' | 'roleName'> | undefined =>
	isSsoComplete(settings)
		? { accountId: text(settings, 'sso_account_id') ?? '', roleName: text(settings, 'sso_role_name') ?? '' }
		: undefined;

function portalOf(settings: Settings, config: SharedConfig): PortalAddress {
	const session = config.ssoSessions.get(text(settings, 'sso_session') ?? '') ?? settings;
	return { startUrl: text(session, 'sso_start_url') ?? '', ssoRegion: text(session, 'sso_region') ?? '' };
}

interface FoundRole {
	readonly command: RoleCommand;
	readonly toolSettings: AwsSsoCli;
	readonly namesByRole: ReadonlyMap<string, string>;
}

function roleProfile(name: string, settings: Settings, { command, toolSettings, namesByRole }: FoundRole): Foreign {
	const { accountId, roleName } = command;
	const signInName = command.signIn ?? toolSettings.defaultName;
	const signIn = toolSettings.signIns.get(signInName);
	if (signIn === undefined) return cannotMigrate(name, `aws-sso-cli has no settings for its sign-in "${signInName}"`);
	const other = nonSsoReason(settings);
	if (other !== undefined) return cannotMigrate(name, other);
	const via = signIn.chained.get(roleKey(accountId, roleName));
	if (via !== undefined) {
		const source = namesByRole.get(`${addressKey(signIn)} ${via.via}`);
		return chainProfile(name, settings, { command, signIn, via, source });
	}
	const { startUrl, ssoRegion, defaultRegion } = signIn;
	const more = new Map(defaultRegion === undefined ? [] : [['region', defaultRegion] as const]);
	const removed = ['credential_process'];
	return { name, kind: 'role', role: { startUrl, ssoRegion, accountId, roleName, signInName, more, removed } };
}

interface FoundChain {
	readonly command: RoleCommand;
	readonly signIn: SignIn;
	readonly via: ViaRole;
	/** The profile of the role through which this one is assumed. */
	readonly source: string | undefined;
}

/** aws-sso-cli asks STS in the SSO region (AWSSSO.GetRoleCredentials in internal/awssso/awssso.go). */
function chainProfile(name: string, settings: Settings, { command, signIn, via, source }: FoundChain): Foreign {
	const through = via.via?.replace(/^(\d+) (.*)$/, '$2 in $1');
	if (via.sourceIdentity !== '') return cannotMigrate(name, 'AWS tools do not send its SourceIdentity');
	if (through === undefined) return cannotMigrate(name, 'the role in its Via cannot be read');
	if (source === undefined) return cannotMigrate(name, `no profile has the role ${through}, which it needs (Via)`);
	const { accountId, roleName, partition } = command;
	const region = signIn.defaultRegion ?? signIn.ssoRegion;
	const wanted = new Map<string, string | undefined>([
		['role_arn', `arn:${partition}:iam::${accountId}:role/${roleName}`],
		['source_profile', source],
		['credential_process', undefined],
	]);
	if (via.externalId !== '') wanted.set('external_id', via.externalId);
	if (text(settings, 'region') === undefined && region !== '') wanted.set('region', region);
	return { name, kind: 'chain', settings: changesTo(settings, wanted) };
}
