import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fieldsOf, post, raw } from './raw-http.ts';

const entry = fileURLToPath(new URL('../support/identity-center/main.ts', import.meta.url));

/** Returns the process and what it printed up to `ready`. */
async function started(
	...args: readonly string[]
): Promise<{ child: ChildProcessWithoutNullStreams; printed: string }> {
	const child = spawn(process.execPath, ['--import', 'tsx', entry, ...args]);
	let printed = '';
	for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
		printed += chunk;
		if (printed.endsWith('\nready\n')) {
			break;
		}
	}
	return { child, printed };
}

function addresses(printed: string): Readonly<Record<string, string>> {
	return Object.fromEntries(printed.split('\n').flatMap((line) => (line.includes('=') ? [line.split('=')] : [])));
}

test('it prints the addresses, runs, ends on SIGTERM and deletes its file', async () => {
	const home = mkdtempSync(join(tmpdir(), 'identity-center-'));
	const file = join(home, 'addresses');
	const { child, printed } = await started('--file', file);
	const ended = once(child, 'exit');
	try {
		assert.match(
			printed,
			/^AWS_ENDPOINT_URL_SSO=http:\S+\nAWS_ENDPOINT_URL_SSO_OIDC=http:\S+\nAWS_ENDPOINT_URL_STS=http:\S+\nAWS_ENDPOINT_URL_SIGNIN=http:\S+\nSSOENV_FAKE_CONTROL=http:\S+\nready\n$/,
		);
		assert.is(`${readFileSync(file, 'utf8')}ready\n`, printed);
		const { AWS_ENDPOINT_URL_SSO, SSOENV_FAKE_CONTROL } = addresses(printed);
		const { accessToken } = fieldsOf(await post(`${SSOENV_FAKE_CONTROL}/sign-in`, {}));
		const headers = { 'x-amz-sso_bearer_token': String(accessToken) };
		assert.is((await raw(`${AWS_ENDPOINT_URL_SSO}/assignment/accounts`, { headers })).status, 200);
		await post(`${SSOENV_FAKE_CONTROL}/fail`, { operation: 'ListAccounts', faults: [{ kind: 'hang' }] });
		// A request without an answer: the process must end without waiting for it.
		const hanging = raw(`${AWS_ENDPOINT_URL_SSO}/assignment/accounts`, { headers }).catch(() => 'cut off');
		await raw(`${SSOENV_FAKE_CONTROL}/requests?operation=ListAccounts&count=2`);
		child.kill('SIGTERM');
		assert.equal(await ended, [0, null]);
		assert.is(await hanging, 'cut off');
		assert.not.ok(existsSync(file));
	} finally {
		child.kill('SIGKILL');
		rmSync(home, { recursive: true });
	}
});

test('with --with-parent it ends with its standard input', async () => {
	const { child } = await started('--with-parent');
	const ended = once(child, 'exit');
	child.stdin.end();
	assert.equal(await ended, [0, null]);
});

test('without --with-parent it runs until SIGINT, even if its standard input ends', async () => {
	const { child, printed } = await started();
	const ended = once(child, 'exit');
	child.stdin.end();
	assert.is((await raw(`${addresses(printed).SSOENV_FAKE_CONTROL}/requests`)).status, 200);
	child.kill('SIGINT');
	assert.equal(await ended, [0, null]);
});

test.run();
