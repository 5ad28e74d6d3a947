/**
 * Asks STS who the caller is, with one client of the AWS SDK for JavaScript and its default chain of credentials, until
 * it has used COUNT different access keys. Prints them as JSON with the number of calls.
 * Usage: from_endpoint.mjs COUNT
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const count = Number(process.argv[2]);
const client = new STSClient({});
const keys = new Set();
let calls = 0;
client.middlewareStack.add(
	(next) => (args) => {
		keys.add(/Credential=([^/]+)/.exec(args.request.headers.authorization)[1]);
		return next(args);
	},
	{ step: 'finalizeRequest', priority: 'low' },
);
while (keys.size < count) {
	await client.send(new GetCallerIdentityCommand({}));
	calls += 1;
	await sleep(50);
}
console.log(JSON.stringify({ keys: [...keys], calls }));
