/** A row of the command table and its function: only valid values reach the function. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Command, defineCommand } from '../src/command.ts';
import { commands, groups } from '../src/commands.ts';
import { Failure } from '../src/core/failure/failure.ts';
import { fakeContext } from './support/context/context.ts';

function recordingCommand(): { readonly command: Command; readonly seen: unknown[]; readonly loads: () => number } {
	const seen: unknown[] = [];
	let loads = 0;
	const command = defineCommand({
		name: 'try',
		group: 'daily',
		summary: 'try it',
		positionals: { place: { type: 'string', describe: 'a place' } },
		options: {
			flag: { type: 'boolean', describe: 'a flag' },
			kind: { type: 'string', choices: ['a', 'b'], describe: 'a kind' },
		},
		examples: [],
		isEvaluated: false,
		load: async () => {
			loads += 1;
			return {
				run: (args) => {
					// Read by name, so that the inferred types are checked too.
					const place: string | undefined = args.place;
					const kind: 'a' | 'b' | undefined = args.kind;
					const flag: boolean = args.flag;
					seen.push({ place, kind, flag });
				},
			};
		},
	});
	return { command, seen, loads: () => loads };
}

const fitting: readonly (readonly [values: Readonly<Record<string, unknown>>, seen: object])[] = [
	[{ flag: false }, { place: undefined, kind: undefined, flag: false }],
	[
		{ place: 'x', kind: 'a', flag: true },
		{ place: 'x', kind: 'a', flag: true },
	],
	[
		{ place: '', kind: undefined, flag: true },
		{ place: '', kind: undefined, flag: true },
	],
	[
		{ flag: true, extra: 1 },
		{ place: undefined, kind: undefined, flag: true },
	],
];

for (const [values, expected] of fitting) {
	test(`valid values: ${JSON.stringify(values)}`, async () => {
		const { command, seen } = recordingCommand();
		await command.run(values, fakeContext().context);
		assert.equal(seen, [expected]);
	});
}

const unfit: readonly Readonly<Record<string, unknown>>[] = [
	{},
	{ flag: undefined },
	{ flag: 'true' },
	{ flag: true, place: 5 },
	{ flag: true, place: ['x'] },
	{ flag: true, place: null },
	{ flag: true, kind: 'c' },
	{ flag: true, kind: true },
];

for (const values of unfit) {
	test(`invalid values do not load the function: ${JSON.stringify(values)}`, async () => {
		const { command, seen, loads } = recordingCommand();
		const error = await command.run(values, fakeContext().context).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		assert.is(error instanceof Failure && error.code, 'usage');
		assert.equal([seen, loads()], [[], 0]);
	});
}

test('the other fields of a row stay available as data', () => {
	const { command } = recordingCommand();
	assert.is(command.name, 'try');
	assert.is(command.summary, 'try it');
	assert.equal(Object.keys(command.options), ['flag', 'kind']);
	assert.not.ok('load' in command);
});

test('command names are unique, and examples name their command', () => {
	assert.is(new Set(commands.map(({ name }) => name)).size, commands.length);
	for (const { name, examples, positionals, options } of commands) {
		assert.match(name, /^[a-z][a-z-]*$/);
		for (const [line] of examples) assert.match(line, `ssoenv ${name}`);
		for (const parameter of Object.keys(positionals)) assert.not.ok(parameter in options);
	}
});

// Help counts each character as one column.
test('the texts of the command table are single lines of ASCII without a final period', () => {
	for (const { summary, details, examples, positionals, options } of commands) {
		const parameters = [...Object.values(positionals), ...Object.values(options)];
		const texts = [
			summary,
			details,
			...parameters.flatMap(({ describe, default: fallback, value }) => [describe, fallback, value]),
			...examples.flat(),
		].filter((text) => text !== undefined);
		for (const text of texts) assert.match(text, /^[ -~]*[!-\-/-~]$/);
	}
});

test('only an option with a value has a name for the value', () => {
	for (const { options } of commands) {
		const flags = Object.values(options).filter(({ type }) => type === 'boolean');
		for (const { value, choices } of flags) assert.equal([value, choices], [undefined, undefined]);
	}
});

test('every group has commands, and they are next to each other', () => {
	const order = commands.map(({ group }) => group).filter((group, at, all) => group !== all[at - 1]);
	assert.equal(order, Object.keys(groups));
});

test('a hidden command names the command that people type', () => {
	const typed = new Set(commands.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name));
	for (const { name, isHidden, typedAs } of commands) {
		assert.is(isHidden === true, typedAs !== undefined, name);
		assert.ok(typedAs === undefined || typed.has(typedAs), name);
	}
});

test.run();
