/** Checks of the variables that AWS tools read: rivals of a role, and what tools read differently. */
import type { Check } from './check.ts';
import type { Facts } from './facts.ts';
import { type Finding, run, type Step, set, unset } from './finding.ts';

const ID = 'AWS_ACCESS_KEY_ID';
const SECRET = 'AWS_SECRET_ACCESS_KEY';
const TOKEN = 'AWS_SESSION_TOKEN';
const ENDS = 'AWS_CREDENTIAL_EXPIRATION';

/** Creates a finding about a variable. */
function about(
	variable: string,
	finding: Pick<Finding, 'message' | 'why'> & Partial<Pick<Finding, 'severity'>>,
	...steps: readonly Step[]
): readonly Finding[] {
	return [{ severity: 'hint', ...finding, place: { variable }, steps }];
}

function halfPair({ env, shell }: Facts): readonly Finding[] {
	const [id, secret] = [Boolean(env[ID]), Boolean(env[SECRET])];
	if (id === secret) return [];
	const [there, missing] = id ? [ID, SECRET] : [SECRET, ID];
	const finding = {
		severity: 'problem',
		message: `${there} is set, and ${missing} is not`,
		why: 'the AWS CLI and boto3 fail, and other tools take other credentials',
	} as const;
	return about(there, finding, unset(shell, there));
}

function loneToken({ env, shell }: Facts): readonly Finding[] {
	if (!env[TOKEN] || env[ID] || env[SECRET]) return [];
	const finding = {
		message: `${TOKEN} is set without keys`,
		why: 'a tool that gets keys from elsewhere may send this token with them',
	};
	return about(TOKEN, finding, unset(shell, TOKEN));
}

function oldToken({ env, shell }: Facts): readonly Finding[] {
	if (!env.AWS_SECURITY_TOKEN || env.AWS_SECURITY_TOKEN === env[TOKEN]) return [];
	const finding = {
		message: 'AWS_SECURITY_TOKEN is set',
		why: 'old tools, and boto3 without AWS_SESSION_TOKEN, send it with the keys of another role',
	};
	return about('AWS_SECURITY_TOKEN', finding, unset(shell, 'AWS_SECURITY_TOKEN'));
}

function expiredKeys({ env, shell, now }: Facts): readonly Finding[] {
	const end = Date.parse(env[ENDS] ?? env.AWS_SESSION_EXPIRATION ?? '');
	if (!env[ID] || !(end <= now)) return [];
	const finding = {
		severity: 'problem',
		message: `the keys in ${ID} have expired`,
		why: 'they come before the profiles of the config file for the AWS CLI and most SDKs',
	} as const;
	// Those of a role of ssoenv go with the role.
	const step =
		env.SSOENV_PROFILE === undefined
			? unset(shell, ...[ID, SECRET, TOKEN, ENDS].filter((name) => name in env))
			: run('ssoenv off');
	return about(ID, finding, step);
}

const PROFILES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

function missingProfile({ env, shell, config }: Facts): readonly Finding[] {
	return PROFILES.flatMap((name) => {
		const profile = env[name];
		if (profile === undefined || profile === '' || config.profiles.has(profile)) return [];
		const finding = {
			severity: 'problem',
			message: `${name} names profile "${profile}", which is in neither file`,
			why: 'the AWS CLI and most SDKs fail',
		} as const;
		return about(name, finding, unset(shell, name));
	});
}

function emptyProfile({ env, shell }: Facts): readonly Finding[] {
	return PROFILES.filter((name) => env[name] === '').flatMap((name) => {
		const finding = {
			severity: 'problem',
			message: `${name} is set and empty`,
			why: 'ssoenv, the AWS CLI, boto3 and the SDKs for Rust and Java look for a profile without a name',
		} as const;
		return about(name, finding, unset(shell, name));
	});
}

function profileBesideKeys({ env, shell }: Facts): readonly Finding[] {
	if (!env.AWS_PROFILE || !env[ID] || !env[SECRET]) return [];
	const finding = {
		message: `AWS_PROFILE is set beside ${ID}`,
		why: 'tools disagree: the AWS CLI and boto3 take the keys, the SDK for JavaScript takes the profile',
	};
	return about('AWS_PROFILE', finding, unset(shell, 'AWS_PROFILE'));
}

function twoProfiles({ env, shell }: Facts): readonly Finding[] {
	const [first, second] = PROFILES.map((name) => env[name]);
	if (!second || first === second) return [];
	if (first === undefined) {
		const finding = {
			message: 'AWS_DEFAULT_PROFILE is set, and AWS_PROFILE is not',
			why: 'the SDKs for Rust, Java and JavaScript ignore AWS_DEFAULT_PROFILE',
		};
		return about('AWS_DEFAULT_PROFILE', finding, set(shell, 'AWS_PROFILE', second));
	}
	const finding = {
		message: 'AWS_PROFILE and AWS_DEFAULT_PROFILE name different profiles',
		why: 'boto3 and the AWS CLI 1 take AWS_DEFAULT_PROFILE, the others take AWS_PROFILE',
	};
	return about('AWS_DEFAULT_PROFILE', finding, unset(shell, 'AWS_DEFAULT_PROFILE'));
}

function regions({ env, shell }: Facts): readonly Finding[] {
	const { AWS_REGION: region, AWS_DEFAULT_REGION: other } = env;
	if ((region ?? '') === (other ?? '')) return [];
	const why = 'the AWS CLI 1 and boto3 read AWS_DEFAULT_REGION, the SDKs for Java and JavaScript read AWS_REGION';
	if (region) {
		const finding = { message: `AWS_DEFAULT_REGION is ${other ? 'not' : 'not set to'} the region of AWS_REGION`, why };
		return about('AWS_DEFAULT_REGION', finding, set(shell, 'AWS_DEFAULT_REGION', region));
	}
	const finding = { message: 'AWS_DEFAULT_REGION is set, and AWS_REGION is not', why };
	return about('AWS_REGION', finding, set(shell, 'AWS_REGION', other ?? ''));
}

const FILES = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const;

function unexpandedPath({ env, shell, files }: Facts): readonly Finding[] {
	return FILES.flatMap((name, index) => {
		if (!/^~|\$/.test(env[name] ?? '')) return [];
		const finding = {
			message: `${name} has a ~ or a $ that the shell did not expand`,
			why: 'the SDK for Go does not find the file, and the one for JavaScript may not',
		};
		return about(name, finding, set(shell, name, files[index] ?? ''));
	});
}

/** Variables by which other tools mark a shell, and a variable that ends what they did. */
const OTHER_TOOLS = [
	{ tool: 'aws-vault', variable: 'AWS_VAULT', pattern: /^AWS_VAULT$/ },
	{ tool: 'awsume', variable: 'AWSUME_PROFILE', pattern: /^AWSUME_(?!SKIP|CONFIG)\w+$/ },
	{ tool: 'granted', variable: 'GRANTED_SSO', pattern: /^GRANTED_SSO\w*$/ },
	{
		tool: 'aws-sso-cli',
		variable: 'AWS_SSO_PROFILE',
		pattern: /^AWS_SSO_(?:PROFILE|ROLE_ARN|ROLE_NAME|ACCOUNT_ID|SESSION_EXPIRATION)$/,
	},
] as const;

function otherTools({ env, shell }: Facts): readonly Finding[] {
	return OTHER_TOOLS.flatMap(({ tool, variable, pattern }) => {
		const isOurs = (name: string) => name === 'AWS_SSO_PROFILE' && env[name] === env.SSOENV_PROFILE;
		const names = Object.keys(env).filter((name) => pattern.test(name) && env[name] !== undefined && !isOurs(name));
		if (names.length === 0) return [];
		const finding = {
			message: `${names.join(', ')}: ${tool} has set a role in this shell`,
			why: 'its variables stay when ssoenv sets a role, so prompts and scripts may show the wrong one',
		};
		return about(names[0] ?? variable, finding, unset(shell, ...names));
	});
}

const group = 'environment';

export const variableChecks: readonly Check[] = [
	{ id: 'half-keys', group, about: 'one of the two keys without the other', findings: halfPair },
	{ id: 'lone-token', group, about: 'a session token without keys', findings: loneToken },
	{ id: 'old-token', group, about: '`AWS_SECURITY_TOKEN`', findings: oldToken },
	{ id: 'expired-keys', group, about: 'keys that have expired', findings: expiredKeys },
	{
		id: 'profile-missing',
		group,
		about: 'a variable with a profile that is in neither file',
		findings: missingProfile,
	},
	{ id: 'profile-empty', group, about: '`AWS_PROFILE` without a value', findings: emptyProfile },
	{ id: 'profile-and-keys', group, about: '`AWS_PROFILE` beside keys', findings: profileBesideKeys },
	{ id: 'default-profile', group, about: '`AWS_DEFAULT_PROFILE`, which tools read differently', findings: twoProfiles },
	{ id: 'regions', group, about: 'the two variables for the region', findings: regions },
	{ id: 'file-variables', group, about: '`~` and `$` in `AWS_CONFIG_FILE`', findings: unexpandedPath },
	{ id: 'other-tools', group, about: 'roles that other tools have set', findings: otherTools },
];
