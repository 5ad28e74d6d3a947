/** Where a browser can open, and the reason if it cannot. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { type BrowserHints, headlessReason } from '../../../src/core/machine/headless.ts';

const linux: BrowserHints = { platform: 'linux', isContainer: false, isWsl: false, hasBrowser: false };
const container = { ...linux, isContainer: true };
const wsl = { ...linux, isWsl: true };
const mac = { ...linux, platform: 'darwin' };
const windows = { ...linux, platform: 'win32' };
const helped = (machine: BrowserHints): BrowserHints => ({ ...machine, hasBrowser: true });
const desktop = { DISPLAY: ':0' };

const SSH = 'this is an SSH session';
const CLOUD = 'this is a cloud shell';

const rows: readonly (readonly [name: string, env: Environment, machine: BrowserHints, reason: string | undefined])[] =
	[
		['a desktop with X', desktop, linux, undefined],
		['a desktop with Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, linux, undefined],
		['Linux without a display', {}, linux, 'there is no display'],
		['Linux with an empty display', { DISPLAY: '' }, linux, 'there is no display'],
		['a Mac', {}, mac, undefined],
		['Windows', {}, windows, undefined],
		['SSH, by its connection', { ...desktop, SSH_CONNECTION: '1' }, linux, SSH],
		['SSH, by its terminal', { SSH_TTY: '/dev/pts/1' }, mac, SSH],
		['SSH, by its client', { SSH_CLIENT: '1' }, windows, SSH],
		['SSH with an editor that opens browsers', { SSH_CONNECTION: '1', BROWSER: 'x' }, helped(linux), undefined],
		['SSH with an empty BROWSER', { SSH_CONNECTION: '1', BROWSER: '' }, linux, SSH],
		['SSH with a BROWSER that is not there', { SSH_CONNECTION: '1', BROWSER: '/no/such' }, linux, SSH],
		[
			'SSH with a terminal, a display and a BROWSER that is not there',
			{ ...desktop, SSH_TTY: '1', BROWSER: 'x' },
			linux,
			SSH,
		],
		['a CI job', { ...desktop, CI: 'true' }, linux, 'this is a CI job'],
		['Codespaces', { CODESPACES: 'true' }, linux, CLOUD],
		['Google Cloud Shell', { CLOUD_SHELL: 'true' }, linux, CLOUD],
		['Gitpod', { GITPOD_WORKSPACE_ID: 'x' }, linux, CLOUD],
		['AWS CloudShell', { AWS_EXECUTION_ENV: 'CloudShell' }, linux, CLOUD],
		['another AWS environment', { ...desktop, AWS_EXECUTION_ENV: 'AWS_ECS_EC2' }, linux, undefined],
		['a container', desktop, container, 'this is a container'],
		['a container with BROWSER', { BROWSER: 'helper.sh' }, helped(container), undefined],
		['a container with a BROWSER that is not there', { ...desktop, BROWSER: 'x' }, container, 'this is a container'],
		['no display and a BROWSER that is not there', { BROWSER: 'x' }, linux, 'there is no display'],
		['a CI job with a BROWSER that is not there', { CI: '1', BROWSER: 'x' }, linux, 'this is a CI job'],
		['WSL', desktop, wsl, 'the browser of Windows cannot reach this machine'],
		['WSL with BROWSER', { BROWSER: 'wslview' }, helped(wsl), undefined],
	];

for (const [name, env, machine, reason] of rows) {
	test(`${name}: ${reason ?? 'a browser can open'}`, () => {
		assert.is(headlessReason(env, machine), reason);
	});
}

test.run();
