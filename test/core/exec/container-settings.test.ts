/** The settings that `serve --docker` prints. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { containerSettings } from '../../../src/core/exec/container-settings.ts';

const linesOf = (path: string): readonly string[] => containerSettings(path, 9911).split('\n');

test('each tool gets the path in its own quotes, and no token', () => {
	const path = `/home/me/it's "a" $b.env`;
	const lines = linesOf(path);
	assert.ok(
		lines.includes(`docker run --network host --env-file '/home/me/it'\\''s "a" $b.env' IMAGE`),
		lines.join('\n'),
	);
	const service = lines.filter((line) => /^(?:network_mode|env_file):/.test(line)).join('\n');
	// compose puts variables in, and writes $ as $$.
	const composePath = `/home/me/it's "a" $$b.env`;
	assert.equal(parse(service), { network_mode: 'host', env_file: composePath });
	const container = JSON.parse(`{${lines.find((line) => line.startsWith('"runArgs"'))}}`);
	assert.equal(container, { runArgs: ['--network=host', '--env-file', path] });
	assert.ok(lines.includes('ssh -R 9911:127.0.0.1:9911 HOST'));
});

test.run();
