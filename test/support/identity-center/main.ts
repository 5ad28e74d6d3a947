/**
 * Runs the fake as a process of its own: prints its addresses as `NAME=url` lines and `ready` last, and runs until it
 * is stopped. `--file PATH` also writes the lines to a file that appears only when it is complete. `--with-parent` ends
 * the process when its standard input closes, so that a killed test leaves nothing behind.
 */

import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { startIdentityCenter } from './server.ts';

const { values } = parseArgs({ options: { file: { type: 'string' }, 'with-parent': { type: 'boolean' } } });
const idc = await startIdentityCenter();
const control = await startControl(idc);

const lines = [
	`AWS_ENDPOINT_URL_SSO=${idc.url.sso}`,
	`AWS_ENDPOINT_URL_SSO_OIDC=${idc.url.oidc}`,
	`AWS_ENDPOINT_URL_STS=${idc.url.sts}`,
	`AWS_ENDPOINT_URL_SIGNIN=${idc.url.signin}`,
	`SSOENV_FAKE_CONTROL=${control.url}`,
];

if (values.file !== undefined) {
	writeFileSync(`${values.file}.new`, `${lines.join('\n')}\n`);
	renameSync(`${values.file}.new`, values.file);
}
process.stdout.write(`${[...lines, 'ready'].join('\n')}\n`);

await new Promise<void>((end) => {
	const stop = () => end();
	process.once('SIGTERM', stop).once('SIGINT', stop);
	if (values['with-parent'] === true) {
		process.stdin.once('close', stop).resume();
	}
	// Ends a forgotten process after half an hour.
	setTimeout(stop, 30 * 60_000).unref();
});

process.stdin.destroy();
if (values.file !== undefined) {
	rmSync(values.file, { force: true });
}
await Promise.all([idc.close(), control.close()]);
