/**
 * A browser for `BROWSER`: visits the URL, follows redirects, and writes what it saw. Modes: `follow`, `other-state`
 * (comes back with a state of its own) or `stay` (never visits).
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

const report = await seen().catch((error) => ({ problem: String(error.cause ?? error) }));
writeFileSync(`${file}.new`, JSON.stringify({ argv: process.argv, url, ...report }));
renameSync(`${file}.new`, file);
