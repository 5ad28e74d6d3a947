/**
 * Builds ssoenv as one file that needs no Node: the program, as bytecode, behind a Bun runtime. esbuild bundles it as
 * for dist/, so that both have the same sources; Bun compiles what esbuild made.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { runtimeFor } from './runtime.ts';
import { removeSignature } from './signature.ts';
import { BUN_VERSION, ownTarget, type Target } from './targets.ts';

/**
 * A compiled program would otherwise read these files of the folder that it is started in: settings of AWS, or code,
 * of any repository that a person has cloned.
 */
const READ_NO_FILES = ['dotenv', 'bunfig', 'tsconfig', 'package-json'].map((name) => `--no-compile-autoload-${name}`);

/**
 * The bytecode is what makes the start quick, and only ES modules in several chunks get it. Commands end before
 * compiling to machine code pays, so that begins ten times later than usual: it saves a tenth of a warm `use`.
 */
const QUICK = ['--bytecode', '--minify', '--splitting', '--format=esm', '--compile-jit-policy=10'];

/** Returns the path of the built program, in the folder. */
export async function buildProgram(target: Target, folder: string): Promise<string> {
	const name = target.system === 'windows' ? 'ssoenv.exe' : 'ssoenv';
	const outfile = resolve(folder, name);
	const [bundler, runtime] = [await runtimeFor(ownTarget()), await runtimeFor(target)];
	mkdirSync(folder, { recursive: true });
	const bundled = mkdtempSync(join(tmpdir(), 'ssoenv-single-file-'));
	try {
		await execa(process.execPath, ['scripts/single-file/bundle.mjs', bundled]);
		const words = ['build', '--compile', `--target=${bunTarget(target)}`, ...QUICK, ...READ_NO_FILES];
		await execa(bundler, [...words, `--compile-executable-path=${runtime}`, './ssoenv.js', '--outfile', outfile], {
			cwd: bundled,
		});
	} finally {
		rmSync(bundled, { recursive: true, force: true });
	}
	if (target.name === 'darwin-x64') removeSignature(outfile);
	chmodSync(outfile, 0o755);
	return outfile;
}

/** Bun's own name of the target, such as `bun-linux-arm64-musl-v1.4.5`. */
const bunTarget = ({ name }: Target): string => `bun-${name}-v${BUN_VERSION}`;
