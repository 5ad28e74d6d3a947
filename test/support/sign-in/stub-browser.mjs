/**
 * A browser for `BROWSER`: visits the URL that it is given, follows redirects, and writes down what it saw. Its mode is the name
 * of what it does with the redirect: `follow`, `other-state` (comes back with a state of its own) or `stay` (never visits).
 * Usage: stub-browser.mjs MODE FILE URL
 */
import { renameSync, writeFileSync } from 'node:fs';

const [mode, file, ...rest] = process.argv.slice(2);
const url = rest.at(-1);

async function visit() {
	if (mode === 'follow') return fetch(url);
	const { headers } = await fetch(url, { redirect: 'manual' });
	const back = new URL(headers.get('location'));
	back.searchParams.set('state', 'e1b7a3f2-0000-4000-8000-000000000000');
	return fetch(back);
}

async function seen() {
	if (mode === 'stay') return {};
	const response = await visit();
	return { status: response.status, headers: Object.fromEntries(response.headers), page: await response.text() };
}

const visitTold = await seen().catch((error) => ({ problem: String(error.cause ?? error) }));
writeFileSync(`${file}.new`, JSON.stringify({ argv: process.argv, url, ...visitTold }));
renameSync(`${file}.new`, file);
