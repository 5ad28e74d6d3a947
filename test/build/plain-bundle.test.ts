/**
 * What you read is what runs: the build alters no source, and a bundle that is made without its plugin is the same
 * program.
 */
import { cpSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Home, makeHome } from '../support/files/home.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { build, type Slip } from '../support/program/bundle.ts';
import { runCommand, runSsoenv, type Variables } from '../support/program/program.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';

const root = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
`;
const RUNS = [['--version'], ['list'], ['use', 'dev', '--shell', 'bash'], ['use', 'nowhere', '--shell', 'bash']];

/** Packages in CommonJS call `require`. */
const REQUIRE =
	"import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);";

/** Bundles src/cli.ts, or a copy of it with a mistake, into one ES module. @throws if that takes a plugin */
async function plainBundle(home: Home, slip?: Slip): Promise<string> {
	for (const name of ['node_modules', 'package.json']) symlinkSync(root(name), home.file(name));
	cpSync(root('src'), home.file('src'), { recursive: true });
	if (slip !== undefined) writeFileSync(home.file(slip.file), slip.code, { flag: 'a' });
	await esbuild({
		entryPoints: [home.file('src/cli.ts')],
		outfile: home.file('dist/ssoenv.mjs'),
		bundle: true,
		platform: 'node',
		format: 'esm',
		banner: { js: REQUIRE },
		logLevel: 'silent',
	});
	return home.file('dist/ssoenv.mjs');
}

/** In a home with a role in the cache, and with no service to ask. */
async function withRole(body: (variables: Variables) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(CONFIG, idc.signIn());
	const variables = { HOME: home.path, ...idc.environment };
	try {
		const { exitCode, stderr } = await runSsoenv(['use', 'dev', '--shell', 'bash'], variables);
		assert.is(exitCode, 0, stderr);
		await idc.close();
		await body(variables);
	} finally {
		home.remove();
	}
}

/** The output of all runs, one after the other. */
async function outputs(program: string, variables: Variables): Promise<readonly string[]> {
	const texts: string[] = [];
	for (const args of RUNS) {
		const { exitCode, stdout, stderr } = await runCommand(process.execPath, [program, ...args], variables);
		texts.push(`${args.join(' ')}: ${exitCode}\n${stdout}${stderr}`);
	}
	return texts;
}

test('one file that esbuild makes of src/cli.ts with no plugin gives the output of dist/cli.cjs', async () => {
	const package_ = makeHome();
	try {
		const program = await plainBundle(package_);
		assert.equal(readdirSync(package_.file('dist')), ['ssoenv.mjs']);
		await withRole(async (variables) => {
			const expected = await outputs(root('dist/cli.cjs'), variables);
			assert.equal(await outputs(program, variables), expected);
			assert.match(expected[2] ?? '', /^use dev --shell bash: 0\n.*AWS_SESSION_TOKEN='[^']{100}/);
		});
	} finally {
		package_.remove();
	}
});

test('the first test notices a source that needs a plugin', async () => {
	const package_ = makeHome();
	try {
		const slip = {
			file: 'src/version.ts',
			code: "import { made } from 'made-by:a-plugin';\nglobalThis.slip = made;\n",
		};
		await plainBundle(package_, slip);
		assert.unreachable('it was bundled');
	} catch (error) {
		assert.match(String(error), /Could not resolve "made-by:a-plugin"/);
	} finally {
		package_.remove();
	}
});

test('the first test notices a program that says something else than its source', async () => {
	const package_ = makeHome();
	try {
		const slip = { file: 'src/commands/profile/list.ts', code: "process.stdout.write('more');\n" };
		const program = await plainBundle(package_, slip);
		await withRole(async (variables) => {
			assert.not.equal(await outputs(program, variables), await outputs(root('dist/cli.cjs'), variables));
		});
	} finally {
		package_.remove();
	}
});

/** The entries of the quick files are texts in build.mjs, and not files. So is the value that it defines. */
const MADE_BY_BUILD = /^(?:assume|chain|directory|exec|export|fetch|help|keep|list|status|sts)\.ts$|^<define:LEAST>$/;

const alteredBy = (slip?: Slip): readonly string[] => build(slip).altered.filter((path) => !MADE_BY_BUILD.test(path));

test('the build bundles each source with the text that its file has', () => {
	assert.equal(alteredBy(), []);
});

/** Plugins that do what a plugin of this build must not do. */
const plugins: Readonly<Record<string, { readonly setup: string; readonly altered: RegExp }>> = {
	'that puts another module in the place of a source': {
		setup: `onResolve({ filter: /\\/time\\.ts$/ }, ({ path }) => ({ path, namespace: 'made' }));
			onLoad({ filter: /./, namespace: 'made' }, () => ({ contents: 'module.exports = {}' }));`,
		altered: /^made:.*\/time\.ts$/,
	},
	'that changes the text of a source': {
		setup: `onLoad({ filter: /\\/time\\.ts$/ }, ({ path }) =>
			({ contents: readFileSync(path, 'utf8') + '// more', loader: 'ts' }));`,
		altered: /\/src\/core\/text\/time\.ts$|^src\/core\/text\/time\.ts$/,
	},
};

for (const [what, { setup, altered }] of Object.entries(plugins)) {
	test(`the test above notices a plugin ${what}`, () => {
		const code = `import { readFileSync } from 'node:fs';
			asCommonJs.plugins.push({ name: 'mistake', setup({ onResolve, onLoad }) { ${setup} } });`;
		const found = alteredBy({ file: 'scripts/bundles.mjs', code });
		assert.ok(found.length > 0);
		for (const path of found) assert.match(path, altered);
	});
}

test.run();
