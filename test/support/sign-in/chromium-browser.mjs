/**
 * A real browser for `BROWSER`: visits the URL in headless Chromium and writes, as JSON, what a person would see of the
 * final page. It speaks the DevTools protocol over pipes, so it opens no port.
 * Usage: chromium-browser.mjs CHROMIUM follow|other-state FILE [SHOTS] URL. With SHOTS, it saves screenshots in light
 * and dark, wide and narrow, as SHOTS-….png.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [chromium, mode, file, ...rest] = process.argv.slice(2);
const url = new URL(rest.at(-1));
if (mode === 'other-state') url.searchParams.set('state', 'e1b7a3f2-0000-4000-8000-000000000000');
const shots = rest.length > 1 ? rest[0] : undefined;
const LIFE_MS = 45_000;

const folder = mkdtempSync(join(tmpdir(), 'ssoenv-chromium-'));
const flags =
	'--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe';
const child = spawn(chromium, [...flags.split(' '), `--user-data-dir=${folder}`], {
	stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
	timeout: LIFE_MS,
	killSignal: 'SIGKILL',
});
const [, , , commands, events] = child.stdio;
const exited = once(child, 'exit');

let last = 0;
const pending = new Map();
const logged = [];
let loaded = () => undefined;
let unread = '';
events.setEncoding('utf8').on('data', (chunk) => {
	const texts = (unread + chunk).split('\0');
	unread = texts.pop();
	for (const text of texts) {
		const message = JSON.parse(text);
		if (message.id !== undefined) pending.get(message.id)?.(message);
		else if (message.method === 'Page.loadEventFired') loaded();
		else if (message.method === 'Log.entryAdded') logged.push(message.params.entry.text);
	}
});

async function send(method, params = {}, sessionId = undefined) {
	last += 1;
	const id = last;
	const answer = new Promise((resolve) => pending.set(id, resolve));
	commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
	const { result, error } = await answer;
	if (error !== undefined) throw new Error(`${method}: ${error.message}`);
	return result;
}

const LOOK = `(() => {
	const style = (selector) => getComputedStyle(document.querySelector(selector));
	const main = document.querySelector('main');
	return main === null ? { title: document.title } : {
		title: document.title,
		heading: document.querySelector('h1').textContent,
		paper: style('body').backgroundColor,
		ink: style('body').color,
		mark: style('.mark').backgroundColor,
		align: style('main').textAlign,
		width: Math.round(main.getBoundingClientRect().width),
		overflows: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
		scripts: document.scripts.length,
		url: location.href,
	};
})()`;

async function look(page, scheme, width) {
	await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] }, page);
	await send(
		'Emulation.setDeviceMetricsOverride',
		{ width, height: 640, deviceScaleFactor: 1, mobile: width < 500 },
		page,
	);
	const { result } = await send('Runtime.evaluate', { expression: LOOK, returnByValue: true }, page);
	if (shots !== undefined) {
		const { data } = await send('Page.captureScreenshot', { format: 'png' }, page);
		writeFileSync(`${shots}-${scheme}-${width}.png`, Buffer.from(data, 'base64'));
	}
	return result.value;
}

async function visit() {
	const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
	const { sessionId: page } = await send('Target.attachToTarget', { targetId, flatten: true });
	for (const domain of ['Page', 'Log', 'Runtime']) await send(`${domain}.enable`, {}, page);
	const isLoaded = new Promise((resolve) => {
		loaded = resolve;
	});
	const { errorText } = await send('Page.navigate', { url: url.href }, page);
	if (errorText !== undefined) throw new Error(errorText);
	await isLoaded;
	const seen = {
		light: await look(page, 'light', 1024),
		dark: await look(page, 'dark', 1024),
		narrow: await look(page, 'light', 320),
		narrowDark: await look(page, 'dark', 320),
	};
	return { ...seen, heard: logged };
}

const endedEarly = exited.then(() => ({ problem: 'the browser ended' }));
const outcome = await Promise.race([visit().catch((error) => ({ problem: String(error) })), endedEarly]);
if (child.exitCode === null) commands.write(`${JSON.stringify({ id: 0, method: 'Browser.close' })}\0`);
await exited;
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
writeFileSync(`${file}.new`, JSON.stringify(outcome));
renameSync(`${file}.new`, file);
