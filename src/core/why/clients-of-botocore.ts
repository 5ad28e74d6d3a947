/** The tools that are made with botocore: the AWS CLIs and boto3. */
import type { Client } from './client.ts';

const botocore = {
	dialect: 'botocore',
	takesEmptyProfile: true,
	takesEmptyRegion: true,
	asksForRegion: 'never',
	idVariables: ['AWS_ACCESS_KEY_ID'],
	secretVariables: ['AWS_SECRET_ACCESS_KEY'],
	partialKeys: 'refused',
	profileBeatsKeys: false,
	// credentials.py: create_credential_resolver, ProfileProviderBuilder.providers
	steps: [
		'environment',
		'role',
		'any-token',
		'sso',
		'credentials-file',
		'login',
		'process',
		'config-file',
		'container',
		'metadata',
	],
	missingProfile: 'refused-first',
	badFile: 'refused-first',
	checksProfileFirst: false,
	stopsAt: 'all',
	role: 'one-source',
	ssoTriggers: ['sso_account_id', 'sso_role_name'],
	ssoConflict: 'any',
	expands: 'all',
} as const;

// session.py of botocore: AWS_DEFAULT_PROFILE comes first, and AWS_REGION does not count. The AWS CLI 2 has changed both.
const olderBotocore = {
	...botocore,
	profileVariables: ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'],
	checkedVariables: ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'],
	regionVariables: ['AWS_DEFAULT_REGION'],
} as const;

export const botocoreClients: readonly Client[] = [
	{
		...botocore,
		id: 'aws-cli-2',
		name: 'AWS CLI 2',
		profileVariables: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
		checkedVariables: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
		regionVariables: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
		asksForRegion: 'always',
	},
	{ ...olderBotocore, id: 'aws-cli-1', name: 'AWS CLI 1' },
	{ ...olderBotocore, id: 'boto3', name: 'boto3' },
];
