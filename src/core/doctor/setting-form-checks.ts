/** Checks of how single settings are written: what one tool takes for the value, and another does not. */
import { bareValue } from '../profile/unfit-value.ts';
import type { Check } from './check.ts';
import {
	at,
	indentation,
	isKey,
	isPublicKey,
	keyAsWritten,
	owner,
	type PlacedFile,
	type PlacedKey,
	type PlacedLine,
	type PlacedSection,
	placedFiles,
	placeOfKey,
} from './config-lines.ts';
import type { Facts } from './facts.ts';
import { add, type Edit, type Finding, perlLines, type Step, write } from './finding.ts';

const named = (key: PlacedKey): string => `${key.content.key} of ${owner(key)} on ${at(key)}`;

/** Finds one thing in each setting of both files. */
const inKeys = (find: (key: PlacedKey) => Omit<Finding, 'place'> | undefined) => (facts: Facts) =>
	placedFiles(facts.config)
		.flatMap(({ lines }) => lines)
		.filter(isKey)
		.flatMap((key) => {
			const finding = find(key);
			return finding === undefined ? [] : [{ ...finding, place: placeOfKey(key) }];
		});

/** Writes a setting anew. The value of a key that may be a secret is not shown: then Perl changes the line. */
const rewritten = ({ path, line, content }: PlacedKey, value: string, code: string): Step =>
	isPublicKey(content.key)
		? write(path, line, `${content.key} = ${value}`)
		: perlLines(`${code} if $. == ${line}`, path);

const COMMENT = /\s([#;].*)$/s;

function inlineComment(key: PlacedKey): Omit<Finding, 'place'> | undefined {
	const { path, line, content } = key;
	const [, words] = COMMENT.exec(content.value) ?? [];
	// A program may have such arguments.
	if (words === undefined || content.key === 'credential_process') return undefined;
	const kept: readonly Edit[] = isPublicKey(content.key) ? [add(path, line, words)] : [];
	return {
		severity: 'problem',
		message: `${named(key)} has a comment behind its value`,
		why: 'for ssoenv, the AWS CLI and boto3 it is a part of the value; the SDKs for Go, Rust, Java and JavaScript drop it',
		steps: [...kept, rewritten(key, bareValue(content.value), 's/\\s[#;].*//')],
	};
}

function quoted(key: PlacedKey): Omit<Finding, 'place'> | undefined {
	const { content } = key;
	if (!/^(["']).*\1$/.test(content.value) || content.key === 'credential_process') return undefined;
	return {
		severity: 'problem',
		message: `${named(key)} has quotes around its value`,
		why: 'only the SDK for Go drops them; for the other tools they are a part of the value',
		steps: [rewritten(key, bareValue(content.value), 's/=\\s*(["\\x27])(.*)\\1/= $2/')],
	};
}

function colon(key: PlacedKey): Omit<Finding, 'place'> | undefined {
	const { content } = key;
	if (content.raw.charAt(content.raw.search(/[=:]/)) !== ':') return undefined;
	return {
		severity: 'hint',
		message: `${named(key)} has ":" in place of "="`,
		why: 'the SDKs for Rust and Java refuse the whole file, and the one for JavaScript ignores the line',
		steps: [rewritten(key, content.value, 's/:\\s*/ = /')],
	};
}

function upperCase(key: PlacedKey): Omit<Finding, 'place'> | undefined {
	const written = keyAsWritten(key.content);
	if (written === key.content.key) return undefined;
	return {
		severity: 'hint',
		message: `${named(key)} is written ${written}`,
		why: 'the SDKs for Java and JavaScript know the key only in lower case',
		steps: [rewritten(key, key.content.value, 's/^([^=:]+)/\\L$1/')],
	};
}

const inSections = (find: (section: PlacedSection, file: PlacedFile) => Finding | undefined) => (facts: Facts) =>
	placedFiles(facts.config).flatMap((file) =>
		file.sections.flatMap((section) => {
			const finding = find(section, file);
			return finding === undefined ? [] : [finding];
		}),
	);

const outdent = (path: string, first: number, last: number, indent: number): Step =>
	perlLines(`s/^\\s{1,${indent}}// if $. >= ${first} && $. <= ${last}`, path);

/** Settings that are indented from the first on: then they are no continuation. */
function indented({ header, lines }: PlacedSection, { path }: PlacedFile): Finding | undefined {
	const keys = lines.filter(isKey).filter((key) => indentation(key) > 0);
	const [first, last] = [keys[0], lines.at(-1)];
	if (first === undefined || last === undefined) return undefined;
	return {
		severity: 'hint',
		message: `settings of [${header}] are indented, from ${at(first)} on`,
		why: 'the SDKs for Rust and Java refuse the whole file',
		place: { path, line: first.line, key: first.content.key },
		steps: [outdent(path, first.line, last.line, Math.max(...keys.map(indentation)))],
	};
}

const SETTING = /^[\w.-]+\s*=/;

/** Settings that are indented below another one, which has a value of its own: they become a part of that value. */
function swallowed({ header, lines }: PlacedSection, { path }: PlacedFile): Finding | undefined {
	let open: PlacedKey | undefined;
	const lost: PlacedLine[] = [];
	for (const line of lines) {
		if (isKey(line)) open = line;
		const isLost = line.content.kind === 'continuation' && SETTING.test(line.content.content);
		if (isLost && open !== undefined && open.content.value !== '') lost.push(line);
	}
	const [first, last] = [lost[0], lost.at(-1)];
	if (first === undefined || last === undefined) return undefined;
	return {
		severity: 'problem',
		message: `settings of [${header}] are indented below another one, from ${at(first)} on`,
		why: 'they are a part of the value above for each tool but the SDKs for Go and JavaScript',
		place: { path, line: first.line },
		steps: [outdent(path, first.line, last.line, Math.max(...lost.map(indentation)))],
	};
}

/** A comment that is indented behind a setting. */
function indentedComment({ header, lines }: PlacedSection, { path }: PlacedFile): Finding | undefined {
	const firstKey = lines.findIndex(isKey);
	const found = lines.find(
		(line, index) => firstKey >= 0 && index > firstKey && line.content.kind === 'comment' && indentation(line) > 0,
	);
	if (found === undefined) return undefined;
	return {
		severity: 'hint',
		message: `the comment on ${at(found)}, in [${header}], is indented`,
		why: 'the SDKs for Rust and Java take it for a part of the value above',
		place: { path, line: found.line },
		steps: [perlLines(`s/^\\s+// if $. == ${found.line}`, path)],
	};
}

export const settingFormChecks: readonly Check[] = [
	{ id: 'inline-comment', group: 'tools', about: 'comments behind values', findings: inKeys(inlineComment) },
	{ id: 'quotes', group: 'tools', about: 'quotes around values', findings: inKeys(quoted) },
	{ id: 'colon', group: 'tools', about: '`:` in place of `=`', findings: inKeys(colon) },
	{ id: 'key-case', group: 'tools', about: 'keys that are not in lower case', findings: inKeys(upperCase) },
	{ id: 'indented-keys', group: 'tools', about: 'settings that are indented', findings: inSections(indented) },
	{
		id: 'swallowed-keys',
		group: 'tools',
		about: 'settings that are indented below another one',
		findings: inSections(swallowed),
	},
	{
		id: 'indented-comment',
		group: 'tools',
		about: 'comments that are indented',
		findings: inSections(indentedComment),
	},
];
