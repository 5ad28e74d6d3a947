/** Self-signed certificates, made by openssl. */
import type { Home } from '../files/home.ts';
import { runCommand } from '../program/program.ts';

export interface Certificate {
	/** Paths of PEM files. The second one is also the bundle of authorities that trusts it. */
	readonly key: string;
	readonly certificate: string;
}

/**
 * Makes a certificate in the home; undefined if openssl is not installed.
 * @param names such as `IP:127.0.0.1` or `DNS:localhost`
 */
export async function selfSigned(home: Home, names: readonly string[], file = 'own'): Promise<Certificate | undefined> {
	const [key, certificate] = [home.file(`${file}-key.pem`), home.file(`${file}-certificate.pem`)];
	const kind = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ssoenv-test'.split(' ');
	const outputs = ['-keyout', key, '-out', certificate, '-addext', `subjectAltName=${names.join(',')}`];
	const ended = await runCommand('openssl', [...kind, ...outputs], { HOME: home.path }).catch(() => undefined);
	return ended?.exitCode === 0 ? { key, certificate } : undefined;
}
