/** The system calls of a sign-in under strace: where the program listens, and what it passes to child processes. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { holdsNoSecret, secretsOf } from '../support/assertions/secrets.ts';
import { runCommand } from '../support/program/program.ts';
import { withSignInScene } from '../support/sign-in/sign-in-scene.ts';

const canTrace = (await runCommand('strace', ['-qq', '-o', '/dev/null', 'true'], {})).exitCode === 0;

testUnless(
	canTrace ? undefined : 'there is no strace that may trace',
	'a sign-in listens only on 127.0.0.1, and passes no secret to another process',
	() =>
		withSignInScene({}, async ({ start, home, idc, cached }) => {
			const file = home.file('trace');
			const tracer = ['strace', '-f', '-qq', '-s', '100000', '-e', 'trace=bind,listen,execve', '-o', file];
			const { exitCode, stderr } = await start(['login', 'dev'], 'follow', {}, tracer).ended;
			assert.is(exitCode, 0, stderr);
			assert.ok(cached('corp'));
			const lines = readFileSync(file, 'utf8').split('\n');
			const binds = lines.filter((line) => /\bbind\(/.test(line) && /AF_INET/.test(line));
			assert.ok(binds.length > 0, 'it was seen to bind');
			for (const line of binds)
				assert.match(line, /\{sa_family=AF_INET, sin_port=htons\(0\), sin_addr=inet_addr\("127\.0\.0\.1"\)\}/);
			assert.is(lines.filter((line) => /\blisten\(/.test(line)).length, 1);
			const children = lines.filter((line) => /\bexecve\(/.test(line)).join('\n');
			assert.match(children, 'code_challenge', 'the browser was seen to start');
			const secrets = secretsOf(idc, home);
			assert.ok(secrets.length >= 5);
			holdsNoSecret(children, secrets, 'the words of a child');
		}),
);

test.run();
