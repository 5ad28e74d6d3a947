/** The bill of materials: which npm packages are in the program, and which runtime, as CycloneDX. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { asRecord } from '../../src/core/text/json.ts';
import { BUN_VERSION, TARGETS } from '../single-file/targets.ts';

/** The folders of the packages that the build took something of. */
function packageFolders(): readonly string[] {
	const outputs: unknown = JSON.parse(readFileSync('dist/meta.json', 'utf8'));
	if (!Array.isArray(outputs)) throw new TypeError('dist/meta.json is not what scripts/build.mjs writes');
	const inputs = outputs.flatMap((output: unknown) => Object.keys(asRecord(asRecord(output)?.inputs) ?? {}));
	const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
	return [...new Set(folders)].sort();
}

function componentOf(folder: string): Models.Component {
	const manifest = asRecord(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
	const { name, version, license } = manifest ?? {};
	if (typeof name !== 'string' || typeof version !== 'string') throw new TypeError(`${folder} has no name or version`);
	return component(name, version, typeof license === 'string' ? license : undefined);
}

function component(name: string, version: string, license: string | undefined): Models.Component {
	const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
	const [group, own] = name.startsWith('@') ? name.split('/') : [undefined, name];
	return new Models.Component(Enums.ComponentType.Library, own ?? name, {
		...(group !== undefined && { group }),
		version,
		bomRef: purl,
		purl,
		...(license !== undefined && {
			licenses: new Models.LicenseRepository([new Models.LicenseExpression(license)]),
		}),
	});
}

/** One component for each package, even if npm put it into several folders. */
function components(): readonly Models.Component[] {
	const all = [
		...packageFolders().map(componentOf),
		...TARGETS.map(({ runtime }) => component(`@oven/${runtime}`, BUN_VERSION, 'MIT')),
	];
	return [...new Map(all.map((one) => [String(one.purl), one])).values()];
}

/** Returns the text of the bill. @param epoch its time, in seconds */
export function billOfMaterials(version: string, epoch: number): string {
	const bom = new Models.Bom({
		metadata: new Models.Metadata({
			timestamp: new Date(epoch * 1000),
			component: new Models.Component(Enums.ComponentType.Application, 'ssoenv', { version, bomRef: 'ssoenv' }),
		}),
		components: new Models.ComponentRepository(components()),
	});
	const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
	return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}
