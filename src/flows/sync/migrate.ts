/** Converts the profiles of other tools: prepares the changes to the config file, and makes them. */

import { misreadHeaders } from '../../core/config/misread-headers.ts';
import { misreadText } from '../../core/config/misread-text.ts';
import type { SharedConfig } from '../../core/config/shared-config.ts';
import { hasSettings } from '../../core/config-edit/section-edit.ts';
import { profileNamesIn, withSections } from '../../core/config-edit/sections.ts';
import { editFailures, syncFailures } from '../../core/failure/edit-failures.ts';
import { configFolder } from '../../core/machine/environment.ts';
import type { Tool } from '../../core/profile/foreign-tool.ts';
import { problemOf } from '../../core/profile/profile-list.ts';
import { awsSsoCliProfiles } from '../../core/sync/aws-sso-cli.ts';
import { parseAwsSsoCli } from '../../core/sync/aws-sso-cli-settings.ts';
import { awsVaultProfiles } from '../../core/sync/aws-vault.ts';
import { grantedProfiles } from '../../core/sync/granted.ts';
import { type Foreign, type Migration, planMigration } from '../../core/sync/migration.ts';
import type { Ports } from '../../ports/context.ts';
import type { ConfigEdit } from '../../ports/files.ts';
import { editForUndo } from './sync-history.ts';

export interface PreparedMigration {
	readonly migration: Migration;
	/** The text of the config file that the changes apply to. */
	readonly text: string;
}

/** Returns the paths at which aws-sso-cli looks for its settings, in its order. */
function settingsPaths({ machine: { env, homeFolder } }: Ports<'machine'>): readonly string[] {
	if (env.AWS_SSO_CONFIG) return [env.AWS_SSO_CONFIG];
	return [`${homeFolder()}/.aws-sso/config.yaml`, `${configFolder(env, homeFolder)}/aws-sso/config.yaml`];
}

/** Returns the profiles of aws-sso-cli. @throws Failure `tool-config-unreadable`, `file-unusable` */
async function fromAwsSsoCli(config: SharedConfig, context: Ports<'files' | 'machine'>): Promise<readonly Foreign[]> {
	const files = await context.files.shellFiles();
	const paths = settingsPaths(context);
	const path = paths.find((candidate) => files.read(candidate) !== undefined);
	if (path === undefined) throw syncFailures.toolConfigUnreadable({ path: paths.join(' or '), reason: 'no such file' });
	const settings = parseAwsSsoCli((await context.files.parseYaml())(files.read(path) ?? ''));
	if (settings === undefined)
		throw syncFailures.toolConfigUnreadable({ path, reason: 'it is not a YAML file with SSOConfig' });
	return awsSsoCliProfiles(config, settings);
}

const FINDERS: Readonly<
	Record<Tool, (config: SharedConfig, context: Ports<'files' | 'machine'>) => Promise<readonly Foreign[]>>
> = {
	granted: async (config) => grantedProfiles(config),
	'aws-vault': async (config) => awsVaultProfiles(config),
	'aws-sso-cli': fromAwsSsoCli,
};

/** Returns the profiles that AWS tools ignore because of their section header. The tool may have written them so. */
async function misreadProfiles(
	tool: Tool,
	config: SharedConfig,
	context: Ports<'files' | 'machine'>,
): Promise<readonly Foreign[]> {
	const headers = new Map(
		misreadHeaders(config).flatMap((header) => {
			const [{ kind, name }] = header.meanings;
			return kind === 'profile' && !config.profiles.has(name) ? [[name, header] as const] : [];
		}),
	);
	if (headers.size === 0) return [];
	const profiles = new Map([...headers].map(([name, { settings }]) => [name, settings]));
	const profilesFound = await FINDERS[tool]({ ...config, profiles }, context);
	return profilesFound.flatMap(({ name }): readonly Foreign[] => {
		const header = headers.get(name);
		return header === undefined ? [] : [{ name, kind: 'cannot', reason: misreadText(header) }];
	});
}

/**
 * Returns the changes that would convert the profiles of a tool.
 * @throws Failure `tool-config-unreadable`, `config-not-editable`, `file-unusable`
 */
export async function prepareMigration(tool: Tool, context: Ports<'files' | 'machine'>): Promise<PreparedMigration> {
	const text = (await context.files.configFile()).read();
	const { config, path } = context.files.loadConfig();
	const names = profileNamesIn(text);
	const reason = 'it is in the credentials file, which ssoenv does not edit';
	const checked = (await FINDERS[tool](config, context)).map((profile): Foreign => {
		const cannot = (because: string): Foreign => ({ name: profile.name, kind: 'cannot', reason: because });
		if (!names.has(profile.name)) return cannot(reason);
		const problem = profile.kind === 'works' ? problemOf(config, profile.name, path) : null;
		return problem === null ? profile : cannot(problem);
	});
	const profiles = [...checked, ...(await misreadProfiles(tool, config, context))];
	return { migration: planMigration(profiles, config, path), text };
}

/** Makes the changes. @throws Failure `config-changed` if the config file has changed since */
export async function applyMigration(
	{ migration, text }: PreparedMigration,
	context: Ports<'files'>,
): Promise<ConfigEdit> {
	const { moved, newSessions } = migration;
	const profiles = new Map(moved.map(({ name, settings }) => [name, settings]));
	const changed = withSections(text, { profiles, newSessions });
	const file = await context.files.configFile();
	const isMeant = (config: SharedConfig) =>
		moved.every(({ name, settings }) => hasSettings(config, { kind: 'profile', name }, settings)) &&
		[...newSessions].every(([name, settings]) => hasSettings(config, { kind: 'sso-session', name }, settings));
	const change = (current: string) => {
		if (current !== text) throw editFailures.configChanged({ path: file.path, label: undefined });
		return changed.text;
	};
	const recordOf = () => ({ by: 'sync --from', pieces: changed.pieces, length: changed.text.length }) as const;
	return editForUndo({ change, isRead: isMeant, recordOf }, context);
}
