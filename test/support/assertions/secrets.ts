/** Collects every secret that the fake issued or that a test home holds, and checks that a text shows none of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Home } from '../files/home.ts';
import type { IdentityCenter } from '../identity-center/identity-center.ts';

const NAMES = new Set(
	[
		'accessToken',
		'refreshToken',
		'clientSecret',
		'code',
		'codeVerifier',
		'deviceCode',
		'SecretAccessKey',
		'SessionToken',
		'x-amz-sso_bearer_token',
	].map((name) => name.toLowerCase()),
);

/** Returns the strings under the names of secrets, at any depth. */
function secretsIn(value: unknown): readonly string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		typeof member === 'string' && NAMES.has(name.toLowerCase()) ? [member] : secretsIn(member),
	);
}

const filesIn = (folder: string): readonly unknown[] =>
	existsSync(folder)
		? readdirSync(folder)
				.filter((name) => name.endsWith('.json'))
				.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
		: [];

export function secretsOf(idc: IdentityCenter, home: Home): readonly string[] {
	const written = ['.aws/sso/cache', '.aws/cli/cache'].flatMap((folder) => filesIn(home.file(folder)));
	return [...new Set([...idc.requests, ...written].flatMap(secretsIn))];
}

/** A part of a secret counts as the secret: a terminal may wrap or cut the whole. */
const PART = 12;

export function holdsNoSecret(text: string, secrets: readonly string[], where: string): void {
	for (const secret of secrets) {
		assert.not.ok(text.includes(secret.slice(-PART)) || text.includes(secret.slice(0, 40)), `a secret in ${where}`);
	}
}
