/** Fills in the manifests of other package managers: packaging/. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project has no public home yet, so publishers set both. */
const { SSOENV_HOME_URL: homeUrl = 'https://example.org/ssoenv', SSOENV_RELEASE_URL: releaseUrl } = process.env;

/** The files of a release that were made: SHA-256 by name. */
export type Sums = ReadonlyMap<string, string>;

/**
 * Returns the text of a manifest, and whether all archives that it names were made.
 * @param from where people get the archives
 */
export function filledIn(
	name: string,
	{ version, sums, from = releaseUrl }: { readonly version: string; readonly sums: Sums; readonly from?: string },
): { readonly text: string; readonly isWhole: boolean } {
	let isWhole = true;
	const text = readFileSync(join('packaging', name), 'utf8')
		.replaceAll('@VERSION@', version)
		.replaceAll('@HOME@', homeUrl)
		.replaceAll('@RELEASE@', from ?? `${homeUrl}/releases/download/v${version}`)
		.replaceAll(/@SHA256:([\w-]+)@/g, (_, target: string) => {
			const sum = sums.get(`ssoenv-${version}-${target}.tar.gz`);
			isWhole &&= sum !== undefined;
			return sum ?? '';
		});
	return { text, isWhole };
}

/** Writes each manifest whose archives were made. */
export function writeManifests(release: string, version: string, sums: Sums): void {
	const folder = join(release, 'manifests');
	mkdirSync(folder, { recursive: true });
	for (const name of readdirSync('packaging')) {
		const { text, isWhole } = filledIn(name, { version, sums });
		if (isWhole) writeFileSync(join(folder, name), text);
		else if (existsSync(join(folder, name))) throw new Error(`${name} is from another release: remove ${folder}`);
	}
}

/** Lays the module for the PowerShell Gallery in `powershell/ssoenv/`: the layer, behind a manifest of its own. */
export function layPowerShellModule(release: string): void {
	const folder = join(release, 'powershell/ssoenv');
	rmSync(folder, { recursive: true, force: true });
	cpSync('shell/powershell', join(folder, 'powershell'), { recursive: true });
	cpSync(join(release, 'manifests/ssoenv.psd1'), join(folder, 'ssoenv.psd1'));
}
