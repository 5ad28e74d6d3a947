/** The profiles that aws-sso-cli writes into the config file, and the settings of its own by which they are understood. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { asRecord, type JsonRecord } from '../text/json.ts';
import { shellWords } from '../text/shell-words.ts';
import { otherWay } from './foreign-profiles.ts';
import type { Foreign } from './migration.ts';

interface SignIn {
	readonly startUrl: string;
	readonly ssoRegion: string;
	readonly defaultRegion: string | undefined;
	/** ARNs of roles that are reached by way of another, and so are not of Identity Center. */
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
	const found = entries(accounts).flatMap(([id, account]) =>
		entries(asRecord(account)?.Roles).flatMap(([role, settings]) =>
			textIn(asRecord(settings), 'Via') === '' ? [] : [`${id.padStart(12, '0')} ${role}`],
		),
	);
	return new Set(found);
}

/** @param value config.yaml with every scalar as text; undefined for what is not its form */
export function parseAwsSsoCli(value: unknown): AwsSsoCli | undefined {
	const root = asRecord(value);
	const configs = asRecord(root?.SSOConfig);
	if (root === undefined || configs === undefined) return undefined;
	const signIns = entries(configs).flatMap(([name, entry]) => {
		const one = asRecord(entry);
		if (one === undefined) return [];
		const startUrl = textIn(one, 'StartUrl').replace(/^(?!https?:)(?=.)/, 'https://');
		const defaultRegion = textIn(one, 'DefaultRegion') || textIn(root, 'DefaultRegion') || undefined;
		return [
			[
				name,
				{ startUrl, ssoRegion: textIn(one, 'SSORegion'), defaultRegion, chained: chainedIn(one.Accounts) },
			] as const,
		];
	});
	return { defaultName: textIn(root, 'DefaultSSO') || 'Default', signIns: new Map(signIns) };
}

interface Process {
	readonly signIn: string | undefined;
	readonly accountId: string;
	readonly roleName: string;
}

/** What `aws-sso … process --arn ARN` names; undefined for any other command, null for one of aws-sso that names no role. */
function processOf(settings: Settings): Process | null | undefined {
	const words = shellWords(text(settings, 'credential_process') ?? '') ?? [];
	if (!/(?:^|[\\/])aws-sso(?:\.exe)?$/i.test(words[0] ?? '')) return undefined;
	const after = (...flags: readonly string[]): string | undefined => {
		for (const [at, word] of words.entries()) {
			if (flags.includes(word)) return words[at + 1];
			const flag = flags.find((one) => one.startsWith('--') && word.startsWith(`${one}=`));
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

export function awsSsoCliProfiles(config: SharedConfig, settings: AwsSsoCli): readonly Foreign[] {
	return [...config.profiles].flatMap(([name, own]): readonly Foreign[] => {
		const found = processOf(own);
		if (found === undefined) return [];
		if (found === null) return [cannot(name, 'its credential_process names no role')];
		return [roleProfile(name, own, found, settings)];
	});
}

const cannot = (name: string, reason: string): Foreign => ({ name, kind: 'cannot', reason });

function roleProfile(name: string, own: Settings, found: Process, settings: AwsSsoCli): Foreign {
	const { accountId, roleName } = found;
	const signInName = found.signIn ?? settings.defaultName;
	const signIn = settings.signIns.get(signInName);
	if (signIn === undefined) return cannot(name, `aws-sso-cli has no settings for its sign-in "${signInName}"`);
	if (signIn.chained.has(`${accountId} ${roleName}`))
		return cannot(name, 'it takes a role by way of another one (Via)');
	const other = otherWay(own);
	if (other !== undefined) return cannot(name, other);
	const { startUrl, ssoRegion, defaultRegion } = signIn;
	const more = new Map(defaultRegion === undefined ? [] : [['region', defaultRegion] as const]);
	const removed = ['credential_process'];
	return { name, kind: 'role', role: { startUrl, ssoRegion, accountId, roleName, signInName, more, removed } };
}
