/** Reads the short names of accounts from a person's own file: lines such as `111111111111 = dev`. */
import { isAccountId } from '../aws/identifiers.ts';
import { syncFailures } from '../failure/edit-failures.ts';

interface NameLine {
	readonly accountId: string;
	readonly name: string;
	/** From 1. */
	readonly line: number;
}

/** Returns what is wrong with a line by itself. */
function problemOfLine(accountId: string, name: string | undefined): string | undefined {
	if (name === undefined) return 'it has no "="';
	if (!isAccountId(accountId)) return `"${accountId}" is not an account ID of 12 digits`;
	if (name === '') return 'it has no name';
	return /^\w[\w.@/-]*$/.test(name)
		? undefined
		: `the name "${name}" has other characters than letters, digits and -_.@/`;
}

function linesOf(text: string, path: string): readonly NameLine[] {
	const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
	return lines.flatMap((raw, at) => {
		const content = raw.replace(/(^|\s)#.*$/, '').trim();
		if (content === '') return [];
		const [accountId = '', name] = content.split(/=(.*)/s).map((part) => part.trim());
		const problem = problemOfLine(accountId, name);
		if (problem !== undefined) throw syncFailures.namesInvalid({ path, line: at + 1, problem });
		return [{ accountId, name: name ?? '', line: at + 1 }];
	});
}

/** Refuses two lines that are equal in `keyOf`. */
function refuseTwice(lines: readonly NameLine[], keyOf: (line: NameLine) => string, what: string, path: string): void {
	const first = new Map<string, number>();
	for (const line of lines) {
		const key = keyOf(line);
		const earlier = first.get(key.toLowerCase());
		if (earlier !== undefined) {
			const problem = `${what} ${key} is in line ${earlier}, too`;
			throw syncFailures.namesInvalid({ path, line: line.line, problem });
		}
		first.set(key.toLowerCase(), line.line);
	}
}

/**
 * Returns the short names by account ID. Two accounts may not share a name, in any case.
 * @param path for messages
 * @throws Failure `names-invalid`
 */
export function parseNamesFile(text: string, path: string): ReadonlyMap<string, string> {
	const lines = linesOf(text, path);
	refuseTwice(lines, ({ accountId }) => accountId, 'account', path);
	refuseTwice(lines, ({ name }) => name, 'the name', path);
	return new Map(lines.map(({ accountId, name }) => [accountId, name]));
}
