/** Formats the answer of `ssoenv why` for people: tools that take the same stand together. */
import { printable } from '../text/printable.ts';
import type { ClientAnswer, RegionAnswer, WhyAnswer } from './answer.ts';
import type { Place, Source } from './source.ts';

function placeText(from: Place | null): string | undefined {
	if (from === null) return undefined;
	return from.variable ?? `${from.file}:${from.line}`;
}

const ofProfile = ({ profile }: Source): string => (profile === null ? '' : `, profile ${profile}`);

const roleText = ({ account, role }: Source): string => {
	const name = role ?? 'a role';
	return account === null ? name : `${name} in account ${account}`;
};

const keyText = ({ accessKeyId }: Source): string => (accessKeyId === null ? '' : ` ${accessKeyId}`);

const texts: Readonly<Record<Source['kind'], (source: Source) => string>> = {
	'environment-keys': (source) =>
		`keys in the environment${keyText(source)}${source.role === null ? '' : `, which ssoenv set: ${roleText(source)}`}`,
	'static-keys': (source) => `static keys${keyText(source)}${ofProfile(source)}`,
	'identity-center': (source) => `Identity Center: ${roleText(source)}${ofProfile(source)}`,
	'assume-role': (source) =>
		`assumed role: ${roleText(source)}${ofProfile(source)}${source.source === null ? '' : `; with ${sourceText(source.source)}`}`,
	'web-identity': (source) => `a web identity token: ${roleText(source)}${ofProfile(source)}`,
	'console-login': (source) => `the sign-in of aws login${ofProfile(source)}`,
	'credential-process': (source) => `a program that prints credentials${ofProfile(source)}`,
	container: () => 'a container endpoint',
	'instance-metadata': () => 'instance metadata, if there is one',
};

const sourceText = (source: Source): string => texts[source.kind](source);

const withPlace = (text: string, from: Place | null): string => {
	const place = placeText(from);
	return place === undefined ? text : `${text} (${place})`;
};

/** Puts together the tools for which `keyOf` is the same. */
function grouped(
	clients: readonly ClientAnswer[],
	keyOf: (client: ClientAnswer) => unknown,
): readonly (readonly [names: string, first: ClientAnswer])[] {
	const groups = new Map<string, ClientAnswer[]>();
	for (const client of clients) {
		const key = JSON.stringify(keyOf(client));
		groups.set(key, [...(groups.get(key) ?? []), client]);
	}
	return [...groups.values()]
		.sort((a, b) => b.length - a.length)
		.flatMap((group) => {
			const [first] = group;
			const names = group.length === clients.length ? 'all tools' : group.map(({ name }) => name).join(', ');
			return first === undefined ? [] : [[names, first] as const];
		});
}

const line = (label: string, text: string): string => `    ${label.padEnd(12)}${printable(text)}`;

function credentialLines(client: ClientAnswer): readonly string[] {
	const { credentials, problem, passedOver, overridden, changes } = client;
	const taken = credentials === null ? `no credentials: ${problem?.problem}` : sourceText(credentials);
	const from = placeText(credentials === null ? (problem?.from ?? null) : credentials.from);
	return [
		`    ${printable(taken)}`,
		...(from === undefined ? [] : [line('from', from)]),
		...passedOver
			.filter((trouble) => trouble.problem !== problem?.problem)
			.map(({ problem: text, from: place }) => line('not used', withPlace(text, place))),
		...overridden.map((source) => line('instead of', withPlace(sourceText(source), source.from))),
		...changes.map((change) => line('to change', change)),
	];
}

function regionText({ value, from, asksInstance }: RegionAnswer): string {
	if (value !== null) return `${value === '' ? 'an empty region' : value}, from ${placeText(from)}`;
	return asksInstance ? 'that of the instance, if there is one' : 'none';
}

const nameText = (name: string, from: Place | null): string =>
	from === null ? name : `${name === '' ? 'an empty name' : name}, from ${placeText(from)}`;

const profileText = ({ name, from, isFound }: ClientAnswer['profile']): string =>
	`${nameText(name, from)}${isFound ? '' : '; not found'}`;

const section = (title: string, lines: readonly string[]): string => `${[title, ...lines].join('\n')}\n`;

/** Formats the answer: credentials, then profile and region. */
export function answerText({ ssoenv, clients }: WhyAnswer): string {
	const credentials = grouped(clients, ({ credentials, problem, passedOver, overridden, changes }) => [
		credentials,
		problem,
		passedOver,
		overridden,
		changes,
	]).flatMap(([names, first]) => [`  ${names}:`, ...credentialLines(first)]);
	const profiles = grouped(clients, ({ profile }) => profile);
	const regions = grouped(clients, ({ region }) => regionText(region));
	const chosen = ssoenv.directory === null ? '' : `; the folder ${ssoenv.directory} chose the role of this shell`;
	const own = `${nameText(ssoenv.profile, ssoenv.from)}${chosen}`;
	return [
		section('credentials', credentials),
		section('profile', [
			...profiles.map(([names, { profile }]) => `  ${names}: ${printable(profileText(profile))}`),
			`  ssoenv exec and export, without a name: ${printable(own)}`,
		]),
		section(
			'region',
			regions.map(([names, { region }]) => `  ${names}: ${printable(regionText(region))}`),
		),
	].join('\n');
}
