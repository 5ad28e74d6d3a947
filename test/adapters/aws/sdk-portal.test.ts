/**
 * Both portals, with and without the SDK, against the fake service: the failure for each error, the number of attempts,
 * and no secret in a message.
 */
import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { test as uvuTest } from 'uvu';
import * as assert from 'uvu/assert';
import { createPortal } from '../../../src/adapters/aws/portal.ts';
import { createSdkPortal } from '../../../src/adapters/aws/sdk-portal.ts';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';
import { maxAttempts } from '../../../src/core/command-line/settings.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import type { Portal } from '../../../src/ports/services.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import type { Fault } from '../../support/identity-center/faults.ts';
import type { IdentityCenter, Options } from '../../support/identity-center/identity-center.ts';
import { listen } from '../../support/identity-center/loopback-server.ts';
import { startIdentityCenter } from '../../support/identity-center/server.ts';

const ROLE = { accountId: '111111111111', roleName: 'ReadOnly' };

/** Runs each test for one portal. Both must behave the same; they differ in what they load. */
function testPortal(kind: string, create: (options: ServiceOptions) => Portal): void {
	const test = (name: string, body: () => Promise<void>) => uvuTest(`${kind}: ${name}`, body);

	const portalAt = (endpoint: string, options: Partial<ServiceOptions> = {}): Portal =>
		create({
			ssoRegion: 'us-east-1',
			address: { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
			timeoutMs: 5000,
			maxAttempts: 3,
			now: Date.now,
			env: {},
			onServerTime: () => undefined,
			...options,
		});

	/** Runs a test with a fake of its own, which is always closed afterwards. */
	function withCenter(options: Options, body: (idc: IdentityCenter) => Promise<void>): () => Promise<void> {
		return async () => {
			const idc = await startIdentityCenter(options);
			try {
				await body(idc);
			} finally {
				await idc.close();
			}
		};
	}

	/** Returns the secrets that no message may hold. */
	const secretsOf = (idc: IdentityCenter, accessToken: string): readonly string[] => {
		const { secretAccessKey, sessionToken, accessKeyId } = idc.credentialsFor(ROLE.accountId, ROLE.roleName) ?? {};
		return [accessToken, secretAccessKey, sessionToken, accessKeyId].filter((secret) => secret !== undefined);
	};

	test(
		'role credentials take one request, with the token only in its header',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			const answer = await portalAt(idc.url.sso).getRoleCredentials({ accessToken, ...ROLE });
			const issued = idc.credentialsFor(ROLE.accountId, ROLE.roleName);
			if (issued === undefined) throw new Error('nothing was issued');
			assert.equal(answer, {
				ok: true,
				endpoint: new URL(idc.url.sso).origin,
				value: {
					accessKeyId: issued.accessKeyId,
					secretAccessKey: issued.secretAccessKey,
					sessionToken: issued.sessionToken,
					expiresAt: Math.trunc(issued.expiration / 1000) * 1000,
				},
			});
			assert.is(idc.requests.length, 1);
			const [request] = idc.requests;
			assert.equal(request?.query, { account_id: ROLE.accountId, role_name: ROLE.roleName });
			const carrying = Object.entries(request?.headers ?? {}).filter(([, value]) =>
				String(value).includes(accessToken),
			);
			assert.equal(
				carrying.map(([name]) => name),
				['x-amz-sso_bearer_token'],
			);
			assert.is(request?.headers.authorization, undefined);
		}),
	);

	test(
		'role credentials with unusual characters arrive byte for byte',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			const sessionToken = '$(id)\n\'"`\\ é😀\u2028';
			idc.issue(ROLE.accountId, ROLE.roleName, { sessionToken });
			const answer = await portalAt(idc.url.sso).getRoleCredentials({ accessToken, ...ROLE });
			assert.is(answer.ok && answer.value.sessionToken, sessionToken);
		}),
	);

	test(
		'the roles of an account come from all pages, in order',
		withCenter({ directory: { pageSize: 1 } }, async (idc) => {
			const { accessToken } = idc.signIn();
			const answer = await portalAt(idc.url.sso).listAccountRoles({ accessToken, accountId: ROLE.accountId });
			assert.equal(answer.ok && answer.value, ['ReadOnly', 'PowerUser']);
			assert.is(idc.requestsTo('ListAccountRoles').length, 2);
		}),
	);

	const MANY = {
		pageSize: 100,
		accounts: Array.from({ length: 101 }, (_, at) => ({ accountId: String(1e11 + at), roles: ['ReadOnly'] })),
	};

	test(
		'pages of a hundred accounts and of roles take one request each',
		withCenter({ directory: MANY }, async (idc) => {
			const { accessToken } = idc.signIn();
			const portal = portalAt(idc.url.sso);
			const first = await portal.listAccountsPage({ accessToken, nextToken: undefined });
			if (!first.ok) throw new Error('refused');
			assert.equal([first.value.items.length, first.value.leftOut], [100, 0]);
			assert.equal(first.value.items[0], {
				accountId: '100000000000',
				accountName: undefined,
				emailAddress: undefined,
			});
			const second = await portal.listAccountsPage({ accessToken, nextToken: first.value.nextToken });
			assert.equal(second.ok && [second.value.items.length, second.value.nextToken], [1, undefined]);
			const roles = await portal.listAccountRolesPage({ accessToken, accountId: '100000000000', nextToken: undefined });
			assert.equal(roles.ok && roles.value, { items: ['ReadOnly'], leftOut: 0, nextToken: undefined });
			assert.is(idc.requests.length, 3);
		}),
	);

	for (const [header, retryAfterMs] of [
		['7', 7000],
		['soon', undefined],
	] as const) {
		test(
			`pages: a 429 is returned after one request (Retry-After: ${header})`,
			withCenter({}, async (idc) => {
				const { accessToken } = idc.signIn();
				idc.fail('ListAccounts', {
					kind: 'status',
					status: 429,
					headers: { 'retry-after': header },
				});
				const answer = await portalAt(idc.url.sso).listAccountsPage({ accessToken, nextToken: undefined });
				const endpoint = new URL(idc.url.sso).origin;
				assert.equal(answer, {
					ok: false,
					status: 429,
					code: 'TooManyRequestsException',
					endpoint,
					...(retryAfterMs !== undefined && { retryAfterMs }),
				});
				assert.is(idc.requests.length, 1);
			}),
		);
	}

	for (const secondsAhead of [-3600, 3600]) {
		test(
			`pages: Retry-After is a time of the service's clock, which is ${-secondsAhead} s ahead of ours`,
			withCenter({}, async (idc) => {
				const now = () => Date.now() + secondsAhead * 1000;
				const onServerTime = () => ({ seconds: secondsAhead, startedAt: 0 });
				const date = new Date(Date.now() + 60_000).toUTCString();
				idc.fail('ListAccounts', { kind: 'status', status: 429, headers: { 'retry-after': date } });
				const { accessToken } = idc.signIn();
				const answer = await portalAt(idc.url.sso, { now, onServerTime }).listAccountsPage({
					accessToken,
					nextToken: undefined,
				});
				const waitMs = answer.ok ? 0 : (answer.retryAfterMs ?? 0);
				assert.ok(waitMs > 50_000 && waitMs <= 60_000, String(waitMs));
			}),
		);
	}

	test(
		'pages: a 429 without Retry-After, and a 429 of the rate limit with it',
		withCenter({ rateLimitPerSecond: 1 }, async (idc) => {
			const request = { accessToken: idc.signIn().accessToken, nextToken: undefined };
			const portal = portalAt(idc.url.sso);
			await portal.listAccountsPage(request);
			const silent = await portal.listAccountsPage(request);
			idc.configure({ retryAfterSeconds: 2 });
			const withRetryAfter = await portal.listAccountsPage(request);
			const waits = [silent, withRetryAfter].map((answer) => [
				answer.ok || answer.status,
				answer.ok || answer.retryAfterMs,
			]);
			assert.equal(waits, [
				[429, undefined],
				[429, 2000],
			]);
		}),
	);

	test(
		'pages: other errors fail after one request, and refusals are returned',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			const portal = portalAt(idc.url.sso);
			idc.fail('ListAccounts', { kind: 'status', status: 503 });
			const failed = await failureFrom(portal.listAccountsPage({ accessToken, nextToken: undefined }));
			assert.equal([failed.code, idc.requests.length], ['service-broken', 1]);
			const request = { accessToken, nextToken: undefined, accountId: '999999999999' };
			const refused = await portal.listAccountRolesPage(request);
			assert.is(!refused.ok && refused.status, 403);
		}),
	);

	test(
		'one portal can make several requests',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			const portal = portalAt(idc.url.sso);
			const denied = await portal.getRoleCredentials({ accessToken, accountId: ROLE.accountId, roleName: 'Admin' });
			assert.equal([denied.ok, !denied.ok && denied.status], [false, 403]);
			const roles = await portal.listAccountRoles({ accessToken, accountId: ROLE.accountId });
			assert.ok(roles.ok);
		}),
	);

	interface Row {
		readonly fault: Fault;
		/** A code of the failure table, or the refusal returned to the flow. */
		readonly code: string;
		/** Text that the message must contain. */
		readonly message?: string;
		readonly requests: number;
	}

	const once = (fault: Fault, code: string, message?: string): Row => ({
		fault,
		code,
		requests: 1,
		...(message !== undefined && { message }),
	});
	/** Retry at once instead of after the usual pause, to keep the tests fast. */
	const HASTE = { 'retry-after': '0' };
	const retried = (fault: Fault, code: string, message?: string): Row => ({
		...once(fault, code, message),
		requests: 3,
	});
	const REFUSED = 'cannot use the response of ';
	const wholeAnswer = { accessKeyId: 'ASIA', secretAccessKey: 'hunter2', sessionToken: 'hunter3', expiration: 4e12 };
	const body = (changed: object): Fault => ({
		kind: 'body',
		body: { roleCredentials: { ...wholeAnswer, ...changed } },
	});

	const rows: Readonly<Record<string, Row>> = {
		'400': once({ kind: 'status', status: 400 }, '400 InvalidRequestException'),
		'401': once({ kind: 'status', status: 401 }, '401 UnauthorizedException'),
		'403': once({ kind: 'status', status: 403 }, '403 ForbiddenException'),
		'404': once({ kind: 'status', status: 404 }, '404 ResourceNotFoundException'),
		'418 with another name': once({ kind: 'status', status: 418, code: 'TeapotException' }, '418 an unknown exception'),
		'429': retried({ kind: 'status', status: 429, headers: HASTE }, 'throttled'),
		'500': retried({ kind: 'status', status: 500 }, 'service-broken', 'failed with status 500'),
		'502 from a gateway': retried({ kind: 'status', status: 502 }, 'service-broken', 'failed with status 502'),
		'503': retried({ kind: 'status', status: 503 }, 'service-broken', 'failed with status 503'),
		'504 from a gateway': retried({ kind: 'status', status: 504 }, 'service-broken', 'failed with status 504'),
		reset: retried({ kind: 'reset' }, 'unreachable', 'the connection was reset'),
		'a reset after the request was carried out': retried({ kind: 'reset', afterEffect: true }, 'unreachable'),
		truncated: retried({ kind: 'truncated' }, 'unreachable', 'the connection was reset'),
		'an HTML page': once({ kind: 'html' }, 'unexpected-answer', 'it is not JSON from an AWS service'),
		'an HTML page with 403': once(
			{ kind: 'html', status: 403 },
			'unexpected-answer',
			'it has status 403 but no AWS error',
		),
		'an HTML page with 401': once(
			{ kind: 'html', status: 401 },
			'unexpected-answer',
			'it has status 401 but no AWS error',
		),
		'an HTML page with 407': once({ kind: 'html', status: 407 }, 'unexpected-answer', 'status 407'),
		'an HTML page with 503': retried({ kind: 'html', status: 503 }, 'service-broken'),
		'401 in JSON that is not from AWS': once(
			{ kind: 'body', status: 401, body: { error: 'login' } },
			'unexpected-answer',
			'it has status 401 but no AWS error',
		),
		'an error named like a secret': once(
			{ kind: 'status', status: 403, code: 'hunter2 hunter3', message: 'hunter2' },
			'unexpected-answer',
			'it has status 403 but no AWS error',
		),
		'not JSON': once({ kind: 'body', body: 'hunter2' }, 'unexpected-answer', REFUSED),
		'half JSON': once(
			{ kind: 'body', body: '{"roleCredentials":{"accessKeyId":"hunter2"' },
			'unexpected-answer',
			REFUSED,
		),
		'an empty body': once({ kind: 'body', body: '' }, 'unexpected-answer', 'roleCredentials is missing'),
		null: once({ kind: 'body', body: null }, 'unexpected-answer', REFUSED),
		'a list': once({ kind: 'body', body: [] }, 'unexpected-answer', 'roleCredentials is missing'),
		'an empty object': once({ kind: 'body', body: {} }, 'unexpected-answer', 'roleCredentials is missing'),
		'no accessKeyId': once(body({ accessKeyId: undefined }), 'unexpected-answer', 'accessKeyId is missing'),
		'secretAccessKey null': once(body({ secretAccessKey: null }), 'unexpected-answer', 'secretAccessKey'),
		'secretAccessKey is an object': once(body({ secretAccessKey: { a: 'hunter2' } }), 'unexpected-answer', REFUSED),
		'sessionToken empty': once(body({ sessionToken: '' }), 'unexpected-answer', 'sessionToken'),
		'a NUL': once(body({ secretAccessKey: 'hunter2\0' }), 'unexpected-answer', 'secretAccessKey'),
		'expiration is a string': once(body({ expiration: 'hunter2' }), 'unexpected-answer', REFUSED),
		'expiration outside every calendar': once(body({ expiration: 1e300 }), 'unexpected-answer', 'expiration'),
		'expiration in seconds': once(
			body({ expiration: 4e9 }),
			'unexpected-answer',
			'the credentials expired at 1970-02-16',
		),
		'credentials that have already expired': once(
			{ kind: 'credentials', fields: { expiration: 1_600_000_000_000 } },
			'unexpected-answer',
			'the credentials expired at 2020-09-13T12:26:40Z',
		),
	};

	/** Returns what the flow sees: the failure's code and message, or the refusal. */
	async function outcome(
		portal: Portal,
		accessToken: string,
	): Promise<{ readonly code: string; readonly lines: string }> {
		try {
			const answer = await portal.getRoleCredentials({ accessToken, ...ROLE });
			return { code: answer.ok ? 'ok' : `${answer.status} ${answer.code}`, lines: '' };
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			return { code: error.code, lines: toldBy(error).join('\n') };
		}
	}

	for (const [name, { fault, code, message = '', requests }] of Object.entries(rows)) {
		test(
			`answer of ${name}: ${code}`,
			withCenter({}, async (idc) => {
				const { accessToken } = idc.signIn();
				idc.fail('GetRoleCredentials', { times: 'always', ...fault });
				const result = await outcome(portalAt(idc.url.sso), accessToken);
				assert.is(result.code, code);
				assert.ok(result.lines.includes(message), result.lines);
				assert.is(idc.requests.length, requests);
				for (const secret of [...secretsOf(idc, accessToken), 'hunter'])
					assert.not.ok(result.lines.includes(secret), result.lines);
				// Messages show only the host of the endpoint, not its path.
				assert.not.match(result.lines, new URL(idc.url.sso).pathname);
			}),
		);
	}

	const passing: Readonly<Record<string, readonly Fault[]>> = {
		'500, then an answer': [{ kind: 'status', status: 500 }],
		'two resets, then an answer': [{ kind: 'reset', times: 2 }],
		'throttled, then an answer': [{ kind: 'status', status: 429, headers: HASTE }],
		'503 from a gateway, then an answer': [{ kind: 'html', status: 503 }],
	};

	for (const [name, faults] of Object.entries(passing)) {
		test(
			name,
			withCenter({}, async (idc) => {
				const { accessToken } = idc.signIn();
				idc.fail('GetRoleCredentials', ...faults);
				assert.is((await outcome(portalAt(idc.url.sso), accessToken)).code, 'ok');
			}),
		);
	}

	test(
		'a long Retry-After ends the request as throttled',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			const fault: Fault = { kind: 'status', status: 429, headers: { 'retry-after': '8' }, times: 'always' };
			idc.fail('GetRoleCredentials', fault);
			// Checks the requested pauses, because the duration of a test depends on the machine.
			const pauses: number[] = [];
			const genuine = globalThis.setTimeout;
			globalThis.setTimeout = Object.assign((...words: Parameters<typeof genuine>) => {
				pauses.push(words[1] ?? 0);
				return genuine(...words);
			}, genuine);
			try {
				assert.is((await outcome(portalAt(idc.url.sso, { timeoutMs: 200 }), accessToken)).code, 'throttled');
			} finally {
				globalThis.setTimeout = genuine;
			}
			assert.ok(Math.max(...pauses) < 5000, `it paused for ${pauses.join(', ')} ms`);
		}),
	);

	for (const attempts of ['1', '2', '4']) {
		test(
			`AWS_MAX_ATTEMPTS=${attempts} allows that many requests`,
			withCenter({}, async (idc) => {
				const { accessToken } = idc.signIn();
				idc.fail('GetRoleCredentials', { kind: 'status', status: 500, times: 'always' });
				const portal = portalAt(idc.url.sso, { maxAttempts: maxAttempts({ AWS_MAX_ATTEMPTS: attempts }) });
				assert.is((await outcome(portal, accessToken)).code, 'service-broken');
				assert.is(idc.requests.length, Number(attempts));
			}),
		);
	}

	for (const status of [301, 302, 303, 307, 308]) {
		test(
			`a redirect with ${status} is not followed`,
			withCenter({}, async (idc) => {
				const received: string[] = [];
				const otherServer = await listen((request, response) => {
					received.push(JSON.stringify([request.url, request.headers]));
					response.end('{}');
				});
				try {
					const { accessToken } = idc.signIn();
					idc.fail('GetRoleCredentials', {
						kind: 'redirect',
						status,
						location: `${otherServer.origin}/`,
						times: 'always',
					});
					const { code, lines: told } = await outcome(portalAt(idc.url.sso), accessToken);
					assert.is(code, 'unexpected-answer');
					assert.match(
						told,
						`it is a redirect (${status}), which ssoenv does not follow, because the access token must not go to another address`,
					);
					assert.not.match(told, otherServer.origin);
					assert.equal(received, []);
					assert.is(idc.requests.length, 1);
				} finally {
					await otherServer.close();
				}
			}),
		);
	}

	/** Counts the timers and sockets that would keep the process alive. */
	const openHandles = (): number =>
		process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'TCPSocketWrap').length;

	/** Sockets close a few turns of the event loop after they are destroyed. */
	async function isLeft(handles: number): Promise<boolean> {
		const patience = performance.now() + 30_000;
		while (openHandles() > handles && performance.now() < patience) await setImmediate();
		return openHandles() > handles;
	}

	for (const fault of [{ kind: 'hang' }, { kind: 'drip' }, { kind: 'hold' }] as const) {
		test(`${fault.kind}: ends at the time limit without a retry, and nothing stays open`, async () => {
			const before = openHandles();
			await withCenter({}, async (idc) => {
				const { accessToken } = idc.signIn();
				idc.fail('GetRoleCredentials', { ...fault, times: 'always' });
				const portal = portalAt(idc.url.sso, { timeoutMs: 200 });
				const failure = await failureFrom(portal.getRoleCredentials({ accessToken, ...ROLE }));
				assert.is(failure.code, 'unreachable');
				assert.match(failure.message, 'no response within 0.2 s (SSOENV_TIMEOUT)');
				assert.not.ok(toldBy(failure).join('\n').includes(accessToken));
				assert.is(idc.requests.length, 1);
			})();
			assert.not.ok(await isLeft(before), `${process.getActiveResourcesInfo().join(', ')} are left`);
		});
	}

	test('a successful request leaves no timer behind', async () => {
		const before = openHandles();
		await withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			await portalAt(idc.url.sso, { timeoutMs: 60_000 }).getRoleCredentials({ accessToken, ...ROLE });
		})();
		assert.not.ok(await isLeft(before), `${process.getActiveResourcesInfo().join(', ')} are left`);
	});

	test('a port without a server: connection refused, after three attempts', async () => {
		const { origin, close } = await listen(() => undefined);
		await close();
		const failure = await failureFrom(portalAt(origin).getRoleCredentials({ accessToken: 't', ...ROLE }));
		assert.is(failure.message, `cannot reach ${origin}: connection refused`);
	});

	test('a host name that does not exist', async () => {
		const portal = portalAt('http://no-such-host.invalid', { maxAttempts: 1 });
		const failure = await failureFrom(portal.getRoleCredentials({ accessToken: 't', ...ROLE }));
		assert.is(failure.code, 'unreachable');
		assert.match(failure.message, /^cannot reach http:\/\/no-such-host\.invalid: (no such host|host names cannot)/);
	});

	test('a server that does not speak HTTP', async () => {
		const server = createServer();
		server.on('connection', (socket) => socket.end('hunter2\r\n\r\n'));
		const origin = await new Promise<string>((resolve) => {
			server.listen(0, '127.0.0.1', () => {
				const address = server.address();
				resolve(typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '');
			});
		});
		try {
			const failure = await failureFrom(portalAt(origin).getRoleCredentials({ accessToken: 't', ...ROLE }));
			assert.is(failure.status, 6);
			assert.not.match(toldBy(failure).join('\n'), 'hunter2');
		} finally {
			server.closeAllConnections();
			server.close();
		}
	});

	test('the user and password of an endpoint are not shown', async () => {
		const portal = portalAt('http://user:hunter2@127.0.0.1:9', { maxAttempts: 1 });
		const failure = await failureFrom(portal.getRoleCredentials({ accessToken: 't', ...ROLE }));
		assert.not.match(toldBy(failure).join('\n'), 'hunter2');
	});

	const page = (roleName: string, nextToken: string | null): object => ({ roleList: [{ roleName }], nextToken });

	test(
		'a list without end is cut off after 100 pages',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			idc.fail('ListAccountRoles', { kind: 'body', body: page('R', 'more'), times: 'always' });
			const answer = await portalAt(idc.url.sso).listAccountRoles({ accessToken, accountId: ROLE.accountId });
			assert.is(answer.ok && answer.value.length, 100);
			assert.is(idc.requests.length, 100);
			assert.is(idc.requests[1]?.query.next_token, 'more');
		}),
	);

	const lists: Readonly<Record<string, readonly [fault: Fault, code: string]>> = {
		'no roleList': [{ kind: 'body', body: {} }, 'unexpected-answer'],
		'roles are not a list': [{ kind: 'body', body: { roleList: { roleName: 'hunter2' } } }, 'unexpected-answer'],
		HTML: [{ kind: 'html' }, 'unexpected-answer'],
		'500': [{ kind: 'status', status: 500, times: 'always' }, 'service-broken'],
		reset: [{ kind: 'reset', times: 'always' }, 'unreachable'],
		throttled: [{ kind: 'status', status: 429, headers: HASTE, times: 'always' }, 'throttled'],
	};

	for (const [name, [fault, code]] of Object.entries(lists)) {
		test(
			`list with ${name}: ${code}`,
			withCenter({}, async (idc) => {
				const { accessToken } = idc.signIn();
				idc.fail('ListAccountRoles', fault);
				const portal = portalAt(idc.url.sso);
				const failure = await failureFrom(portal.listAccountRoles({ accessToken, accountId: ROLE.accountId }));
				assert.is(failure.code, code);
				for (const secret of [accessToken, 'hunter2']) assert.not.ok(toldBy(failure).join('\n').includes(secret));
			}),
		);
	}

	test(
		'roles without a name, or with a name that IAM does not allow, are left out',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			const roleList = [{ accountId: 'x' }, { roleName: 'A' }, { roleName: 'a b' }];
			idc.fail('ListAccountRoles', { kind: 'body', body: { roleList } });
			const answer = await portalAt(idc.url.sso).listAccountRoles({ accessToken, accountId: ROLE.accountId });
			assert.equal(answer.ok && answer.value, ['A']);
		}),
	);

	test(
		'a list whose second page fails is a failure',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			idc.fail('ListAccountRoles', { kind: 'body', body: page('A', 'more') }, { kind: 'status', status: 403 });
			const answer = await portalAt(idc.url.sso).listAccountRoles({ accessToken, accountId: ROLE.accountId });
			assert.equal([answer.ok, !answer.ok && answer.code], [false, 'ForbiddenException']);
		}),
	);

	test(
		'an account without assigned roles is refused',
		withCenter({}, async (idc) => {
			const { accessToken } = idc.signIn();
			const answer = await portalAt(idc.url.sso).listAccountRoles({ accessToken, accountId: '999999999999' });
			assert.equal([answer.ok, !answer.ok && answer.status], [false, 403]);
		}),
	);

	const pages: Readonly<Record<string, readonly [type: string, body: string]>> = {
		'named as such': ['text/html; charset=utf-8', 'Please sign in'],
		'without a type': ['', '\n<!doctype html><title>Please sign in</title>'],
	};
	for (const [name, [type, body]] of Object.entries(pages)) {
		test(`a web page in place of the answer ends no sign-in: ${name}`, async () => {
			const { origin, close } = await listen((_, response) => {
				if (type !== '') response.setHeader('content-type', type);
				response.end(body);
			});
			try {
				const failure = await failureFrom(portalAt(origin).logout('t'));
				assert.is(failure.message, `cannot use the response of ${origin} to Logout: it is a web page`);
			} finally {
				await close();
			}
		});
	}
}

testPortal('SDK', createSdkPortal);
testPortal('quick', createPortal);

uvuTest.run();
