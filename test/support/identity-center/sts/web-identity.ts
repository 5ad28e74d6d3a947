/** AssumeRoleWithWebIdentity: role credentials for a token of an identity provider that the role trusts. No request is signed. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Call } from '../call.ts';
import type { Center } from '../center.ts';
import { isObject, parseJson } from '../json.ts';
import type { Reply } from '../reply.ts';
import { issued } from './assume-role.ts';
import { type Parameters, parameterNames, requireWithinLimits } from './constraints.ts';
import { parametersOf } from './form.ts';
import type { IamRole, IdentityProvider } from './iam.ts';
import { roleSession } from './principals.ts';
import { result, stsRefusal } from './xml.ts';

/** What a token says, by the names of RFC 7519. */
export interface Claims {
	/** The URL of the provider, with `https://`. */
	readonly iss: string;
	readonly aud: string;
	readonly sub: string;
	/** Epoch seconds. */
	readonly exp: number;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The real providers sign with a private key, whose public key AWS asks them for; the fake knows this one. */
const signatureOf = (signed: string): string =>
	createHmac('sha256', 'identity provider').update(signed).digest('base64url');

/** Returns a token of an identity provider, as a file for `web_identity_token_file` holds it. */
export function webIdentityToken(claims: Claims): string {
	const signed = `${base64url({ alg: 'RS256', typ: 'JWT', kid: 'fake' })}.${base64url(claims)}`;
	return `${signed}.${signatureOf(signed)}`;
}

export function assumeRoleWithWebIdentity(call: Call, center: Center): Reply {
	if (call.headers.authorization !== undefined) {
		throw stsRefusal(400, 'MalformedInput', 'An Authorization header does not belong in an unsigned request');
	}
	const sent = parametersOf(call, [
		'RoleArn',
		'RoleSessionName',
		'WebIdentityToken',
		'DurationSeconds',
		'ProviderId',
		'Policy',
	]);
	const token = tokenIn(sent);
	const parameters: Parameters = new Map(
		parameterNames.flatMap((name) => {
			const value = [...sent].find(([one]) => one === name)?.[1];
			return value === undefined ? [] : [[name, value] as const];
		}),
	);
	const seconds = requireWithinLimits(parameters) ?? 3600;
	const roleArn = parameters.get('RoleArn') ?? '';
	const session = roleSession(roleArn, parameters.get('RoleSessionName') ?? '');
	const { claims, provider } = verified(token, center);
	const role = center.directory.iamRoles.find(({ arn }) => arn === roleArn);
	if (role === undefined || !isTrusted(role, provider)) {
		throw stsRefusal(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
	}
	if (seconds > role.maxSessionSeconds) {
		throw stsRefusal(
			400,
			'ValidationError',
			'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
		);
	}
	const { AssumedRoleUser, Credentials } = issued(roleArn, session, seconds, { call, center });
	return result('AssumeRoleWithWebIdentity', {
		Audience: claims.aud,
		AssumedRoleUser,
		Provider: provider.arn,
		Credentials,
		SubjectFromWebIdentityToken: claims.sub,
	});
}

/** A newline at the end, as files have it, is accepted. */
function tokenIn(sent: ReadonlyMap<string, string>): string {
	const token = sent.get('WebIdentityToken');
	if (token === undefined || token.length < 4 || token.length > 20_000) {
		const must =
			token === undefined
				? 'not be null'
				: token.length < 4
					? 'have length greater than or equal to 4'
					: 'have length less than or equal to 20000';
		throw stsRefusal(
			400,
			'ValidationError',
			`1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must ${must}`,
		);
	}
	return token.trim();
}

function verified(token: string, center: Center): { readonly claims: Claims; readonly provider: IdentityProvider } {
	const [header = '', payload = '', signature = '', ...more] = token.split('.');
	const claims = claimsIn(payload);
	if (claims === undefined || signature === '' || more.length > 0) {
		throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
	}
	const provider = center.directory.identityProviders.find(
		({ arn }) => claims.iss === `https://${arn.replace(/^.*:oidc-provider\//, '')}`,
	);
	if (provider === undefined) {
		throw invalid(`No OpenIDConnect provider found in your account for ${claims.iss}`);
	}
	const expected = Buffer.from(signatureOf(`${header}.${payload}`));
	if (expected.length !== signature.length || !timingSafeEqual(expected, Buffer.from(signature))) {
		throw invalid(
			"Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
		);
	}
	if (claims.aud !== provider.audience) {
		throw invalid('Incorrect token audience');
	}
	if (claims.exp * 1000 <= center.now()) {
		const [now, end] = [center.now() / 1000, claims.exp].map(Math.floor);
		throw stsRefusal(
			400,
			'ExpiredTokenException',
			`Token expired: current date/time ${now} must be before the expiration date/time ${end}`,
		);
	}
	return { claims, provider };
}

function claimsIn(payload: string): Claims | undefined {
	const parsed = parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
	const { iss, aud, sub, exp } = isObject(parsed) ? parsed : {};
	return typeof iss === 'string' && typeof aud === 'string' && typeof sub === 'string' && typeof exp === 'number'
		? { iss, aud, sub, exp }
		: undefined;
}

/** A trust policy with a web identity names the provider: `*` stands for principals that sign. */
function isTrusted({ trusted }: IamRole, { arn }: IdentityProvider): boolean {
	return trusted.includes(arn);
}

function invalid(message: string): Error {
	return stsRefusal(400, 'InvalidIdentityToken', message);
}
