/** Keeps the keys in the credentials file fresh, until a signal ends ssoenv. */

import { withoutWritten } from '../../core/config-edit/written-edit.ts';
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Context } from '../../ports/context.ts';
import type { CredentialsFile } from '../../ports/credentials-file.ts';
import { type ServedRole, servedRole } from './served-role.ts';
import { type KeysToWrite, type RoleToWrite, tellOfKeys, writeKeys } from './written-profiles.ts';

interface KeptRole {
	readonly wanted: RoleToWrite;
	readonly served: ServedRole;
}

/**
 * Writes the keys, and renews them for ever. Keys that need a sign-in are written once there is one.
 * @throws Failure of `servedRole` and `writeKeys`
 */
export async function keepWritten(
	wanted: readonly RoleToWrite[],
	file: CredentialsFile,
	context: Context,
): Promise<never> {
	const roles: KeptRole[] = [];
	for (const one of wanted) roles.push({ wanted: one, served: await servedRole(one.role, context) });
	let isOver = false;
	await context.machine.beforeSignalEnds(async () => {
		isOver = true;
		await takeOutKept(wanted, file, context);
	});
	const keys = (await Promise.all(roles.map(keysNow))).flat();
	await writeKeys(keys, file, context);
	for (const one of keys) tellOfKeys(one, file, context);
	const names = wanted.flatMap((one) => one.names).map((name) => `[${name}]`);
	context.terminal.say(`keeping ${names.join(', ')} fresh; Ctrl-C removes what was written`);
	return Promise.race(
		roles.map(({ wanted: one, served }) => served.keepFresh(writer(one, () => isOver, file, context))),
	);
}

/** Returns the keys of a role; an empty list before its first sign-in. */
async function keysNow({ wanted, served }: KeptRole): Promise<readonly KeysToWrite[]> {
	try {
		return [{ ...wanted, credentials: await served.current(), areGood: () => true }];
	} catch (error) {
		if (error instanceof Failure) return [];
		throw error;
	}
}

/** Returns what writes new keys. It says once why it cannot, and returns false then. */
function writer(wanted: RoleToWrite, isOver: () => boolean, file: CredentialsFile, context: Context) {
	let told = '';
	return async (credentials: RoleCredentials, areAlive: () => boolean): Promise<boolean> => {
		try {
			await writeKeys([{ ...wanted, credentials, areGood: () => !isOver() && areAlive() }], file, context);
			told = '';
			return true;
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			if (told !== error.message) context.terminal.say(`${wanted.role.profile.name}: ${error.message}`);
			told = error.message;
			return false;
		}
	};
}

async function takeOutKept(
	wanted: readonly RoleToWrite[],
	file: CredentialsFile,
	{ terminal }: Context,
): Promise<void> {
	const isKept = (profile: string, name: string) =>
		wanted.some(({ role, names }) => role.profile.name === profile && names.includes(name));
	try {
		await file.takeOut((text) => withoutWritten(text, ({ profile, name }) => isKept(profile, name)));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		terminal.say(`${error.message}; the keys are still there`);
	}
}
