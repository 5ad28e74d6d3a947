/**
 * Writes the page that leads a browser to the console. The browser gets the path of this page, because other users can
 * read the words of its command line, and the address is a secret.
 */

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Formats the HTML document. @param url the address, an http or https URL */
export const consolePage = (url: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${escaped(url)}">
<title>Opening the AWS console · ssoenv</title>
<link rel="icon" href="data:,">
</head>
<body>
<p><a href="${escaped(url)}">Open the AWS console</a></p>
</body>
</html>
`;
