/** The table of prompts, and the files that it names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { promptNames } from '../../../src/core/shell/prompt-names.ts';
import { linesOf, recipeFor, shellsOf } from '../../../src/core/shell/prompts.ts';
import { shellNames } from '../../../src/core/shell/syntaxes.ts';

const folder = new URL('../../../shell/prompts/', import.meta.url);

const recipes = promptNames.flatMap((name) =>
	shellNames.flatMap((shell) => {
		const recipe = recipeFor(name, shell);
		return recipe === undefined ? [] : [{ name, shell, recipe }];
	}),
);
const used = new Map(recipes.flatMap((row) => ('file' in row.recipe ? [[row.recipe.file, row]] : [])));

test('each prompt is one of a shell', () => {
	for (const name of promptNames) assert.ok(shellsOf(name, shellNames).length > 0, name);
	assert.equal(shellsOf('pure', shellNames), ['zsh', 'fish']);
});

test('each file belongs to a prompt', () => {
	assert.equal(readdirSync(folder).sort(), [...used.keys()].sort());
});

for (const [file, { recipe }] of used) {
	test(`${file} says in a comment where its lines go, and has some`, () => {
		assert.ok(existsSync(new URL(file, folder)));
		const text = readFileSync(new URL(file, folder), 'utf8');
		// JSON has no comments.
		if (!file.endsWith('.json')) assert.match(text, /^# .*\n(?:#.*\n)*\n/);
		if (recipe.kind === 'lines') assert.ok(linesOf(text).length > 0);
	});
}

test('the comment at the top is not among the lines, others are', () => {
	assert.is(linesOf('# where\n# it goes\n\n# why\nx\n\ny\n'), '# why\nx\n\ny');
	assert.is(linesOf('# where\r\n\r\nx\r\n'), 'x');
	assert.is(linesOf('x\n'), 'x');
});

test.run();
