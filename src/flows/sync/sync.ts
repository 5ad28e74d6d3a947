/** Profiles for every account and role of a session, in a block of the config file: what would change, the change, and back. */

import { isAwsRegion, isWritableName } from '../../core/aws/identifiers.ts';
import { type SharedConfig, text } from '../../core/config/shared-config.ts';
import { configBlockOf } from '../../core/config-edit/blocks.ts';
import { sectionText } from '../../core/config-edit/edit.ts';
import { type HandEdits, handEdits } from '../../core/config-edit/hand-edits.ts';
import type { Assignment, Unreadable } from '../../core/discovery/assignments.ts';
import { failures } from '../../core/failure/failures.ts';
import { blockBody, planSync, profilesOf, recipeOf, type SyncedProfile, type SyncPlan } from '../../core/sync/plan.ts';
import {
	checkTemplate,
	DEFAULT_TEMPLATE,
	type NamedRole,
	nameRoles,
	type RoleOfAccount,
} from '../../core/sync/profile-names.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { ConfigEdit } from '../../ports/files.ts';
import type { Discovery } from '../discovery/discover.ts';
import { keepSync, replaceBlock } from './sync-history.ts';

export interface SyncOptions {
	readonly template: string | undefined;
	/** Empty: none any more. */
	readonly region: string | undefined;
	readonly isPruned: boolean;
}

export interface PreparedSync {
	readonly label: string;
	readonly plan: SyncPlan;
	/** What stands between the marks now, and what would; undefined is no block. */
	readonly before: string | undefined;
	readonly after: string | undefined;
	/** The block is not as sync wrote it: what was changed in it by hand is not in `after`. */
	readonly isByHand: boolean;
	/** That, as far as it can be told. */
	readonly byHand: HandEdits;
	/** Names that the template would have given to several, or that are somebody else's. */
	readonly resolved: readonly { readonly role: NamedRole; readonly wanted: string }[];
	/** Roles that a profile outside of the block stands for already. */
	readonly own: readonly string[];
}

const labelOf = (ssoSession: string): string => `sync ${shellWord(ssoSession)}`;

const rolesOf = (assignments: readonly Assignment[]): readonly RoleOfAccount[] =>
	assignments.flatMap(({ account, roleNames }) =>
		roleNames.map((roleName) => ({ accountId: account.accountId, accountName: account.accountName, roleName })),
	);

/** Roles of the block whose account could not be listed: they keep their names, which would else be free for other accounts. */
const rolesKept = (existing: readonly SyncedProfile[], unreadable: readonly Unreadable[]): readonly RoleOfAccount[] =>
	existing.flatMap(({ accountId, roleName }) => {
		const account = unreadable.find((one) => one.accountId === accountId);
		return account === undefined ? [] : [{ accountId, accountName: account.accountName, roleName }];
	});

const section = (name: string, settings: ReadonlyMap<string, string>): string =>
	sectionText({ kind: 'profile', name }, settings);

/** The person's own profiles of this session, by account and role. */
function ownProfiles(config: SharedConfig, ssoSession: string, isOurs: (name: string) => boolean): Map<string, string> {
	const found = new Map<string, string>();
	for (const [name, settings] of config.profiles) {
		if (isOurs(name) || text(settings, 'sso_session') !== ssoSession) continue;
		found.set(`${text(settings, 'sso_account_id')} ${text(settings, 'sso_role_name')}`, name);
	}
	return found;
}

/** @throws Failure `template-invalid`, `region-invalid`, `config-block-damaged`, `config-not-editable` */
export async function prepareSync(
	ssoSession: string,
	discovery: Discovery,
	options: SyncOptions,
	context: Ports<'files'>,
): Promise<PreparedSync> {
	const label = labelOf(ssoSession);
	const file = await context.files.configFile();
	const before = configBlockOf(file.read(), label);
	const recipe = before === undefined ? undefined : recipeOf(before);
	const template = checkTemplate(options.template ?? recipe?.template ?? DEFAULT_TEMPLATE);
	const region = options.region === undefined ? recipe?.region : options.region || undefined;
	if (region !== undefined && !isAwsRegion(region)) throw failures.regionInvalid({ region, command: 'sync' });
	const existing = profilesOf(before ?? '', ssoSession);
	const ours = new Set(existing.map(({ name }) => name));
	const { config } = context.files.loadConfig();
	const own = ownProfiles(config, ssoSession, (name) => ours.has(name));
	const roles = [...rolesOf(discovery.assignments), ...rolesKept(existing, discovery.unreadable)];
	// What the block has stays in it, also when the person adds a profile for the same role.
	const synced = new Set(existing.map(({ accountId, roleName }) => `${accountId} ${roleName}`));
	const isOwn = ({ accountId, roleName }: RoleOfAccount) =>
		own.has(`${accountId} ${roleName}`) && !synced.has(`${accountId} ${roleName}`);
	const taken = new Set([...config.profiles.keys()].filter((name) => !ours.has(name)));
	const { named, resolved } = nameRoles(
		roles.filter((role) => !isOwn(role)),
		template,
		ssoSession,
		taken,
	);
	const unreadable = new Set(discovery.unreadable.map(({ accountId }) => accountId));
	const wanted = named.map(({ name, accountId, roleName }) => ({ name, accountId, roleName, region }));
	const plan = planSync(existing, wanted, options.isPruned, (accountId) => !unreadable.has(accountId));
	const isPlain = recipe !== undefined && existing.every(({ name }) => isWritableName(name));
	const written = isPlain ? blockBody({ ssoSession, ...recipe }, existing, section, before) : undefined;
	const body = blockBody({ ssoSession, template, region }, plan.profiles, section, before);
	return {
		label,
		plan,
		before,
		after: plan.profiles.length === 0 ? undefined : body,
		isByHand: before !== written,
		byHand: handEdits(before ?? '', written ?? body),
		resolved,
		own: roles.filter(isOwn).map(({ accountId, roleName }) => own.get(`${accountId} ${roleName}`) ?? ''),
	};
}

/** @throws Failure `config-changed` when the block is another than that of the plan */
export async function applySync({ label, before, after }: PreparedSync, context: Ports<'files'>): Promise<ConfigEdit> {
	const edit = await replaceBlock({ label, before, after }, context);
	if (edit.hasChanged) await keepSync(edit.path, { label, before, after }, context);
	return edit;
}
