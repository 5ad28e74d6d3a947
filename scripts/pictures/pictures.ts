/** Draws the pictures of the documents from real sessions with the built program: `npm run pictures`. */
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { openScene, type Scene } from '../demo/scene.ts';
import { completion, picker, prompt, status } from './layer.ts';
import { session } from './session.ts';
import { draw, type Picture } from './svg.ts';

const docs = new URL('../../docs/', import.meta.url);
const save = (name: string, picture: Picture) => writeFileSync(new URL(`${name}.svg`, docs), draw(picture));

/** Assigns the roles of the layer's pictures and writes the list that Tab reads. */
async function prepare({ home, env }: Scene): Promise<void> {
	const config = home.write('.aws/config', readFileSync(new URL('config.ini', import.meta.url)));
	// A list is stale if the files or their folder are newer.
	for (const path of [config, dirname(config)]) utimesSync(path, 0, 0);
	await execa(home.file('bin/ssoenv'), ['shell-role', 'staging', '--shell', 'sh'], { env, extendEnv: false });
}

const scene = await openScene();
try {
	// Less than an hour, which would show `1h0m` in the first second and `59m` after it.
	scene.identityCenter.configure({ directory: { roleCredentialsSeconds: 3590 } });
	await execa(scene.home.file('bin/ssoenv'), ['login', 'dev'], { env: scene.env, extendEnv: false });
	save('session', await session(scene));
	await prepare(scene);
	save('prompt', await prompt(scene));
	save('status', await status(scene));
	save('completion', await completion(scene));
	// The picker shows the names of known accounts.
	await execa(scene.home.file('bin/ssoenv'), ['accounts'], { env: scene.env, extendEnv: false });
	save('picker', await picker(scene));
} finally {
	await scene.close();
}
