/** Detects which other tool wrote a profile or is run by it. `sync --from` migrates the profiles of that tool. */
import { type Settings, text } from '../config/shared-config.ts';
import { shellWords } from '../text/shell-words.ts';

/** Splits the credential_process of a profile into its program, without folder and `.exe`, and its arguments. */
export function processOf(settings: Settings): { readonly program: string; readonly words: readonly string[] } {
	const [first = '', ...words] = shellWords(text(settings, 'credential_process') ?? '') ?? [];
	return { program: first.replace(/^.*[\\/]/, '').replace(/\.exe$/i, ''), words };
}

export const GRANTED_KEYS = [
	'granted_sso_start_url',
	'granted_sso_region',
	'granted_sso_account_id',
	'granted_sso_role_name',
	'granted_sso_registration_scopes',
	'common_fate_generated_from',
] as const;

export const isGranted = (program: string): boolean => /^d?granted$/.test(program);

export function toolOf(settings: Settings): Tool | undefined {
	const { program } = processOf(settings);
	if (isGranted(program) || GRANTED_KEYS.some((key) => settings.has(key))) return 'granted';
	if (/^aws-sso$/i.test(program)) return 'aws-sso-cli';
	const isIncluding = settings.has('include_profile') || settings.has('parent_profile');
	return program === 'aws-vault' || isIncluding ? 'aws-vault' : undefined;
}

export const tools = ['granted', 'aws-vault', 'aws-sso-cli'] as const;

export type Tool = (typeof tools)[number];
