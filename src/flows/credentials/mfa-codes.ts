/** Gets codes of MFA devices: from the person at the terminal, or from stdin. */

import { roleFailures } from '../../core/failure/role-failures.ts';
import type { ChainedProfile } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import { canPrompt } from '../sign-in/can-prompt.ts';

export interface MfaCodes {
	/** Returns whether a code can be had: a person can be asked, or it is on stdin. */
	readonly canGet: () => boolean;
	/** Returns a code for a role; undefined if it needs none. Rejects with Failure `mfa-code-invalid`, `interrupted`. */
	readonly next: (role: ChainedProfile) => Promise<string | undefined>;
}

const CODE = /^\d{6}$/;

/**
 * @param isRefused whether nobody may be asked: by `--no-login`, and in `export`
 * @param isOnStdin whether the codes are on stdin, each on a line of its own
 */
export function mfaCodes(
	{ isRefused, isOnStdin }: { readonly isRefused: boolean; readonly isOnStdin: boolean },
	context: Ports<'terminal' | 'machine'>,
): MfaCodes {
	let given: string[] | undefined;
	const fromStdin = async (serial: string): Promise<string> => {
		given ??= (await context.terminal.stdin()).split('\n').map((line) => line.trim());
		const code = given.shift();
		if (code === undefined || !CODE.test(code)) throw roleFailures.mfaCodeInvalid({ serial });
		return code;
	};
	return {
		canGet: () => isOnStdin || (!isRefused && canPrompt(context)),
		next: async ({ mfaSerial: serial, roleArn }) => {
			if (serial === undefined) return undefined;
			if (isOnStdin) return fromStdin(serial);
			const question = `code of the MFA device ${serial} for ${roleArn}`;
			const check = (answer: string) => (CODE.test(answer) ? undefined : 'a code has 6 digits');
			return context.terminal.askHidden({ question, check });
		},
	};
}
