/** The client registration that the AWS CLI keeps beside its access tokens, one for each combination of what it was made with. */
import { pythonJson } from './json.ts';
import { type Settings, text } from './shared-config.ts';

interface RegistrationFacts {
	/** Name of the sso-session; undefined for the legacy form. */
	readonly ssoSession: string | undefined;
	readonly startUrl: string;
	readonly ssoRegion: string;
	/** As configured, in that order, before any default; undefined where the key is absent. */
	readonly scopes: readonly string[] | undefined;
}

/** The scopes of `sso_registration_scopes`: separated by commas, trimmed, empty ones dropped; undefined where the key is absent. */
export function registrationScopes(session: Settings): readonly string[] | undefined {
	if (!session.has('sso_registration_scopes')) return undefined;
	const scopes = text(session, 'sso_registration_scopes')?.split(',') ?? [];
	return scopes.map((scope) => scope.trim()).filter((scope) => scope !== '');
}

/** The text whose SHA-1 names the registration file: Python's JSON with sorted keys. */
export const registrationKey = ({ ssoSession, startUrl, ssoRegion, scopes }: RegistrationFacts): string =>
	pythonJson({
		region: ssoRegion,
		scopes: scopes ?? null,
		session_name: ssoSession ?? null,
		startUrl,
		tool: 'botocore',
	});
