/** The parameters of commands that say which role, and what is wrong with them. */
import { isRegion } from '../../core/aws/identifiers.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import type { RoleOptions } from '../given-role/role-by-options.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';

/** The parameters that say which role. */
export interface RoleParameters extends RoleOptions {
	readonly profile: string | undefined;
	readonly login: boolean;
	readonly 'no-login': boolean;
	readonly 'mfa-code'?: string | undefined;
	readonly 'device-code'?: boolean;
}

/** How to sign in, if the role needs that. */
export interface SigningIn {
	readonly choice: LoginChoice;
	/** Whether the codes of MFA devices are on stdin. */
	readonly areCodesOnStdin: boolean;
}

/**
 * Refuses parameters that do not go together, and returns what they say about signing in.
 * @throws Failure `usage`, `region-invalid`
 */
export function checkedParameters(request: RoleParameters, command: string): SigningIn {
	const refuse = (problem: string) => failures.usage({ problem, command });
	refuseMixtures(request, refuse);
	refuseRegion(request, command);
	return { choice: loginChoice(request, refuse), areCodesOnStdin: isMfaCodeOnStdin(request['mfa-code'], command) };
}

type Refuse = (problem: string) => Failure;

/** The options that describe a role of --account, and those that describe one of --role-arn. */
const FURTHER_OPTIONS = [
	['account', ['role', 'sso-session']],
	['role-arn', ['source-profile', 'external-id']],
] as const satisfies readonly (readonly [keyof RoleOptions, readonly (keyof RoleOptions)[]])[];

/** @throws Failure `usage` */
function refuseMixtures(request: RoleParameters, refuse: Refuse): void {
	if (request.account !== undefined && request['role-arn'] !== undefined) {
		throw refuse('--account and --role-arn cannot be used together');
	}
	for (const [main, further] of FURTHER_OPTIONS) {
		const missing = request[main] === undefined ? further.find((name) => request[name] !== undefined) : undefined;
		if (missing !== undefined) throw refuse(`--${missing} requires --${main}`);
		if (request[main] !== undefined && request.profile !== undefined) {
			throw refuse(`PROFILE and --${main} cannot be used together`);
		}
	}
}

/**
 * Returns whether `--mfa-code -` was given. A code itself is refused: other users can read the words of a command.
 * @throws Failure `usage`
 */
export function isMfaCodeOnStdin(word: string | undefined, command: string): boolean {
	if (word === undefined || word === '-') return word !== undefined;
	throw failures.usage({ problem: '--mfa-code takes only "-": the code comes from stdin', command });
}

/** @throws Failure `usage`, `region-invalid` */
function refuseRegion({ region, profile }: RoleParameters, command: string): void {
	if (region === '') throw failures.usage({ problem: '--region is empty', command });
	if (region === undefined || isRegion(region)) return;
	throw failures.regionInvalid({ region, command, profile });
}

/** @throws Failure `usage` */
function loginChoice(
	{ login, 'no-login': noLogin, 'device-code': isDeviceCode }: RoleParameters,
	refuse: Refuse,
): LoginChoice {
	if (login && noLogin) throw refuse('--login and --no-login cannot be used together');
	// --no-login with --device-code is what the shells send when they repeat a `use` in the background.
	return { consent: login ? 'demanded' : noLogin ? 'refused' : undefined, isDeviceCode };
}
