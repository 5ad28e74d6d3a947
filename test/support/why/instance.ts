/** The credentials that a machine gives: an endpoint of a container, and instance metadata. */
import { listen } from '../identity-center/loopback-server.ts';
import { INSTANCE_REGION, keyIds } from './why-profiles.ts';

export interface Instance {
	/** For AWS_CONTAINER_CREDENTIALS_FULL_URI. */
	readonly container: string;
	/** For AWS_EC2_METADATA_SERVICE_ENDPOINT. */
	readonly metadata: string;
	readonly close: () => Promise<void>;
}

const credentials = (accessKeyId: string): string =>
	JSON.stringify({
		Code: 'Success',
		LastUpdated: new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, ''),
		Type: 'AWS-HMAC',
		AccessKeyId: accessKeyId,
		SecretAccessKey: 'hunter2',
		Token: 'hunter2',
		Expiration: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, ''),
	});

const ROLE = 'the-role';
const METADATA = '/latest/meta-data';

const answers: Readonly<Record<string, () => string>> = {
	'/container': () => credentials(keyIds.container),
	'/latest/api/token': () => 'a-token',
	[`${METADATA}/iam/security-credentials`]: () => ROLE,
	[`${METADATA}/iam/security-credentials/${ROLE}`]: () => credentials(keyIds.instance),
	[`${METADATA}/iam/security-credentials-extended`]: () => ROLE,
	[`${METADATA}/iam/security-credentials-extended/${ROLE}`]: () => credentials(keyIds.instance),
	[`${METADATA}/placement/region`]: () => INSTANCE_REGION,
	[`${METADATA}/placement/availability-zone`]: () => `${INSTANCE_REGION}a`,
	'/latest/dynamic/instance-identity/document': () => JSON.stringify({ region: INSTANCE_REGION }),
};

/** Serves both on loopback. */
export async function startInstance(): Promise<Instance> {
	const { origin, close } = await listen(({ url = '' }, response) => {
		// The tools do not agree on slashes.
		const answer = answers[url.replace(/\/+/g, '/').replace(/\/$/, '')];
		response.setHeader('x-aws-ec2-metadata-token-ttl-seconds', '21600');
		response.writeHead(answer === undefined ? 404 : 200).end(answer?.());
	});
	return { container: `${origin}/container`, metadata: `${origin}/`, close };
}
