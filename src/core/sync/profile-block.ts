/** Formats and parses the text of the block that `sync` writes. */
import { recipeCommand, rememberedOptions, type SyncRecipe } from './recipe.ts';
import { keysOfSetOptions } from './set-options.ts';

/** A profile in the block. */
export interface SyncedProfile {
	readonly name: string;
	readonly accountId: string;
	readonly roleName: string;
	readonly region: string | undefined;
	/** The settings of `--set`. */
	readonly settings: ReadonlyMap<string, string>;
	/** The text of its comment. */
	readonly comment: string | undefined;
}

/** The names of accounts that the names of their profiles come from, by account ID. */
export type AccountNames = ReadonlyMap<string, string>;

/**
 * The comments that may open a block; new blocks get the first. An old block keeps its comment, so that it is not
 * rewritten only for a new one. The third has a colon: `aws configure set` reads such a comment as a setting of the
 * section above, and adds new keys of that section after it.
 */
const WARNINGS = [
	'# ssoenv writes everything between these marks. The next sync overwrites changes that were made by hand.',
	'# Everything between these marks is written by ssoenv. What is changed here by hand goes with the next sync.',
	'# Everything between these marks is written by ssoenv: what is changed here by hand goes with the next sync.',
] as const;

const warningFor = (before: string | undefined): string =>
	WARNINGS.find((warning) => before?.includes(`${warning}\n`)) ?? WARNINGS[0];

const ACCOUNT_LINE = /^# account (\d{12}) (.+?)\r?$/gm;

/** Returns the first lines, in front of the first profile. */
const headOf = (body: string): string => body.split(/^\[/m, 1)[0] ?? '';

/** Returns the names of accounts that the block keeps, so that a renamed account does not rename its profiles. */
export const accountNamesOf = (body: string): AccountNames =>
	new Map([...headOf(body).matchAll(ACCOUNT_LINE)].map(([, accountId = '', name = '']) => [accountId, name] as const));

const accountLines = (names: AccountNames): string =>
	[...names]
		.sort(([left], [right]) => (left < right ? -1 : 1))
		.map(([accountId, name]) => `# account ${accountId} ${name}\n`)
		.join('');

/** The profiles of a block, with what a later sync has to know of them. */
export interface BlockContent {
	readonly recipe: SyncRecipe;
	readonly profiles: readonly SyncedProfile[];
	readonly accountNames: AccountNames;
}

/**
 * Formats the text between the markers.
 * @param section formats a section of the config file
 * @param before the text there now
 */
export function blockBody(
	{ recipe, profiles, accountNames }: BlockContent,
	section: (name: string, settings: ReadonlyMap<string, string>, comment: string | undefined) => string,
	before?: string,
): string {
	const sections = profiles.map(({ name, accountId, roleName, region, settings, comment }) =>
		section(
			name,
			new Map([
				['sso_session', recipe.ssoSession],
				['sso_account_id', accountId],
				['sso_role_name', roleName],
				...(region === undefined ? [] : [['region', region] as const]),
				...settings,
			]),
			comment,
		),
	);
	const head = `# ${recipeCommand(recipe)}\n${warningFor(before)}\n${accountLines(accountNames)}`;
	return [head, ...sections].join('\n');
}

/** Returns the settings of a section as sync writes them, and the comment below its header. */
function readSection(lines: readonly string[]): { settings: ReadonlyMap<string, string>; comment: string | undefined } {
	const settings = new Map<string, string>();
	for (const line of lines) {
		const [, key, value = ''] = /^(\w+) =(?: (.*))?$/.exec(line) ?? [];
		if (key !== undefined && !settings.has(key)) settings.set(key, value);
	}
	return { settings, comment: /^# (.+)$/.exec(lines[0] ?? '')?.[1] };
}

/**
 * Parses the profiles of a block. Skips profiles without account or role, and settings and comments that its command
 * does not write: they were added by hand.
 * @param ssoSession if given, profiles of other sso-sessions are skipped, which were added by hand
 */
export function profilesOf(body: string, ssoSession?: string): readonly SyncedProfile[] {
	const remembered = rememberedOptions(body);
	const keys = keysOfSetOptions(remembered?.set ?? []);
	const hasComments = (remembered?.comment ?? '') !== '';
	return body.split(/^(?=\[)/m).flatMap((part) => {
		const [header = '', ...lines] = part.split(/\r?\n/);
		const { settings, comment } = readSection(lines);
		const isOurs = ssoSession === undefined || settings.get('sso_session') === ssoSession;
		const named = /^\[profile (\S+)\]/.exec(header)?.[1];
		const [accountId, roleName] = [settings.get('sso_account_id'), settings.get('sso_role_name')];
		if (!isOurs || named === undefined || accountId === undefined || roleName === undefined) return [];
		const further = new Map([...settings].filter(([key]) => keys.has(key)));
		return [
			{
				name: named,
				accountId,
				roleName,
				region: settings.get('region'),
				settings: further,
				comment: hasComments ? comment : undefined,
			},
		];
	});
}

/** Leaves out the names of accounts without a profile, and blank lines at the end, as `blockBody` does. */
export function withoutIdleLines(body: string): string {
	const head = headOf(body);
	const used = new Set(profilesOf(body).map(({ accountId }) => accountId));
	const needed = head.replace(/^# account (\d{12}) .+\n/gm, (line, accountId: string) =>
		used.has(accountId) ? line : '',
	);
	return `${needed}${body.slice(head.length)}`.replace(/\n+$/, '\n');
}
