/**
 * Gets the runtime for a target from the npm registry, by npm itself. It is not a dependency of package.json, because
 * `npm ci` would then download up to 200 MB that only this build needs.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { BUN_VERSION, type Target } from './targets.ts';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/ssoenv/', import.meta.url));

/** Where the runtime of the target is, whether or not it is there yet. */
const pathOf = ({ runtime, system }: Target): string =>
	join(CACHE, `${runtime}-${BUN_VERSION}`, 'package', 'bin', system === 'windows' ? 'bun.exe' : 'bun');

export const hasRuntime = (target: Target): boolean => existsSync(pathOf(target));

/** Returns the path of the runtime. Downloads it once. @throws Error if the package is not the one that was pinned */
export async function runtimeFor(target: Target): Promise<string> {
	if (hasRuntime(target)) return pathOf(target);
	mkdirSync(CACHE, { recursive: true });
	const folder = mkdtempSync(join(CACHE, 'new-'));
	try {
		const spec = `@oven/${target.runtime}@${BUN_VERSION}`;
		const { stdout } = await execa('npm', ['pack', spec, '--silent', '--pack-destination', folder]);
		const packed = join(folder, stdout.trim());
		const integrity = `sha512-${createHash('sha512').update(readFileSync(packed)).digest('base64')}`;
		if (integrity !== target.integrity)
			throw new Error(`${spec} has the hash ${integrity}, which is not the pinned one`);
		await execa('tar', ['-xzf', packed, '-C', folder]);
		rmSync(packed);
		renameSync(folder, join(CACHE, `${target.runtime}-${BUN_VERSION}`));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	return pathOf(target);
}
