/**
 * Edits by hand between runs of `sync`, chosen at random: lines inside and outside the block, and damaged marks. No sync
 * loses a line outside, and each names the line of the damage. `npm test -- --all` makes 1,000 edits.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Failure } from '../../../src/core/failure/failure.ts';
import { isWholeRun } from '../../support/assertions/short-run.ts';
import { type Directory, SESSION, syncScene } from '../../support/discovery/sync-scene.ts';

const EDITS = isWholeRun ? 1000 : 50;
const SEED = Number(process.env.SSOENV_FUZZ_SEED ?? 20_261_130);

/** Returns a function that gives whole numbers below a limit, always the same ones for a seed (Lehmer). */
function numbersOf(seed: number): (limit: number) => number {
	let state = seed % 2_147_483_647;
	return (limit) => {
		state = (state * 48_271) % 2_147_483_647;
		return state % limit;
	};
}

const random = numbersOf(SEED);
const oneOf = <Item>(items: readonly Item[]): Item => {
	const item = items[random(items.length)];
	if (item === undefined) throw new Error('nothing to choose from');
	return item;
};

const MARK = /^# (?:>>>|<<<) ssoenv sync (?:corp|sync-corp) (?:>>>|<<<)$/;
const OWN = `# first line\n[default]\nregion = us-east-1\n\n[profile mine]\nregion = eu-west-1 \ns3 =\n  addressing_style = path\n`;
const TWO = `${SESSION}${SESSION.replace('corp', 'sync-corp')}${OWN}`;

const NAMES = ['Dev Team', 'prod', 'Prod', 'R&D', 'Büro', 'dev', '-x', 'a=b : c', '日本', 'n'.repeat(60)];
const directory = (): Directory =>
	Object.fromEntries(
		Array.from({ length: 4 }, (_, at) => {
			const roles = ['Admin', 'ReadOnly', 'Power'].filter(() => random(3) > 0);
			return [String(111_111_111_111 + at * random(2)), [oneOf(NAMES), roles]];
		}),
	);

let serial = 0;
/** Returns lines of a person's own, each of which is there only once. */
function ownLines(): readonly string[] {
	serial += 1;
	return oneOf([
		[`# own ${serial}`],
		[`#own = ${serial}: x`],
		['', `# own ${serial}`, ''],
		[`[profile own-${serial}]`, `region = own-${serial}`],
		[`[profile own-${serial}]`, `# own ${serial}`, `sso_session = corp`, `own_${serial} = x`],
		[`own_${serial} = value`],
		[`s3_${serial} =`, `  own_${serial} = x`],
		[`# >>> own ${serial} >>>`],
	]);
}

const inserted = (lines: readonly string[], at: number, more: readonly string[]): readonly string[] => [
	...lines.slice(0, at),
	...more,
	...lines.slice(at),
];

/** Returns the indexes of the lines that are outside of every block, marks not included. */
function outside(lines: readonly string[]): readonly number[] {
	let isInside = false;
	return lines.flatMap((line, at) => {
		if (MARK.test(line)) {
			isInside = line.startsWith('# >>>');
			return [];
		}
		return isInside ? [] : [at];
	});
}

type LineEdit = (lines: readonly string[]) => readonly string[];

const insertOutside: LineEdit = (lines) => {
	// Above the settings of the sign-in, another header would take them away.
	const places = outside(lines).filter((at) => at > 6);
	return places.length === 0 ? lines : inserted(lines, oneOf(places), ownLines());
};

const insertAnywhere: LineEdit = (lines) => inserted(lines, 7 + random(Math.max(1, lines.length - 7)), ownLines());

const indexesOf = (lines: readonly string[], isWanted: (line: string) => boolean): readonly number[] =>
	lines.flatMap((line, at) => (isWanted(line) ? [at] : []));

/** Changes a line that `isWanted` finds. */
const changeOne =
	(isWanted: (line: string) => boolean, change: (line: string) => readonly string[]): LineEdit =>
	(lines) => {
		const places = indexesOf(lines, isWanted);
		if (places.length === 0) return lines;
		const at = oneOf(places);
		return [...lines.slice(0, at), ...change(lines[at] ?? ''), ...lines.slice(at + 1)];
	};

const isMark = (line: string): boolean => MARK.test(line);
const isSetting = (line: string): boolean => /^sso_(account_id|role_name) = /.test(line);

const EDITS_BY_HAND: readonly LineEdit[] = [
	insertOutside,
	insertOutside,
	insertAnywhere,
	insertAnywhere,
	changeOne(isSetting, () => []),
	changeOne(isSetting, (line) => [`${line}x`]),
	changeOne(
		(line) => /^\[profile \S+-/.test(line),
		(line) => [line.replace(']', '-by-hand]')],
	),
	changeOne(
		(line) => /^# ssoenv sync /.test(line),
		() => [],
	),
	changeOne(
		(line) => /^# account /.test(line),
		() => ['# account 111111111111 other'],
	),
	changeOne(isMark, () => []),
	changeOne(isMark, (line) => [line, line]),
	changeOne(isMark, (line) => [line.slice(0, -1)]),
	changeOne(isMark, (line) => [line.includes('>>>') ? line.replaceAll('>>>', '<<<') : line.replaceAll('<<<', '>>>')]),
	changeOne(isMark, (line) => [line.replace('corp', 'other')]),
];

const OPTIONS = [
	{},
	{},
	{ prune: true },
	{ region: ['eu-west-1'], template: '' },
	{ region: ['eu-west-1', 'us-east-1'], template: '{account_name}-{role_name}.{region}', single: '' },
	{ region: [''], template: '{account_name|kebab}-{role_name}' },
	{ exclude: ['*/Admin'] },
	{ exclude: [''] },
	{ set: ['output=json', '*/Admin:cli_pager='], comment: '{account_name} {account_id}' },
	{ set: [''], comment: '' },
	{ single: '{account_name}', region: [''], template: '' },
	{ rename: true },
] as const;

/** Returns the lines outside the blocks, without empty ones. */
function ownOf(text: string): readonly string[] {
	const lines = text.split('\n');
	return outside(lines).flatMap((at) => (lines[at] === '' ? [] : [lines[at] ?? '']));
}

/**
 * Each line of `before` is in `after`, as often. A setting below a block belongs to the last profile of the block, and
 * may be in it now. If it went, a line on the terminal names it.
 */
function assertKept(before: readonly string[], after: readonly string[], told: string, what: string): void {
	const left = new Map<string, number>();
	for (const line of after) left.set(line, (left.get(line) ?? 0) + 1);
	for (const line of before) {
		const count = left.get(line) ?? 0;
		// A nested setting is told by the key above it, which has the same number.
		const number = /^\s*[a-z]\w*_(\d+) =/.exec(line)?.[1];
		const isTold = number !== undefined && told.includes(`_${number} of profile "`);
		assert.ok(count > 0 || isTold, `${what}: lost ${JSON.stringify(line)}, and said ${told}`);
		left.set(line, count - 1);
	}
}

/** The marks are in pairs: what is between them is the block's, and the rest the person's. */
function isWhole(text: string): boolean {
	const marks = text.split('\n').filter(isMark);
	return (
		marks.every((mark, at) => mark === (at % 2 === 0 ? marks[at] : marks[at - 1]?.replaceAll('>>>', '<<<'))) &&
		marks.length % 2 === 0
	);
}

/** Checks a refused sync: nothing was written, and the line of a damaged block is a mark or follows one. */
function assertRefused(failure: Failure, before: string, after: string, what: string): void {
	assert.is(after, before, what);
	assert.ok(['config-block-damaged', 'config-not-editable'].includes(failure.code), `${what}: ${failure.message}`);
	if (failure.code !== 'config-block-damaged') return;
	const line = Number(/\(line (\d+)\)$/.exec(failure.message)?.[1]);
	const lines = before.split('\n');
	const isFollower = failure.message.includes('below its end line');
	assert.ok(isFollower || /ssoenv sync \S+ [<>]{3}$/.test(lines[line - 1] ?? ''), `${what}: ${failure.message}`);
}

test(`${EDITS} edits by hand between runs lose no line outside the blocks (seed ${SEED})`, async () => {
	const scene = syncScene(TWO, directory());
	const counts = { synced: 0, refused: 0 };
	await scene.sync({ 'sso-session': 'corp', yes: true });
	await scene.sync({ 'sso-session': 'sync-corp', yes: true });
	for (let round = 0; round < EDITS; round += 1) {
		const sound = scene.text();
		const edit = oneOf(EDITS_BY_HAND);
		await scene.edit((text) => edit(text.split('\n')).join('\n')).catch(() => undefined);
		const before = scene.text();
		if (random(3) === 0) scene.become(directory());
		const options = { ...oneOf(OPTIONS), 'sso-session': oneOf(['corp', 'sync-corp']), refresh: true, yes: true };
		const what = `round ${round}, ${JSON.stringify(options)}`;
		scene.said();
		const failure = await scene.sync(options).then(
			() => undefined,
			(error: unknown) => error,
		);
		const after = scene.text();
		if (failure instanceof Failure) {
			counts.refused += 1;
			assertRefused(failure, before, after, what);
			await scene.edit(() => sound);
			continue;
		}
		if (failure !== undefined) throw failure;
		counts.synced += 1;
		if (isWhole(before)) assertKept(ownOf(before), after.split('\n'), scene.said().join('\n'), what);
		// What has lost its marks is the person's now, and would grow without end.
		if (after.length > 30_000) await scene.edit(() => sound);
	}
	assert.ok(counts.synced > EDITS / 3 && counts.refused > EDITS / 20, JSON.stringify(counts));
});

test.run();
