/**
 * TLS with a private certificate authority, as behind a corporate proxy: `AWS_CA_BUNDLE` names the trusted
 * certificates.
 */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPortal } from '../../../src/adapters/aws/portal.ts';
import { createSdkPortal } from '../../../src/adapters/aws/sdk-portal.ts';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import type { Portal } from '../../../src/ports/services.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { makeHome } from '../../support/files/home.ts';
import { selfSigned } from '../../support/proxy/certificates.ts';

const CREDENTIALS = {
	accessKeyId: 'ASIA1',
	secretAccessKey: 'secret',
	sessionToken: 'token',
	expiration: 4102444800000,
};

const home = makeHome({
	empty: '',
	key: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
	der: Buffer.from([0x30, 0x82, 0x03]),
});
const made = await selfSigned(home, ['IP:127.0.0.1']);
const { key, certificate } = made ?? { key: '', certificate: '' };

/** Sends a request to a TLS server with the certificate, trusting the bundle. */
async function ask(create: (options: ServiceOptions) => Portal, caBundle: string | undefined): Promise<unknown> {
	const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) => {
		response.setHeader('content-type', 'application/json').end(JSON.stringify({ roleCredentials: CREDENTIALS }));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const bound = server.address();
	if (bound === null || typeof bound === 'string') throw new Error('not listening on a port');
	const address = {
		endpoint: `https://127.0.0.1:${bound.port}`,
		useFipsEndpoint: false,
		useDualstackEndpoint: false,
		caBundle,
	};
	try {
		const portal = create({
			ssoRegion: 'us-east-1',
			address,
			timeoutMs: 5000,
			maxAttempts: 2,
			now: Date.now,
			env: {},
			onServerTime: () => undefined,
		});
		return await portal.getRoleCredentials({ accessToken: 't', accountId: '111111111111', roleName: 'R' });
	} catch (error) {
		return error;
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

const lacks = made === undefined ? 'openssl is not installed' : undefined;

for (const [kind, create] of Object.entries({ SDK: createSdkPortal, quick: createPortal })) {
	testUnless(lacks, `${kind}: a server whose authority is in the bundle is trusted`, async () => {
		const answer = await ask(create, certificate);
		assert.ok(answer !== null && typeof answer === 'object' && 'ok' in answer && answer.ok, String(answer));
	});

	testUnless(lacks, `${kind}: without the bundle it is not trusted, and the failure names AWS_CA_BUNDLE`, async () => {
		const failure = await ask(create, undefined);
		assert.ok(failure instanceof Failure);
		assert.is(failure.code, 'unreachable');
		assert.match(failure.message, /certificate.*AWS_CA_BUNDLE/);
	});

	testUnless(lacks, `${kind}: a bundle that cannot be read is named in the failure`, async () => {
		const failure = await ask(create, home.file('missing.pem'));
		assert.ok(failure instanceof Failure);
		assert.is(failure.code, 'config-unreadable');
		assert.match(failure.message, /missing\.pem: no such file/);
	});

	for (const file of ['empty', 'key', 'der']) {
		testUnless(
			lacks,
			`${kind}: a bundle without a certificate in PEM form is named in the failure: ${file}`,
			async () => {
				const failure = await ask(create, home.file(file));
				assert.ok(failure instanceof Failure);
				assert.is(failure.code, 'config-unreadable');
				assert.is(failure.message, `cannot read ${home.file(file)}: it has no certificate in PEM form`);
			},
		);
	}
}

test.after(home.remove);
test.run();
