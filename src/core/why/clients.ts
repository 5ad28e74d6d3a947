/**
 * What makes one AWS tool take other credentials than the next one, in the same environment: one row of traits for each
 * tool. chain.ts follows them.
 *
 * Sources. CLI, boto3: botocore/credentials.py, configprovider.py and session.py (CLI 2: its own copy in awscli/botocore).
 * JavaScript: @aws-sdk/credential-provider-node and -ini. Go: config/env_config.go, shared_config.go and
 * resolve_credentials.go. Rust: aws-config, default_provider/credentials.rs and profile/credentials/repr.rs. Java:
 * DefaultCredentialsProvider, ProfileCredentialsUtils. .NET: DefaultAWSCredentialsIdentityResolver.cs and
 * CredentialProfileTypeDetector.cs. Terraform: hashicorp/aws-sdk-go-base, credentials.go, and the pages of its AWS
 * provider. test/interop/why.test.ts runs those that can run and compares.
 */
import { ANY_SSO_KEY, type Client } from './client.ts';
import { botocoreClients } from './clients-of-botocore.ts';
import { goClient, terraformClient } from './clients-of-go.ts';

/** All tools, in the order in which they are shown. */
export const clients: readonly Client[] = [
	...botocoreClients,
	{
		id: 'javascript',
		name: 'JavaScript',
		dialect: 'javascript',
		profileVariables: ['AWS_PROFILE'],
		takesEmptyProfile: false,
		regionVariables: ['AWS_REGION'],
		takesEmptyRegion: true,
		// config-resolver/regionConfig: older versions do not ask
		asksForRegion: 'always',
		idVariables: ['AWS_ACCESS_KEY_ID'],
		secretVariables: ['AWS_SECRET_ACCESS_KEY'],
		partialKeys: 'skipped',
		profileBeatsKeys: true,
		// defaultProvider.js and resolveProfileData.js
		steps: [
			'environment',
			'role',
			'keys',
			'token',
			'process',
			'sso',
			'login',
			'environment-token',
			'container',
			'metadata',
		],
		missingProfile: 'skipped',
		checkedVariables: ['AWS_PROFILE'],
		badFile: 'skipped',
		checksProfileFirst: false,
		// validateSsoProfile.js; and fromSSO.js fails with a TypeError for a missing sso-session
		stopsAt: ['sso'],
		role: 'if-source',
		ssoTriggers: ANY_SSO_KEY,
		ssoConflict: 'never',
		expands: 'home',
	},
	goClient,
	{
		id: 'rust',
		name: 'Rust',
		dialect: 'rust',
		profileVariables: ['AWS_PROFILE'],
		takesEmptyProfile: true,
		regionVariables: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
		takesEmptyRegion: true,
		asksForRegion: 'always',
		idVariables: ['AWS_ACCESS_KEY_ID'],
		secretVariables: ['AWS_SECRET_ACCESS_KEY', 'SECRET_ACCESS_KEY'],
		partialKeys: 'skipped',
		profileBeatsKeys: false,
		// default_provider/credentials.rs, and base_provider in repr.rs
		steps: [
			'environment',
			'role',
			'token',
			'sso',
			'login',
			'process',
			'keys',
			'environment-token',
			'container',
			'metadata',
		],
		missingProfile: 'refused-in-turn',
		checkedVariables: ['AWS_PROFILE'],
		badFile: 'refused-in-turn',
		checksProfileFirst: false,
		stopsAt: 'all',
		role: 'one-source',
		ssoTriggers: ANY_SSO_KEY,
		ssoConflict: 'even-equal',
		expands: 'all',
	},
	{
		id: 'java',
		name: 'Java',
		dialect: 'java',
		profileVariables: ['AWS_PROFILE'],
		takesEmptyProfile: true,
		regionVariables: ['AWS_REGION'],
		takesEmptyRegion: false,
		asksForRegion: 'always',
		idVariables: ['AWS_ACCESS_KEY_ID'],
		secretVariables: ['AWS_SECRET_ACCESS_KEY'],
		partialKeys: 'skipped',
		profileBeatsKeys: false,
		// DefaultCredentialsProvider.java, and ProfileCredentialsUtils.credentialsProvider
		steps: [
			'environment',
			'environment-token',
			'token',
			'sso',
			'role',
			'login',
			'process',
			'keys',
			'container',
			'metadata',
		],
		missingProfile: 'skipped',
		checkedVariables: ['AWS_PROFILE'],
		badFile: 'skipped',
		checksProfileFirst: false,
		stopsAt: [],
		role: 'if-source',
		ssoTriggers: ANY_SSO_KEY,
		ssoConflict: 'two',
		expands: 'home',
	},
	{
		id: 'dotnet',
		name: '.NET',
		dialect: 'dotnet',
		profileVariables: ['AWS_PROFILE'],
		takesEmptyProfile: false,
		regionVariables: ['AWS_REGION'],
		takesEmptyRegion: false,
		asksForRegion: 'always',
		idVariables: ['AWS_ACCESS_KEY_ID'],
		secretVariables: ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'],
		partialKeys: 'skipped',
		profileBeatsKeys: false,
		// DefaultAWSCredentialsIdentityResolver.cs
		steps: ['environment', 'environment-token', 'token', 'sso', 'role', 'process', 'keys', 'container', 'metadata'],
		missingProfile: 'refused-in-turn',
		checkedVariables: ['AWS_PROFILE'],
		badFile: 'skipped',
		checksProfileFirst: false,
		stopsAt: [],
		role: 'if-source',
		ssoTriggers: ANY_SSO_KEY,
		ssoConflict: 'never',
		expands: 'nothing',
	},
	terraformClient,
];
