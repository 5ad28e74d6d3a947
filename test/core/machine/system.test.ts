/** Paths and home folders, for each system. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { isAbsolutePath, namedHome } from '../../../src/core/machine/system.ts';

/** The systems on which it is absolute. */
const paths: readonly (readonly [path: string, systems: string])[] = [
	['/home/me', 'linux darwin'],
	['/', 'linux darwin'],
	['C:\\Users\\me', 'win32'],
	['c:/Users/me', 'win32'],
	['\\\\server\\share', 'win32'],
	['//server/share', 'linux darwin win32'],
	// These lead elsewhere on another drive, or in another folder of that drive.
	['\\Users\\me', ''],
	['C:', ''],
	['C:Users', ''],
	['\\', ''],
	['\\\\', ''],
	['', ''],
	['.', ''],
	['home/me', ''],
	['~', ''],
	[' /home/me', ''],
];

for (const [path, systems] of paths) {
	test(`"${path}" is absolute on: ${systems || 'no system'}`, () => {
		const found = ['linux', 'darwin', 'win32'].filter((system) => isAbsolutePath(path, system));
		assert.is(found.join(' '), systems);
	});
}

const windowsHome = { USERPROFILE: 'C:\\Users\\me', HOMEDRIVE: 'H:', HOMEPATH: '\\me' };

const homes: readonly (readonly [name: string, env: Environment, unix: string | undefined, windows?: string])[] = [
	['HOME', { HOME: '/home/me' }, '/home/me'],
	['HOME of Git Bash, which passes it on in this form', { HOME: 'C:\\Users\\me' }, undefined, 'C:\\Users\\me'],
	['HOME before the others', { ...windowsHome, HOME: 'D:\\home' }, undefined, 'D:\\home'],
	['an empty HOME', { ...windowsHome, HOME: '' }, undefined, 'C:\\Users\\me'],
	['HOME of another system', { ...windowsHome, HOME: '/home/me' }, '/home/me', 'C:\\Users\\me'],
	['a relative HOME', { HOME: 'me', ...windowsHome }, undefined, 'C:\\Users\\me'],
	['USERPROFILE before a drive for homes', windowsHome, undefined, 'C:\\Users\\me'],
	['a drive for homes', { HOMEDRIVE: 'H:', HOMEPATH: '\\me' }, undefined, 'H:\\me'],
	['the root of a drive for homes', { HOMEDRIVE: 'H:', HOMEPATH: '\\' }, undefined, 'H:\\'],
	['a relative USERPROFILE', { ...windowsHome, USERPROFILE: 'me' }, undefined, 'H:\\me'],
	['HOMEPATH without a drive', { HOMEPATH: '\\me' }, undefined],
	['HOMEDRIVE without a path', { HOMEDRIVE: 'H:' }, undefined],
	['HOMEPATH on a server', { HOMEPATH: '\\\\server\\homes\\me' }, undefined, '\\\\server\\homes\\me'],
	['nothing', {}, undefined],
];

for (const [name, env, unix, windows] of homes) {
	test(`the home folder with ${name}, on each system`, () => {
		assert.is(namedHome(env, 'linux'), unix);
		assert.is(namedHome(env, 'darwin'), unix);
		assert.is(namedHome(env, 'win32'), windows);
	});
}

test.run();
