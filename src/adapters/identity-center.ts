/**
 * IAM Identity Center over the AWS SDK: the only file that knows it. What comes back is our own records, answers that are
 * refusals, or one of the closed table of failures; no text of the service or of an SDK error ever reaches a message.
 */
import { readFileSync } from 'node:fs';
import { GetRoleCredentialsCommand, ListAccountRolesCommand, SSOClient } from '@aws-sdk/client-sso';
import type { ServiceAddress } from '../core/endpoints.ts';
import { Failure } from '../core/failure.ts';
import { failures } from '../core/failures.ts';
import { asRecord } from '../core/json.ts';
import { parseRoleCredentials } from '../core/role-credentials.ts';
import { parseRolePage } from '../core/role-list.ts';
import type { Answer, Portal } from '../ports.ts';
import { failedRequest } from './sdk-error.ts';
import { fileReason } from './system-error.ts';

/** Far more pages than an account has roles for; a service that never ends its list is cut off here. */
const MAX_PAGES = 100;

export interface PortalOptions {
	readonly ssoRegion: string;
	readonly address: ServiceAddress;
	/** Longest time for one request, from connecting to the last byte. */
	readonly timeoutMs: number;
	/** Attempts for what may pass by itself: connection loss, 5xx, throttling. */
	readonly maxAttempts: number;
	/** Epoch milliseconds. */
	readonly now: () => number;
}

const originOf = (request: unknown): string => {
	const { protocol, hostname, port } = asRecord(request) ?? {};
	return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
};

function readAuthorities(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		throw failures.configUnreadable({ path, reason: fileReason(error) });
	}
}

// Everything is given, so that the SDK does not read the config files by rules of its own.
function createClient({ ssoRegion, address, timeoutMs, maxAttempts }: PortalOptions): SSOClient {
	const { endpoint, caBundle, ...switches } = address;
	const isPlainHttp = endpoint?.toLowerCase().startsWith('http:') === true;
	return new SSOClient({
		region: ssoRegion,
		ignoreConfiguredEndpointUrls: true,
		...(endpoint === undefined ? switches : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
		maxAttempts,
		retryMode: 'standard',
		defaultsMode: 'standard',
		authSchemePreference: [],
		userAgentAppId: async () => undefined,
		requestHandler: {
			connectionTimeout: timeoutMs,
			requestTimeout: 0,
			...(caBundle !== undefined && !isPlainHttp && { httpsAgent: { ca: readAuthorities(caBundle) } }),
		},
	});
}

/** The SDK would wait between attempts as long as the service says, be it an hour. */
function forgetRetryAfter(error: unknown): void {
	const response = error instanceof Error && '$response' in error ? asRecord(error.$response) : undefined;
	const headers = asRecord(response?.headers);
	if (headers !== undefined) Reflect.deleteProperty(headers, 'retry-after');
}

export function createPortal(options: PortalOptions): Portal {
	const { ssoRegion, address, timeoutMs, now } = options;
	let host = address.endpoint === undefined ? `sso in ${ssoRegion}` : new URL(address.endpoint).origin;
	const client = createClient(options);
	// From connecting to the last byte of one attempt. An aborted client is not tried again: that would multiply the wait.
	const deadline = new AbortController();
	client.middlewareStack.add(
		(next) => async (args) => {
			host = originOf(args.request);
			const timer = setTimeout(() => deadline.abort(), timeoutMs);
			try {
				return await next(args);
			} catch (error) {
				forgetRetryAfter(error);
				throw error;
			} finally {
				clearTimeout(timer);
			}
		},
		{ step: 'finalizeRequest', priority: 'low', name: 'ssoenvDeadline' },
	);

	async function ask<Value>(operation: string, send: () => Promise<Value>): Promise<Answer<Value>> {
		try {
			return { ok: true, value: await send(), endpoint: host };
		} catch (error) {
			if (error instanceof Failure) throw error;
			if (deadline.signal.aborted) throw tooSlow();
			const refusal = failedRequest(error, { endpoint: host, operation });
			return { ok: false, ...refusal, endpoint: host };
		}
	}

	const tooSlow = () =>
		failures.unreachable({ endpoint: host, reason: `no answer within ${timeoutMs / 1000} s (SSOENV_TIMEOUT)` });
	const unexpected = (operation: string, problem: string) =>
		failures.unexpectedAnswer({ endpoint: host, operation, problem });
	const limits = { abortSignal: deadline.signal };

	return {
		getRoleCredentials: (role) =>
			ask('GetRoleCredentials', async () => {
				const parsed = parseRoleCredentials(await client.send(new GetRoleCredentialsCommand(role), limits), now());
				if ('problem' in parsed) throw unexpected('GetRoleCredentials', parsed.problem);
				return parsed;
			}),
		listAccountRoles: (account) =>
			ask('ListAccountRoles', async () => {
				const roleNames: string[] = [];
				let start: { nextToken?: string } | undefined = {};
				for (let pages = 0; start !== undefined && pages < MAX_PAGES; pages += 1) {
					const page = parseRolePage(await client.send(new ListAccountRolesCommand({ ...account, ...start }), limits));
					if ('problem' in page) throw unexpected('ListAccountRoles', page.problem);
					roleNames.push(...page.roleNames);
					start = page.nextToken === undefined ? undefined : { nextToken: page.nextToken };
				}
				return roleNames;
			}),
	};
}
