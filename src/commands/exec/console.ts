/** `ssoenv console`: opens the AWS console as a role, in a browser, or prints the address. */
import type { ConsoleParameters } from '../../core/exec/console-wish.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import type { CarryParameters } from '../../flows/exec/carried-role.ts';
import { consoleTarget } from '../../flows/exec/console-address.ts';
import { consoleBrowser, openAddress, openSecretAddress } from '../../flows/exec/console-browser.ts';
import type { Context } from '../../ports/context.ts';

export async function run(args: CarryParameters & ConsoleParameters, context: Context): Promise<void> {
	const { terminal } = context;
	const target = await consoleTarget(args, context);
	if (args.print) {
		const address = await target.address();
		if (!args.portal) terminal.say('this address is a secret for 15 minutes: anyone who has it has the role');
		return terminal.stdout(`${address}\n`);
	}
	// Nobody should sign in for a browser that cannot open.
	const browser = await consoleBrowser(args.browser, target, context);
	const address = await target.address();
	const { name, roleName, accountId } = target.profile;
	terminal.say(`opening the console as ${roleName} in ${accountId} (${name})`);
	if (args.portal) return openAddress(address, browser, context);
	terminal.say(
		`hint: ssoenv console ${argumentWord(name)} --print, if the browser cannot read a page of yours (snap, flatpak)`,
	);
	await openSecretAddress(address, browser, context);
}
