/**
 * Gets the credentials of the profiles of `each`. First, one profile of each sign-in, with a person who can sign in;
 * then the others, side by side and a little ahead of the commands.
 */
import { tokenKey } from '../../core/aws/sso-session.ts';
import { areCredentialsFresh, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { assumedRoles, isChained, rootOf, type ServedProfile } from '../../core/profile/role-chain.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { cachedRole } from '../credentials/cached-role.ts';
import { cachedCredentials, credentialsFor } from '../credentials/credentials-for.ts';
import { signedInCredentials } from '../credentials/signed-in-credentials.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import type { EachProfile } from './each-profiles.ts';

/** How many profiles get their credentials before it is their turn: about those of one second. */
const AHEAD = 20;

/** Returns the credentials of a profile, or why it has none. */
export type CredentialsAt = (at: number) => Promise<RoleCredentials | Failure>;

/** Failures that would be those of all profiles of a sign-in, or of the person. */
const endsAll = ({ status }: Failure): boolean => status === 4 || status === 130;

const needsCode = (role: ServedProfile): boolean => assumedRoles(role).some(({ mfaSerial }) => mfaSerial !== undefined);

function isFresh(role: ServedProfile, context: Ports<'files' | 'machine'>): boolean {
	const cached = isChained(role) ? cachedRole(role, context)?.credentials : cachedCredentials(role, context);
	return cached !== undefined && areCredentialsFresh(cached, context.machine.now());
}

/**
 * Gets the credentials of one profile of each sign-in, and of those that need the code of an MFA device: for these a
 * person may be asked. Returns why some of them have none.
 * @throws Failure of signing in, and `interrupted`
 */
export async function signInForAll(
	profiles: readonly EachProfile[],
	loaded: LoadedConfig,
	choice: LoginChoice,
	context: Context,
): Promise<ReadonlyMap<ServedProfile, Failure>> {
	const refused = new Map<ServedProfile, Failure>();
	const roles = profiles.flatMap(({ role }) => (role instanceof Failure || isFresh(role, context) ? [] : [role]));
	const firsts = new Set(new Map(roles.toReversed().map((role) => [signInKey(role), role])).values());
	for (const role of roles.filter((one) => needsCode(one) || (firsts.has(one) && rootOf(one) !== undefined))) {
		try {
			await signedInCredentials(role, loaded, choice, context);
		} catch (error) {
			if (!(error instanceof Failure) || endsAll(error)) throw error;
			refused.set(role, error);
		}
	}
	return refused;
}

function signInKey(role: ServedProfile): string | undefined {
	const root = rootOf(role);
	return root && tokenKey(root);
}

/** Returns a function that gets the credentials of a profile, and begins to get those of the next ones. */
export function credentialsAhead(
	profiles: readonly EachProfile[],
	refused: ReadonlyMap<ServedProfile, Failure>,
	loaded: LoadedConfig,
	context: Context,
): CredentialsAt {
	const fetchOne = async (role: ServedProfile | Failure): Promise<RoleCredentials | Failure> => {
		if (role instanceof Failure) return role;
		const known = refused.get(role);
		if (known !== undefined) return known;
		try {
			return await credentialsFor(role, loaded, context, { isUnattended: true, asksAgain: true });
		} catch (error) {
			if (error instanceof Failure) return error;
			throw error;
		}
	};
	const begun: Promise<RoleCredentials | Failure>[] = [];
	return async (at) => {
		for (const { role } of profiles.slice(begun.length, at + 1 + AHEAD)) {
			const fetching = fetchOne(role);
			begun.push(fetching);
			// The caller that takes it sees the error.
			fetching.catch(() => undefined);
		}
		const role = profiles[at]?.role;
		const credentials = await begun[at];
		if (credentials === undefined || role === undefined) throw new RangeError('there is no such profile');
		// The commands before it may have taken long.
		const isGood = credentials instanceof Failure || areCredentialsFresh(credentials, context.machine.now());
		return isGood ? credentials : fetchOne(role);
	};
}
