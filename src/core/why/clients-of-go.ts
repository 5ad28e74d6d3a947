/** The tools that are made with the AWS SDK for Go. */
import { ANY_SSO_KEY, type Client } from './client.ts';

const go = {
	dialect: 'go',
	profileVariables: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
	takesEmptyProfile: false,
	regionVariables: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
	takesEmptyRegion: false,
	asksForRegion: 'never',
	idVariables: ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'],
	secretVariables: ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'],
	partialKeys: 'skipped',
	profileBeatsKeys: false,
	// resolveCredentialChain and resolveCredsFromProfile
	steps: [
		'environment',
		'environment-token',
		'role',
		'keys',
		'token',
		'sso',
		'login',
		'process',
		'container',
		'metadata',
	],
	missingProfile: 'refused-first',
	// config.go, resolveConfigLoaders: a missing profile of AWS_DEFAULT_PROFILE is ignored
	checkedVariables: ['AWS_PROFILE'],
	badFile: 'refused-first',
	checksProfileFirst: true,
	stopsAt: 'all',
	role: 'wraps',
	ssoTriggers: ANY_SSO_KEY,
	ssoConflict: 'two',
	expands: 'nothing',
} as const;

export const goClient: Client = { ...go, id: 'go', name: 'Go' };

export const terraformClient: Client = {
	...go,
	id: 'terraform',
	name: 'Terraform',
	// credentials.go of aws-sdk-go-base loads the profile of either variable before anything else.
	checkedVariables: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
	// aws_config.go
	asksForRegion: 'with-credentials',
};
