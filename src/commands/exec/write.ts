/** `ssoenv write`: puts the keys of roles into the credentials file, for tools that read nothing else. */

import { failures } from '../../core/failure/failures.ts';
import { rootOf } from '../../core/profile/role-chain.ts';
import { removeWritten } from '../../flows/config-edit/forget-written.ts';
import { refuseUnlessKept } from '../../flows/credentials/kept-files.ts';
import { type CarryParameters, roleToServe } from '../../flows/exec/carried-role.ts';
import { keepWritten } from '../../flows/exec/keep-written.ts';
import {
	type KeysToWrite,
	type RoleToWrite,
	roleToWrite,
	tellOfKeys,
	writeKeys,
} from '../../flows/exec/written-profiles.ts';
import { credentialsOf } from '../../flows/profile/requested-role.ts';
import { signedOutMeanwhile, watchSignOut } from '../../flows/sign-in/sign-out-watch.ts';
import type { Context } from '../../ports/context.ts';

interface WriteArguments extends Omit<CarryParameters, 'profile'> {
	readonly profile: readonly string[];
	readonly as: string | undefined;
	readonly remove: boolean;
	readonly keep: boolean;
}

const refuse = (problem: string) => failures.usage({ problem, command: 'write' });

export async function run(args: WriteArguments, context: Context): Promise<void> {
	if (args.remove) {
		refuseBesideRemove(args);
		return removeWritten([...new Set(args.profile)], context);
	}
	const profiles = args.profile.length === 0 ? [undefined] : [...new Set(args.profile)];
	if (args.as === '') throw refuse('--as is empty');
	if (args.as !== undefined && profiles.length > 1) throw refuse('--as takes one profile: two need two names');
	const file = await context.files.credentialsFile();
	const wanted: RoleToWrite[] = [];
	// All are found before the first one asks for a sign-in.
	for (const profile of profiles) {
		const role = await roleToServe({ ...args, profile }, 'write', context);
		await refuseUnlessKept(role.profile, role.loaded, context);
		wanted.push(roleToWrite(role, args.as, file));
	}
	if (args.keep) return keepWritten(wanted, file, context);
	const keys: KeysToWrite[] = [];
	for (const one of wanted) keys.push(await keysOf(one, context));
	await writeKeys(keys, file, context);
	for (const one of keys) tellOfKeys(one, file, context);
}

/** The options that say nothing about which keys to remove. */
const OTHER_OPTIONS = [
	'as',
	'account',
	'role',
	'sso-session',
	'role-arn',
	'source-profile',
	'external-id',
	'region',
] as const;

/** @throws Failure `usage` */
function refuseBesideRemove(args: WriteArguments): void {
	const other = args.keep ? 'keep' : OTHER_OPTIONS.find((name) => args[name] !== undefined);
	if (other !== undefined) throw refuse(`--${other} and --remove cannot be used together`);
}

/** Returns the keys of a role; they must not be written after a sign-out. @throws Failure of `credentialsOf` */
async function keysOf(wanted: RoleToWrite, context: Context): Promise<KeysToWrite> {
	const { role } = wanted;
	const root = rootOf(role.profile);
	const isSignedOut = root === undefined ? () => false : watchSignOut(root, context);
	const credentials = await credentialsOf(role, context);
	const areGood = () => {
		if (root !== undefined && isSignedOut()) throw signedOutMeanwhile(root, role.profile.name);
		return true;
	};
	return { ...wanted, credentials, areGood };
}
