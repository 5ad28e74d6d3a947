/** A role that a copy is kept of, and what it was asked for. */
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import type { LoadedConfig } from '../../ports/files.ts';

/** What a command was asked for, beside a profile: a role of its own, or a region for this call. */
export interface KeptRequest {
	readonly region?: string | undefined;
	readonly account?: string | undefined;
	readonly 'role-arn'?: string | undefined;
}

/** A role that was got, and for what. */
export interface RoleToKeep {
	readonly profile: ServedProfile;
	readonly loaded: LoadedConfig;
	readonly request: KeptRequest;
	readonly credentials: RoleCredentials;
	/** Whether the person has signed out since the command started; then no copy may stay. */
	readonly isSignedOut: () => boolean;
}
