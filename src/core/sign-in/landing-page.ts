/**
 * Writes the page that the browser shows after a sign-in: self-contained, without scripts, and without data from the
 * request.
 */

/**
 * The result to show: signed in, refused by the person or the service, a callback of another request, or no token
 * issued.
 */
export type LandingPage = 'signed-in' | 'refused' | 'mismatch' | 'failed';

interface PageText {
	readonly title: string;
	readonly text: string;
	readonly mark: string;
}

const TEXTS: Readonly<Record<LandingPage, PageText>> = {
	'signed-in': {
		title: 'You are signed in',
		text: 'You can close this tab and go back to your terminal.',
		mark: '✓',
	},
	refused: {
		title: 'You are not signed in',
		text: 'The request was refused. Your terminal shows how to try again.',
		mark: '✕',
	},
	mismatch: {
		title: 'This sign-in was ignored',
		text: 'It is not the sign-in that your terminal is waiting for. If you did not just start a sign-in, close this tab.',
		mark: '!',
	},
	failed: {
		title: 'You are not signed in yet',
		text: 'AWS did not issue a token. Your terminal shows the reason and how to try again.',
		mark: '!',
	},
};

/** The style of the page. The Content-Security-Policy contains its hash. */
export const landingStyle = `
:root { color-scheme: light dark; --paper: #f4f6f8; --card: #fff; --line: #d5dbe1; --ink: #1b2430; --soft: #55606e; --mark: #b42318; }
.signed-in { --mark: #18794e; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0f1419; --card: #171d24; --line: #2c3540; --ink: #e8edf2; --soft: #a3afbc; --mark: #ff8a80; }
  .signed-in { --mark: #4cc38a; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, sans-serif; }
main { box-sizing: border-box; width: min(28rem, calc(100vw - 2rem)); padding: 2.75rem 2.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 0.75rem; text-align: center; }
.mark { display: grid; place-items: center; width: 3.5rem; height: 3.5rem; margin: 0 auto 1.25rem; border-radius: 50%;
  color: var(--card); background: var(--mark); font-size: 1.75rem; font-weight: 700; line-height: 1; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0; color: var(--soft); text-wrap: pretty; }
footer { margin-top: 1.75rem; color: var(--soft); font-size: 0.875rem; }
`;

/** Formats the HTML document. */
export function landingPage(kind: LandingPage): string {
	const { title, text, mark } = TEXTS[kind];
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ssoenv</title>
<link rel="icon" href="data:,">
<style>${landingStyle}</style>
</head>
<body>
<main class="${kind}">
<div class="mark" aria-hidden="true">${mark}</div>
<h1>${title}</h1>
<p>${text}</p>
<footer>ssoenv</footer>
</main>
</body>
</html>
`;
}
