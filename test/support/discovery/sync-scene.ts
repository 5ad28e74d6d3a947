/** A config file, a directory of accounts, and `ssoenv sync` between them, with a fake Context. */
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { run as listAccounts } from '../../../src/commands/discovery/accounts.ts';
import { run } from '../../../src/commands/sync/sync.ts';
import { isRoleName } from '../../../src/core/aws/identifiers.ts';
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import { parseAccountPage } from '../../../src/core/discovery/assignments.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import { fakeContext, type World } from '../context/context.ts';
import { contextWith } from '../context/context-with.ts';
import { CONFIG_PATH, ON_DISK, START_URL, tokenText } from '../context/sample.ts';
import { granted, type PortalScript, refusal } from '../context/scripted-portal.ts';

export const SESSION = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n`;

/** Account names and their roles by account id; null for roles that cannot be listed. */
export type Directory = Readonly<Record<string, readonly [name: string, roles: readonly string[] | null]>>;

type Arguments = Parameters<typeof run>[0];

const noOptions: Arguments = {
	'sso-session': undefined,
	template: undefined,
	single: undefined,
	prefer: [],
	names: undefined,
	rename: false,
	region: [],
	include: [],
	exclude: [],
	set: [],
	comment: undefined,
	prune: false,
	refresh: false,
	'dry-run': false,
	check: false,
	verbose: false,
	yes: false,
	undo: false,
	from: undefined,
};

function portalOf(directory: () => Directory): PortalScript {
	return {
		listAccountsPage: () => {
			const accountList = Object.entries(directory()).map(([accountId, [accountName]]) => ({
				accountId,
				accountName,
				emailAddress: `${accountId}@example.com`,
			}));
			const page = parseAccountPage({ accountList });
			if ('problem' in page) throw new Error(page.problem);
			return granted(page);
		},
		listAccountRolesPage: (request) => {
			const items = directory()[String(asRecord(request)?.accountId)]?.[1];
			return items
				? granted({ items: items.filter(isRoleName), leftOut: 0, nextToken: undefined })
				: refusal(404, 'ResourceNotFoundException');
		},
	};
}

export function syncScene(config: string, first: Directory = {}, world: World = {}) {
	let directory = first;
	let linesRead = 0;
	const fake = fakeContext({
		...world,
		tokens: { corp: tokenText(), 'sync-corp': tokenText() },
		portal: portalOf(() => directory),
		files: { ...world.files, [CONFIG_PATH]: config },
	});
	const text = () => fake.files.get(CONFIG_PATH) ?? '';
	const loadConfig = () => {
		const texts = [{ path: CONFIG_PATH, text: text(), isCredentials: false }];
		return { config: sharedConfig(parseAwsIni(text()).sections, [], texts), path: CONFIG_PATH, ...ON_DISK };
	};
	const context = contextWith(fake.context, { files: { loadConfig } });
	return {
		...fake,
		text,
		sync: (args: Partial<Arguments> = {}) => run({ ...noOptions, ...args }, context),
		accounts: () =>
			listAccounts(
				{ profile: undefined, 'sso-session': 'corp', json: false, refresh: false, include: [], exclude: [] },
				context,
			),
		/** Edits the file as the person or another program would. */
		edit: async (change: (before: string) => string) => {
			const file = await context.files.configFile();
			await file.edit(change);
		},
		/** Replaces what the service answers from now on. */
		become: (next: Directory) => {
			directory = next;
		},
		/** Returns the lines on stderr since the last call. */
		said: () => {
			const lines = fake.stderr.slice(linesRead);
			linesRead = fake.stderr.length;
			return lines;
		},
	};
}
