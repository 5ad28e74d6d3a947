/** Fills the cache folders that AWS tools share with expired files of other tools: sign-ins and role credentials. */
import { createHash } from 'node:crypto';
import type { Home } from './home.ts';

/** @param count number of files in each folder */
export function leaveForeignFiles(home: Home, count: number): void {
	const expiry = '2020-01-01T00:00:00Z';
	for (let at = 0; at < count; at += 1) {
		const name = `${createHash('sha1').update(`foreign ${at}`).digest('hex')}.json`;
		const startUrl = `https://d-${at}.awsapps.com/start`;
		const token = { startUrl, region: 'us-east-1', accessToken: 'x', expiresAt: expiry };
		home.write(`.aws/sso/cache/${name}`, JSON.stringify(token));
		const keys = { AccessKeyId: 'ASIAX', SecretAccessKey: 'x', SessionToken: 'x', Expiration: expiry };
		home.write(`.aws/cli/cache/${name}`, JSON.stringify({ ProviderType: 'sso', Credentials: keys }));
	}
}
