/** Reads the profiles that aws-sso-cli writes into the config file, with the help of its own settings. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { asRecord, type JsonRecord } from '../text/json.ts';
import { shellWords } from '../text/shell-words.ts';
import { cannotMigrate, type Foreign, nonSsoReason } from './migration.ts';

interface SignIn {
	readonly startUrl: string;
	readonly ssoRegion: string;
	readonly defaultRegion: string | undefined;
	/** `ACCOUNT ROLE` for each role that is assumed through another role, and so is not an Identity Center role. */
	readonly chained: ReadonlySet<string>;
}

export interface AwsSsoCli {
	readonly defaultName: string;
	readonly signIns: ReadonlyMap<string, SignIn>;
}

const textIn = (record: JsonRecord | undefined, key: string): string => {
	const value = record?.[key];
	return typeof value === 'string' ? value : '';
};

const entries = (value: unknown) => Object.entries(asRecord(value) ?? {});

function chainedIn(accounts: unknown): ReadonlySet<string> {
	const roles = entries(accounts).flatMap(([id, account]) =>
		entries(asRecord(account)?.Roles).flatMap(([role, settings]) =>
			textIn(asRecord(settings), 'Via') === '' ? [] : [`${id.padStart(12, '0')} ${role}`],
		),
	);
	return new Set(roles);
}

/**
 * Parses the settings of aws-sso-cli; undefined if they do not have the expected form.
 * @param value config.yaml with every scalar as text
 */
export function parseAwsSsoCli(value: unknown): AwsSsoCli | undefined {
	const root = asRecord(value);
	const configs = asRecord(root?.SSOConfig);
	if (root === undefined || configs === undefined) return undefined;
	const signIns = entries(configs).flatMap(([name, entry]) => {
		const settings = asRecord(entry);
		if (settings === undefined) return [];
		const startUrl = textIn(settings, 'StartUrl').replace(/^(?!https?:)(?=.)/, 'https://');
		const defaultRegion = textIn(settings, 'DefaultRegion') || textIn(root, 'DefaultRegion') || undefined;
		return [
			[
				name,
				{ startUrl, ssoRegion: textIn(settings, 'SSORegion'), defaultRegion, chained: chainedIn(settings.Accounts) },
			] as const,
		];
	});
	return { defaultName: textIn(root, 'DefaultSSO') || 'Default', signIns: new Map(signIns) };
}

interface RoleCommand {
	readonly signIn: string | undefined;
	readonly accountId: string;
	readonly roleName: string;
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
	const arn = /^arn:[\w-]+:iam::(\d{1,12}):role\/(?:.*\/)?([^/]+)$/.exec(after('--arn', '-a') ?? '');
	const accountId = arn?.[1] ?? after('--account', '-A');
	const roleName = arn?.[2] ?? after('--role', '-R');
	if (!words.includes('process') || accountId === undefined || roleName === undefined) return null;
	return { signIn: after('--sso', '-S'), accountId: accountId.padStart(12, '0'), roleName };
}

export function awsSsoCliProfiles(config: SharedConfig, toolSettings: AwsSsoCli): readonly Foreign[] {
	return [...config.profiles].flatMap(([name, settings]): readonly Foreign[] => {
		const command = roleCommandOf(settings);
		if (command === undefined) return [];
		if (command === null) return [cannotMigrate(name, 'its credential_process names no role')];
		return [roleProfile(name, settings, command, toolSettings)];
	});
}

function roleProfile(name: string, settings: Settings, command: RoleCommand, toolSettings: AwsSsoCli): Foreign {
	const { accountId, roleName } = command;
	const signInName = command.signIn ?? toolSettings.defaultName;
	const signIn = toolSettings.signIns.get(signInName);
	if (signIn === undefined) return cannotMigrate(name, `aws-sso-cli has no settings for its sign-in "${signInName}"`);
	if (signIn.chained.has(`${accountId} ${roleName}`))
		return cannotMigrate(name, 'it assumes its role through another role (Via)');
	const other = nonSsoReason(settings);
	if (other !== undefined) return cannotMigrate(name, other);
	const { startUrl, ssoRegion, defaultRegion } = signIn;
	const more = new Map(defaultRegion === undefined ? [] : [['region', defaultRegion] as const]);
	const removed = ['credential_process'];
	return { name, kind: 'role', role: { startUrl, ssoRegion, accountId, roleName, signInName, more, removed } };
}
