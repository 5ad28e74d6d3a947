/**
 * The AWS CLIs in a shell after `ssoenv use p` do what `aws --profile p` does: the same endpoint, the same certificate
 * authorities and the same form of output, whatever [default] has.
 */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { awsClis, ignoresEndpoints, runAwsCli } from '../support/program/aws-tools.ts';
import { runSsoenv, type Variables } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { variablesAfterUse } from '../support/program/used-shell.ts';
import { selfSigned } from '../support/proxy/certificates.ts';
import { type StubProxy, startStubProxy } from '../support/proxy/stub-proxy.ts';
import { ALICE, DEPLOY } from '../support/sign-in/chain-scene.ts';

const files = makeHome();
const own = await selfSigned(files, ['IP:127.0.0.1']);

/** ENDPOINT and AUTHORITY stand for those of the fake. */
const HERE = 'endpoint_url = ENDPOINT\nca_bundle = AUTHORITY\n';
const ELSEWHERE = `endpoint_url = https://127.0.0.1:9
ca_bundle = /nowhere/ca.pem
output = table
use_fips_endpoint = false
`;

interface Row {
	readonly p?: string;
	readonly unnamed?: string;
	/** The host that is asked at AWS; undefined if the fake is asked. */
	readonly host?: string;
	/** What the output begins with, if the fake is asked. */
	readonly output?: RegExp;
}

const JSON_TEXT = /^\{\n/;
const TEXT = /^\d{12}\tarn:/;

const rows: Readonly<Record<string, Row>> = {
	'nothing of its own': { host: 'sts.eu-west-1.amazonaws.com' },
	'an endpoint, authorities and an output': { p: `${HERE}output = text\n`, output: TEXT },
	'the same, while [default] has others': { p: `${HERE}output = text\n`, unnamed: ELSEWHERE, output: TEXT },
	'no output, while [default] has one': { p: HERE, unnamed: ELSEWHERE, output: JSON_TEXT },
	FIPS: { p: 'use_fips_endpoint = true\n', host: 'sts-fips.eu-west-1.amazonaws.com' },
	'dual-stack': { p: 'use_dualstack_endpoint = true\n', host: 'sts.eu-west-1.api.aws' },
	'FIPS and dual-stack': {
		p: 'use_fips_endpoint = true\nuse_dualstack_endpoint = true\n',
		host: 'sts-fips.eu-west-1.api.aws',
	},
	'no FIPS and no dual-stack, while [default] has both': {
		unnamed: 'use_fips_endpoint = true\nuse_dualstack_endpoint = true\n',
		host: 'sts.eu-west-1.amazonaws.com',
	},
	'FIPS, while [default] has dual-stack': {
		p: 'use_fips_endpoint = true\n',
		unnamed: 'use_dualstack_endpoint = true\n',
		host: 'sts-fips.eu-west-1.amazonaws.com',
	},
};

const configOf = ({ p = '', unnamed = '' }: Row): string => `[default]
region = us-west-2
${unnamed}[profile alice]
aws_access_key_id = ${ALICE.AWS_ACCESS_KEY_ID}
aws_secret_access_key = ${ALICE.AWS_SECRET_ACCESS_KEY}
[profile p]
role_arn = ${DEPLOY}
source_profile = alice
region = eu-west-1
${p}`;

interface Scene {
	readonly idc: IdentityCenter;
	readonly proxy: StubProxy;
	/** With a home in which the role of p is cached, as both programs share it. */
	readonly variables: Variables;
}

async function withScene(row: Row, work: (scene: Scene) => Promise<void>): Promise<void> {
	if (own === undefined) throw new Error('openssl is not installed');
	const tls = { key: readFileSync(own.key, 'utf8'), cert: readFileSync(own.certificate, 'utf8') };
	const idc = await startIdentityCenter({ tls });
	const proxy = await startStubProxy({ send: 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n' });
	const config = configOf(row).replaceAll('ENDPOINT', idc.url.sts).replaceAll('AUTHORITY', own.certificate);
	const home = makeHome({ '.aws/config': config });
	const variables = {
		HOME: home.path,
		AWS_EC2_METADATA_DISABLED: 'true',
		AWS_MAX_ATTEMPTS: '1',
		HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
		// The AWS CLI sends even what goes to loopback through a proxy.
		NO_PROXY: '127.0.0.1',
	};
	try {
		await work({ idc, proxy, variables });
	} finally {
		await releaseAll(proxy.close, idc.close, home.remove);
	}
}

/** Returns the variables of a shell after `use p`. */
async function afterUse({ idc, variables }: Scene): Promise<Variables> {
	const asking = { AWS_ENDPOINT_URL_STS: idc.url.sts, AWS_CA_BUNDLE: own?.certificate ?? '' };
	const cold = await runSsoenv(['export', 'p'], { ...variables, ...asking });
	assert.is(cold.exitCode, 0, cold.stderr);
	return variablesAfterUse('p', variables);
}

interface Outcome {
	readonly stdout: string;
	readonly exitCode: number | undefined;
	/** What the proxy was asked for, which leads to AWS. */
	readonly asked: readonly string[];
	/** How many requests reached the fake. */
	readonly requests: number;
}

async function outcomeOf(version: '1' | '2', words: readonly string[], env: Variables, scene: Scene): Promise<Outcome> {
	const { idc, proxy } = scene;
	const [requests, lines] = [idc.requests.length, proxy.asked.length];
	const { stdout, exitCode } = await runAwsCli(version, ['sts', 'get-caller-identity', ...words], env);
	const asked = new Set(proxy.asked.slice(lines).map(({ line }) => line));
	return { stdout, exitCode, asked: [...asked], requests: idc.requests.length - requests };
}

const openssl = own === undefined ? 'openssl is not installed' : undefined;

for (const version of ['1', '2'] as const) {
	const { name, lacks } = awsClis[version];
	for (const [what, row] of Object.entries(rows)) {
		const old = row.host === undefined ? ignoresEndpoints(version) : undefined;
		testUnless(lacks ?? openssl ?? old, `${name} and a profile with ${what}`, () =>
			withScene(row, async (scene) => {
				const used = await afterUse(scene);
				const expected = await outcomeOf(version, ['--profile', 'p'], scene.variables, scene);
				assert.equal(expected.asked, row.host === undefined ? [] : [`CONNECT ${row.host}:443`]);
				assert.is(expected.requests, row.host === undefined ? 1 : 0);
				assert.match(expected.stdout, row.output ?? /^$/);
				assert.equal(await outcomeOf(version, [], used, scene), expected);
			}),
		);
	}
}

test.after(files.remove);
test.run();
