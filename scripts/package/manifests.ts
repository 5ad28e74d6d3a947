/** Fills in the manifests of other package managers: packaging/. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project has no public home yet, so publishers set both. */
const { SSOENV_HOME_URL: homeUrl = 'https://example.org/ssoenv', SSOENV_RELEASE_URL: releaseUrl } = process.env;

/** Writes each manifest whose archives were made. @param sums SHA-256 of each file of the release, by its name */
export function writeManifests(release: string, version: string, sums: ReadonlyMap<string, string>): void {
	const folder = join(release, 'manifests');
	mkdirSync(folder, { recursive: true });
	for (const name of readdirSync('packaging')) {
		let isWhole = true;
		const text = readFileSync(join('packaging', name), 'utf8')
			.replaceAll('@VERSION@', version)
			.replaceAll('@HOME@', homeUrl)
			.replaceAll('@RELEASE@', releaseUrl ?? `${homeUrl}/releases/download/v${version}`)
			.replaceAll(/@SHA256:([\w-]+)@/g, (_, target: string) => {
				const sum = sums.get(`ssoenv-${version}-${target}.tar.gz`);
				isWhole &&= sum !== undefined;
				return sum ?? '';
			});
		if (isWhole) writeFileSync(join(folder, name), text);
		else if (existsSync(join(folder, name))) throw new Error(`${name} is from another release: remove ${folder}`);
	}
}
