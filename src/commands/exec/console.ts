/** `ssoenv console`: opens the AWS console as a role, in a browser, or prints the address. */
import type { ConsoleParameters } from '../../core/exec/console-wish.ts';
import { consoleFailures } from '../../core/failure/console-failures.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import type { CarryParameters } from '../../flows/exec/carried-role.ts';
import { type ConsoleTarget, consoleTarget } from '../../flows/exec/console-address.ts';
import { consoleBrowser, openAddress, openSecretAddress, refuseBoxed } from '../../flows/exec/console-browser.ts';
import { windowAddress } from '../../flows/exec/console-window.ts';
import type { Context } from '../../ports/context.ts';

export async function run(args: CarryParameters & ConsoleParameters, context: Context): Promise<void> {
	const { terminal } = context;
	const target = await consoleTarget(args, context);
	if (args.print) {
		const address = await target.address();
		if (!args.portal) terminal.say('this address is a secret for 15 minutes: anyone who has it has the role');
		terminal.stdout(`${address}\n`);
		return args.qr ? showCode(address, target, context) : undefined;
	}
	if (args.qr) return showCode(await target.address(), target, context);
	// Nobody should sign in for a browser that cannot open.
	const browser = await consoleBrowser(args, target, context);
	if (!args.portal) refuseBoxed(browser);
	const address = windowAddress(args, target.profile, await target.address(), context);
	const { name, roleName, accountId } = target.profile;
	terminal.say(`opening the console as ${roleName} in ${accountId} (${name})`);
	if (args.portal) return openAddress(address, browser, context);
	terminal.say(
		`hint: ssoenv console --print ${argumentWord(name)}, if the browser cannot read a page of yours (snap, flatpak): that address is a secret for 15 minutes`,
	);
	await openSecretAddress(address, browser, context);
}

/** Shows the address to the camera of a phone. @throws Failure `console-code-unshown` */
async function showCode(address: string, { profile }: ConsoleTarget, { terminal, services }: Context): Promise<void> {
	const lines = (await services.signIn()).qrCode(address);
	if (lines.length === 0) throw consoleFailures.consoleCodeUnshown({ profile: profile.name });
	terminal.stderr(`${lines.join('\n')}\n`);
}
