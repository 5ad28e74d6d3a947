/**
 * Prints what the AWS SDK for JavaScript takes in each environment of a list, as JSON: its default chain of credentials,
 * and its region. Reads the list from stdin: objects of variables.
 */
import { json } from 'node:stream/consumers';
import { STSClient } from '@aws-sdk/client-sts';

console.warn = () => {};
const { PATH } = process.env;

async function answered(work) {
	try {
		return { value: await work() };
	} catch (error) {
		return { problem: `${error.name}: ${error.message}` };
	}
}

async function taken() {
	const client = new STSClient({});
	const region = await answered(() => client.config.region());
	const credentials = await answered(() => client.config.credentials());
	return {
		key: credentials.value?.accessKeyId ?? null,
		region: region.value ?? null,
		problem: credentials.problem ?? region.problem ?? null,
	};
}

const answers = [];
for (const variables of await json(process.stdin)) {
	for (const name of Object.keys(process.env)) delete process.env[name];
	Object.assign(process.env, { PATH, ...variables });
	answers.push(await taken());
}
console.log(JSON.stringify(answers));
