/** The traits of an AWS tool that decide which credentials, region and profile it takes. clients.ts has the rows. */
import type { Dialect } from '../config/dialect-lines.ts';

/** A place where a tool looks for credentials. */
export type SearchStep =
	| 'environment'
	/** AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN */
	| 'environment-token'
	/** `role_arn` with the credentials of another profile */
	| 'role'
	/** `web_identity_token_file` */
	| 'token'
	/** The token of the environment, or else of the profile, each setting by itself */
	| 'any-token'
	| 'sso'
	/** Static keys of the profile, in both files, or in one of them */
	| 'keys'
	| 'credentials-file'
	| 'config-file'
	| 'login'
	| 'process'
	| 'container'
	| 'metadata';

/** The steps that look at no profile. */
export const OUTSIDE: ReadonlySet<SearchStep> = new Set(['environment', 'environment-token', 'container', 'metadata']);

export type Handling = 'refused-first' | 'refused-in-turn' | 'skipped';

export interface Client {
	readonly id: ClientId;
	readonly name: string;
	readonly dialect: Dialect;
	/** The variables that name the profile, the one that wins first. */
	readonly profileVariables: readonly string[];
	/** True if an empty variable counts as a profile without a name. */
	readonly takesEmptyProfile: boolean;
	readonly regionVariables: readonly string[];
	/** True if an empty variable counts as an empty region. */
	readonly takesEmptyRegion: boolean;
	/** When it asks the instance for a region that nothing else has. */
	readonly asksForRegion: 'always' | 'with-credentials' | 'never';
	readonly idVariables: readonly string[];
	readonly secretVariables: readonly string[];
	/** What happens with AWS_ACCESS_KEY_ID without a secret. */
	readonly partialKeys: 'refused' | 'skipped';
	/** True if a profile that a variable names wins over keys in the environment. */
	readonly profileBeatsKeys: boolean;
	readonly steps: readonly SearchStep[];
	/** What happens if no file has the profile that a variable names. */
	readonly missingProfile: Handling;
	/** The variables for which that is so, if not all. */
	readonly checkedVariables: readonly string[];
	/** What happens if a file has a line that it cannot read. */
	readonly badFile: Handling;
	/** True if an unusable profile stops the search, also when keys in the environment would come first. */
	readonly checksProfileFirst: boolean;
	/** The steps at which a source that is there but unusable stops the search. */
	readonly stopsAt: 'all' | readonly SearchStep[];
	/**
	 * What a role needs: `one-source` is refused without exactly one of source_profile and credential_source, `if-source`
	 * is not a role then. `wraps` assumes the role with all that the profile has.
	 */
	readonly role: 'one-source' | 'if-source' | 'wraps';
	/** The keys that make it a profile of Identity Center. */
	readonly ssoTriggers: readonly string[];
	/**
	 * Which keys the client refuses in both the profile and its sso-session: `any` key with two values, the start URL and
	 * the region with two values (`two`), or these two keys even with the same value (`even-equal`).
	 */
	readonly ssoConflict: 'any' | 'two' | 'even-equal' | 'never';
	/** Which paths in AWS_CONFIG_FILE it expands. */
	readonly expands: 'all' | 'home' | 'nothing';
}

export type ClientId =
	| 'aws-cli-2'
	| 'aws-cli-1'
	| 'boto3'
	| 'javascript'
	| 'go'
	| 'rust'
	| 'java'
	| 'dotnet'
	| 'terraform';

/** The keys of Identity Center that make a profile one of it, for all tools but those made with botocore. */
export const ANY_SSO_KEY: readonly string[] = [
	'sso_session',
	'sso_start_url',
	'sso_region',
	'sso_account_id',
	'sso_role_name',
];
