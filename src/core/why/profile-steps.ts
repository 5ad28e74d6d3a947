/** The sources of credentials that a profile names, but Identity Center and roles, which have files of their own. */
import type { PlacedSettings } from '../config/dialect-files.ts';
import { keyPlace, type Outcome, roleNamed, shortKeyId, sourceOf, variablePlace } from './source.ts';
import type { View } from './view.ts';

const settingOf = (settings: PlacedSettings | undefined, key: string): string => settings?.get(key)?.value ?? '';

const ID = 'aws_access_key_id';
const SECRET = 'aws_secret_access_key';

/** Static keys. Only botocore looks at the two files one by one, and asks for the ID alone. */
export function staticKeys(view: View, profile: string, settings: PlacedSettings | undefined): Outcome {
	if (settings === undefined) return undefined;
	const [id, secret] = [settingOf(settings, ID), settingOf(settings, SECRET)];
	const from = keyPlace(settings, ID, SECRET);
	const { dialect, stopsAt } = view.client;
	if (id !== '' && secret !== '') return sourceOf('static-keys', from, { profile, accessKeyId: shortKeyId(id) });
	const isHalf = dialect === 'botocore' ? settings.has(ID) : id !== '' || secret !== '';
	if (!isHalf || stopsAt !== 'all') return undefined;
	return { problem: `profile "${profile}" has only one half of its keys`, from };
}

/** A token file and a role that the profile names. */
export function profileToken({ client }: View, profile: string, settings: PlacedSettings): Outcome {
	const [file, arn] = [settingOf(settings, 'web_identity_token_file'), settingOf(settings, 'role_arn')];
	if (file === '') return undefined;
	const from = keyPlace(settings, 'web_identity_token_file');
	if (arn !== '') return sourceOf('web-identity', from, { profile, ...roleNamed(arn) });
	return client.stopsAt === 'all'
		? { problem: `profile "${profile}" has web_identity_token_file, but no role_arn`, from }
		: undefined;
}

/** botocore takes each of the two settings from the environment, or else from the profile. */
export function anyToken({ env }: View, profile: string, settings: PlacedSettings): Outcome {
	const { AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN } = env;
	const file = AWS_WEB_IDENTITY_TOKEN_FILE ?? settingOf(settings, 'web_identity_token_file');
	const arn = AWS_ROLE_ARN ?? settingOf(settings, 'role_arn');
	if (file === '') return undefined;
	const isSet = AWS_WEB_IDENTITY_TOKEN_FILE !== undefined;
	const from = isSet ? variablePlace('AWS_WEB_IDENTITY_TOKEN_FILE') : keyPlace(settings, 'web_identity_token_file');
	if (arn === '') return { problem: 'there is a web identity token file, but no role for it', from };
	return sourceOf('web-identity', from, { profile: isSet ? null : profile, ...roleNamed(arn) });
}

/** A program that prints credentials. */
export function credentialProcess(profile: string, settings: PlacedSettings): Outcome {
	if (settingOf(settings, 'credential_process') === '') return undefined;
	return sourceOf('credential-process', keyPlace(settings, 'credential_process'), { profile });
}

/** A sign-in by `aws login`. */
export function consoleLogin(profile: string, settings: PlacedSettings): Outcome {
	if (settingOf(settings, 'login_session') === '') return undefined;
	return sourceOf('console-login', keyPlace(settings, 'login_session'), { profile });
}
