/**
 * Writes a profile for each account and role of a session into a block of the config file: plans the block, and writes
 * it.
 */

import { isAwsRegion, isWritableName } from '../../core/aws/identifiers.ts';
import { type SharedConfig, text } from '../../core/config/shared-config.ts';
import { configBlockOf } from '../../core/config-edit/blocks.ts';
import { findHandEdits, type HandEdits } from '../../core/config-edit/hand-edits.ts';
import { sectionText } from '../../core/config-edit/section-edit.ts';
import type { Assignment, Unreadable } from '../../core/discovery/assignments.ts';
import type { RoleOfAccount } from '../../core/discovery/role-patterns.ts';
import { failures } from '../../core/failure/failures.ts';
import { blockBody, planSync, profilesOf, recipeOf, type SyncedProfile, type SyncPlan } from '../../core/sync/plan.ts';
import { checkTemplate, DEFAULT_TEMPLATE, type NamedRole, nameRoles } from '../../core/sync/profile-names.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { ConfigEdit } from '../../ports/files.ts';
import type { Discovery } from '../discovery/discover.ts';
import { keepSync, replaceBlock } from './sync-history.ts';

export interface SyncOptions {
	readonly template: string | undefined;
	/** Empty: new profiles get no region. */
	readonly region: string | undefined;
	readonly isPruned: boolean;
}

export interface PreparedSync {
	readonly label: string;
	readonly plan: SyncPlan;
	/** The present text of the block and the planned one; undefined stands for no block. */
	readonly before: string | undefined;
	readonly after: string | undefined;
	/** Whether the block was edited by hand. `after` does not contain these edits. */
	readonly isByHand: boolean;
	/** The edits by hand, as far as they can be identified. */
	readonly byHand: HandEdits;
	/** Roles whose name differs from the template's, because that name is taken or stands for several roles. */
	readonly resolved: readonly { readonly role: NamedRole; readonly wanted: string }[];
	/** The person's own profiles. The block gets none for their roles. */
	readonly own: readonly string[];
}

const labelOf = (ssoSession: string): string => `sync ${shellWord(ssoSession)}`;

const rolesOf = (assignments: readonly Assignment[]): readonly RoleOfAccount[] =>
	assignments.flatMap(({ account, roleNames }) =>
		roleNames.map((roleName) => ({ accountId: account.accountId, accountName: account.accountName, roleName })),
	);

/**
 * Returns the roles in the block whose account could not be listed. They keep their names, so that no other role takes
 * them.
 */
const rolesKept = (existing: readonly SyncedProfile[], unreadable: readonly Unreadable[]): readonly RoleOfAccount[] =>
	existing.flatMap(({ accountId, roleName }) => {
		const account = unreadable.find((candidate) => candidate.accountId === accountId);
		return account === undefined ? [] : [{ accountId, accountName: account.accountName, roleName }];
	});

const section = (name: string, settings: ReadonlyMap<string, string>): string =>
	sectionText({ kind: 'profile', name }, settings);

/** Returns the person's own profiles of this session, by account and role. */
function ownProfiles(config: SharedConfig, ssoSession: string, isOurs: (name: string) => boolean): Map<string, string> {
	const profiles = new Map<string, string>();
	for (const [name, settings] of config.profiles) {
		if (isOurs(name) || text(settings, 'sso_session') !== ssoSession) continue;
		profiles.set(`${text(settings, 'sso_account_id')} ${text(settings, 'sso_role_name')}`, name);
	}
	return profiles;
}

/**
 * Plans the block.
 * @throws Failure `template-invalid`, `region-invalid`, `config-block-damaged`, `config-not-editable`
 */
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
	const inBlock = new Set(existing.map(({ name }) => name));
	const { config } = context.files.loadConfig();
	const own = ownProfiles(config, ssoSession, (name) => inBlock.has(name));
	const roles = [...rolesOf(discovery.assignments), ...rolesKept(existing, discovery.unreadable)];
	// A profile in the block stays there, even if the person adds one of their own for its role.
	const synced = new Set(existing.map(({ accountId, roleName }) => `${accountId} ${roleName}`));
	const isOwn = ({ accountId, roleName }: RoleOfAccount) =>
		own.has(`${accountId} ${roleName}`) && !synced.has(`${accountId} ${roleName}`);
	const taken = new Set([...config.profiles.keys()].filter((name) => !inBlock.has(name)));
	const { named, resolved } = nameRoles(
		roles.filter((role) => !isOwn(role)),
		template,
		ssoSession,
		taken,
	);
	const unreadable = new Set(discovery.unreadable.map(({ accountId }) => accountId));
	const wanted = named.map(({ name, accountId, roleName }) => ({ name, accountId, roleName, region }));
	const plan = planSync(existing, wanted, options.isPruned, (accountId) => !unreadable.has(accountId));
	const isRewritable = recipe !== undefined && existing.every(({ name }) => isWritableName(name));
	const written = isRewritable ? blockBody({ ssoSession, ...recipe }, existing, section, before) : undefined;
	const body = blockBody({ ssoSession, template, region }, plan.profiles, section, before);
	return {
		label,
		plan,
		before,
		after: plan.profiles.length === 0 ? undefined : body,
		isByHand: before !== written,
		byHand: findHandEdits(before ?? '', written ?? body),
		resolved,
		own: roles.filter(isOwn).map(({ accountId, roleName }) => own.get(`${accountId} ${roleName}`) ?? ''),
	};
}

/** Writes the planned block. @throws Failure `config-changed` if the block has changed since the plan */
export async function applySync({ label, before, after }: PreparedSync, context: Ports<'files'>): Promise<ConfigEdit> {
	const edit = await replaceBlock({ label, before, after }, context);
	if (edit.hasChanged) await keepSync(edit.path, { label, before, after }, context);
	return edit;
}
