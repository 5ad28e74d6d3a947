/** Tells what one line of a config or credentials file is for an AWS SDK. Each dialect is from the source of that SDK. */

/** The dialects but that of botocore, which lines.ts reads. */
export type SdkDialect = 'javascript' | 'go' | 'rust' | 'java' | 'dotnet';

/** What one line is in a dialect. */
export type Token =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'header'; readonly header: string }
	| { readonly kind: 'key'; readonly key: string; readonly value: string }
	/** A line that is a part of the value above it. */
	| { readonly kind: 'more'; readonly text: string }
	| { readonly kind: 'odd'; readonly what: string };

export interface LineRules {
	readonly lineEnd: RegExp;
	readonly token: (line: string) => Token;
	/** Whether a key before the first header makes the tool refuse the file. */
	readonly needsHeader: boolean;
	readonly refusesMark: boolean;
}

const NOTHING: Token = { kind: 'nothing' };
export const NO_DELIMITER = 'line without "="';

/** Splits at the first delimiter. A line without one, or with nothing before it, is odd. */
function keyToken(text: string, delimiters: RegExp): Token {
	const at = text.search(delimiters);
	if (at < 1) return { kind: 'odd', what: NO_DELIMITER };
	return { kind: 'key', key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

const folded = (token: Token): Token => (token.kind === 'key' ? { ...token, key: token.key.toLowerCase() } : token);
const lenient = (token: Token): Token => (token.kind === 'odd' ? NOTHING : token);

/** Returns the text without a comment that a blank precedes. */
const withoutComment = (text: string): string => text.replace(/[\t ][#;].*$/, '');

const unquoted = (text: string): string => /^"(.*)"$|^'(.*)'$/.exec(text)?.slice(1).find(Boolean) ?? text;

/** @smithy/core, shared-ini-file-loader/parseIni.js. It leaves out keys without a value, and what is indented below. */
function javascriptToken(): (line: string) => Token {
	let isInBlock = false;
	return (line) => {
		const text = (line.split(/(?:^|\s)[;#]/)[0] ?? '').trim();
		if (text.startsWith('[') && text.endsWith(']')) {
			isInBlock = false;
			return { kind: 'header', header: text.slice(1, -1) };
		}
		const token = lenient(keyToken(text, /=/));
		if (token.kind !== 'key') return token;
		if (token.value === '') isInBlock = true;
		else if (line.trimStart() === line) isInBlock = false;
		return isInBlock ? NOTHING : token;
	};
}

/** aws-sdk-go-v2, internal/ini/token.go and parse.go. It reads an indented key below a value as a key. */
function goToken(): (line: string) => Token {
	let isInBlock = false;
	return (line) => {
		if (/^\s*(?:[#;]|$)/.test(line)) return NOTHING;
		const header = /^\[(.*)\]$/.exec(line.replace(/[#;].*$/, '').trim())?.[1];
		if (header !== undefined) {
			isInBlock = false;
			return { kind: 'header', header: header.trim().replace(/^(\S+)\s+/, '$1 ') };
		}
		const isIndented = /^\s/.test(line);
		if (isIndented && isInBlock) return NOTHING;
		const token = lenient(folded(keyToken(withoutComment(line).trim(), /[=:]/)));
		if (token.kind !== 'key') return token;
		isInBlock = token.value === '';
		return { ...token, value: unquoted(token.value) };
	};
}

/** aws-runtime, env_config/parse.rs, and software.amazon.awssdk.profiles, ProfileFileReader.java: the same rules. */
function strictToken(line: string): Token {
	if (/^\s*$|^[#;]/.test(line)) return NOTHING;
	if (line.startsWith('[')) {
		const header = /^\[(.*)\]$/.exec(line.replace(/[#;].*$/, '').trim())?.[1];
		return header === undefined ? { kind: 'odd', what: 'header without "]" at its end' } : { kind: 'header', header };
	}
	if (/^\s/.test(line)) return { kind: 'more', text: line.trim() };
	return keyToken(withoutComment(line).trim(), /=/);
}

/** aws-sdk-net, Amazon.Runtime.Internal.Util, IniFile.cs: blanks at the start of a line mean nothing. */
function dotnetToken(line: string): Token {
	const text = line.trim();
	if (/^(?:[#;]|$)/.test(text)) return NOTHING;
	if (text.startsWith('[') && text.endsWith(']')) return { kind: 'header', header: text.slice(1, -1).trim() };
	return folded(keyToken(text, /=/));
}

/** The rules of each SDK. A new object for each file, because some rules depend on the lines before. */
export const rulesOf: Readonly<Record<SdkDialect, () => LineRules>> = {
	javascript: () => ({ lineEnd: /\r?\n/, token: javascriptToken(), needsHeader: false, refusesMark: false }),
	go: () => ({ lineEnd: /\r?\n/, token: goToken(), needsHeader: false, refusesMark: false }),
	rust: () => ({
		lineEnd: /\r?\n/,
		token: (line) => folded(strictToken(line)),
		needsHeader: true,
		refusesMark: true,
	}),
	java: () => ({ lineEnd: /\r\n|\r|\n/, token: strictToken, needsHeader: true, refusesMark: true }),
	dotnet: () => ({ lineEnd: /\r\n|\r|\n/, token: dotnetToken, needsHeader: false, refusesMark: false }),
};
