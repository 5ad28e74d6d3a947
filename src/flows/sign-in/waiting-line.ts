/** Shows a moving line while the person is in the browser, and messages if the browser does not open. */
import type { Ports } from '../../ports/context.ts';
import type { SignInPorts } from '../../ports/sign-in.ts';

/**
 * Shows the line until the returned function is called.
 * @param opened the promise of `openBrowser`; undefined if no browser should open
 */
export function showWaitingLine(
	text: () => string,
	opened: Promise<string | undefined> | undefined,
	{ showWaiting }: SignInPorts,
	context: Ports<'terminal'>,
): () => void {
	let hide = showWaiting(text);
	let isOver = false;
	void opened?.then((why) => {
		if (why === undefined || isOver) return;
		hide();
		context.terminal.say(`cannot start the browser: ${why}`);
		context.terminal.say('open the URL above yourself; ssoenv is still waiting');
		hide = showWaiting(text);
	});
	return () => {
		isOver = true;
		hide();
	};
}
