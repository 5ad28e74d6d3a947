/** The line that moves while the person is at a browser, and the lines above it about a browser that did not open. */
import type { Ports } from '../../ports/context.ts';
import type { SignInPorts } from '../../ports/services.ts';

/**
 * Shows the line until the returned function is called.
 * @param opened what `openBrowser` has given; undefined where none was to be opened
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
