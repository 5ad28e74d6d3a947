/** The page that the browser shows at the end: its text for each outcome, and nothing that could run or be fetched. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type LandingPage, landingPage, landingStyle } from '../../../src/core/sign-in/landing-page.ts';

const titles: Readonly<Record<LandingPage, string>> = {
	'signed-in': 'You are signed in',
	refused: 'You are not signed in',
	mismatch: 'This sign-in was ignored',
	failed: 'You are not signed in yet',
};

for (const kind of ['signed-in', 'refused', 'mismatch', 'failed'] as const) {
	test(`${kind}: the title and heading say so`, () => {
		const page = landingPage(kind);
		assert.match(page, `<title>${titles[kind]} · ssoenv</title>`);
		assert.match(page, `<h1>${titles[kind]}</h1>`);
		assert.match(page, `<main class="${kind}">`);
	});

	test(`${kind}: a complete document without scripts, external links or inline styles`, () => {
		const page = landingPage(kind);
		assert.match(page, /^<!doctype html>\n<html lang="en">[\s\S]*<\/html>\n$/);
		assert.not.match(page, /<script|<form|<img|<iframe|https?:|\son\w+=|\sstyle=|@import|url\(/i);
		assert.equal(page.match(/href="[^"]*"/g), ['href="data:,"']);
	});

	test(`${kind}: its style is byte for byte the one whose hash is allowed`, () => {
		const [, style] = /<style>([\s\S]*)<\/style>/.exec(landingPage(kind)) ?? [];
		assert.is(style, landingStyle);
	});
}

test('only a successful sign-in has the success mark', () => {
	for (const kind of ['refused', 'mismatch', 'failed'] as const) assert.not.match(landingPage(kind), '✓');
	assert.match(landingPage('signed-in'), '✓');
});

test.run();
