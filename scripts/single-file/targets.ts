/**
 * The systems that ssoenv is built for as one file, each with the npm package that has the runtime for it. The hash is
 * the `integrity` of that package in the npm registry.
 */

/** The version of Bun whose runtime and bundler make the single file. A new version needs all hashes anew. */
export const BUN_VERSION = '1.4.5';

export interface Target {
	/** The name in the names of files: `ssoenv-VERSION-NAME.tar.gz`. */
	readonly name: string;
	/** The npm package with the runtime, without its scope. */
	readonly runtime: string;
	readonly integrity: string;
	readonly system: 'linux' | 'darwin' | 'windows';
	/** The name of the architecture in Debian, if there is a `.deb` for this target. */
	readonly debian?: 'amd64' | 'arm64';
}

export const TARGETS: readonly Target[] = [
	{
		name: 'linux-x64',
		runtime: 'bun-linux-x64',
		integrity: 'sha512-IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==',
		system: 'linux',
		debian: 'amd64',
	},
	{
		name: 'linux-arm64',
		runtime: 'bun-linux-aarch64',
		integrity: 'sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==',
		system: 'linux',
		debian: 'arm64',
	},
	{
		name: 'linux-x64-musl',
		runtime: 'bun-linux-x64-musl',
		integrity: 'sha512-10QoW/YfTgnURaGEaHpJCiXjLI2e5iTtfVDaA5JKcyUzaa1cq6cVUY9/Uq5XkYzvtRjHLRe9Oj/lTDIQcxy8HQ==',
		system: 'linux',
	},
	{
		name: 'linux-arm64-musl',
		runtime: 'bun-linux-aarch64-musl',
		integrity: 'sha512-XCNc+WvvMAdNNb+OWTogpy+N9wm62fkVeEVLb6how0RZhW5LPi6c7BlkeVCuWps7XjEl2saFpHFa20/1E+PAHg==',
		system: 'linux',
	},
	{
		name: 'darwin-x64',
		runtime: 'bun-darwin-x64',
		integrity: 'sha512-qkLPMGHZM9NI6CeHTWwVezzmlo6cC4Ta7yUAjYIWXS366qQcOlcp75t2uZyiuVRBMPS0h9qE0tCcvCHGaFqjJg==',
		system: 'darwin',
	},
	{
		name: 'darwin-arm64',
		runtime: 'bun-darwin-aarch64',
		integrity: 'sha512-4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==',
		system: 'darwin',
	},
	{
		name: 'windows-x64',
		runtime: 'bun-windows-x64',
		integrity: 'sha512-FNvply651vcE/GHgNWz6mZvhmkwBuu8Hw54oNzA+CQog+HW+542rXQmZqNHRkFxazD9L3xi+iTtvO3engAgJfw==',
		system: 'windows',
	},
];

/** Whether this machine uses musl in place of glibc: then Node reports no version of glibc. */
function hasMusl(): boolean {
	const { header } = JSON.parse(JSON.stringify(process.report.getReport()));
	return process.platform === 'linux' && header.glibcVersionRuntime === undefined;
}

/** Returns the target of this machine. @throws Error if no target is for this machine */
export function ownTarget(): Target {
	const system = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `${system}-${process.arch}${hasMusl() ? '-musl' : ''}`;
	const target = TARGETS.find((one) => one.name === name);
	if (target === undefined) throw new Error(`there is no single file for ${name}`);
	return target;
}

/** @throws RangeError if there is no such target */
export function targetNamed(name: string): Target {
	const target = TARGETS.find((one) => one.name === name);
	if (target !== undefined) return target;
	throw new RangeError(`"${name}" is no target; the targets are ${TARGETS.map((one) => one.name).join(', ')}`);
}
