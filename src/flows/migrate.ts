/** Taking over the profiles of other tools: what would change in the config file, and the change. */
import { awsSsoCliProfiles, parseAwsSsoCli } from '../core/aws-sso-cli.ts';
import { profileNamesIn, withSections } from '../core/config-sections.ts';
import { holds } from '../core/config-text.ts';
import { failures } from '../core/failures.ts';
import { awsVaultProfiles, grantedProfiles } from '../core/foreign-profiles.ts';
import { type Foreign, type Migration, planMigration } from '../core/migration.ts';
import type { Tool } from '../core/migration-tools.ts';
import type { SharedConfig } from '../core/shared-config.ts';
import type { ConfigEdit, Context } from '../ports.ts';
import { keepMigration } from './sync-history.ts';

export interface PreparedMigration {
	readonly migration: Migration;
	/** The config file that it was made for. */
	readonly text: string;
}

/** Where aws-sso-cli looks for its settings, in its order. */
function settingsPaths({ env, homeFolder }: Context): readonly string[] {
	if (env.AWS_SSO_CONFIG) return [env.AWS_SSO_CONFIG];
	const base = env.XDG_CONFIG_HOME?.startsWith('/') === true ? env.XDG_CONFIG_HOME : `${homeFolder()}/.config`;
	return [`${homeFolder()}/.aws-sso/config.yaml`, `${base}/aws-sso/config.yaml`];
}

/** @throws Failure `tool-config-unreadable`, `file-unusable` */
async function fromAwsSsoCli(config: SharedConfig, context: Context): Promise<readonly Foreign[]> {
	const files = await context.shellFiles();
	const paths = settingsPaths(context);
	const path = paths.find((one) => files.read(one) !== undefined);
	if (path === undefined)
		throw failures.toolConfigUnreadable({ path: paths.join(' or '), reason: 'there is no such file' });
	const settings = parseAwsSsoCli((await context.parseYaml())(files.read(path) ?? ''));
	if (settings === undefined)
		throw failures.toolConfigUnreadable({ path, reason: 'it is no YAML with SSOConfig in it' });
	return awsSsoCliProfiles(config, settings);
}

const FINDERS: Readonly<Record<Tool, (config: SharedConfig, context: Context) => Promise<readonly Foreign[]>>> = {
	granted: async (config) => grantedProfiles(config),
	'aws-vault': async (config) => awsVaultProfiles(config),
	'aws-sso-cli': fromAwsSsoCli,
};

/** @throws Failure `tool-config-unreadable`, `config-not-editable`, `file-unusable` */
export async function prepareMigration(tool: Tool, context: Context): Promise<PreparedMigration> {
	const text = (await context.configFile()).read();
	const { config } = context.loadConfig();
	const names = profileNamesIn(text);
	const reason = 'it stands in the credentials file, which ssoenv does not edit';
	const found = (await FINDERS[tool](config, context)).map(
		(one): Foreign => (names.has(one.name) ? one : { name: one.name, kind: 'cannot', reason }),
	);
	return { migration: planMigration(found, config), text };
}

/** @throws Failure `config-changed` when the file is another than that of the plan */
export async function applyMigration({ migration, text }: PreparedMigration, context: Context): Promise<ConfigEdit> {
	const { moved, newSessions } = migration;
	const profiles = new Map(moved.map(({ name, settings }) => [name, settings]));
	const changed = withSections(text, { profiles, newSessions });
	const file = await context.configFile();
	const isMeant = (config: SharedConfig) =>
		moved.every(({ name, settings }) => holds(config, { kind: 'profile', name }, settings)) &&
		[...newSessions].every(([name, settings]) => holds(config, { kind: 'sso-session', name }, settings));
	const edit = await file.edit((current) => {
		if (current !== text) throw failures.configChanged({ path: file.path, label: undefined });
		return changed.text;
	}, isMeant);
	if (edit.hasChanged) await keepMigration(edit.path, { pieces: changed.pieces, length: changed.text.length }, context);
	return edit;
}
