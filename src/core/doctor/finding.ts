/** What `doctor` finds, and the steps that mend it. */
import type { Shell } from '../shell/syntaxes.ts';
import { firstOnPathCommand, setCommand, unsetCommand } from '../shell/variable-commands.ts';
import { shellWord } from '../text/quoting.ts';

/** `problem`: ssoenv or the AWS CLI fails. `hint`: only other tools fail, or nothing does yet. */
export type Severity = 'problem' | 'hint';

/** A change of a file by hand. Lines count from 1. */
export type Edit =
	/** Replaces the line, or adds a line below it. */
	| { readonly kind: 'write' | 'add'; readonly path: string; readonly line: number; readonly text: string }
	| { readonly kind: 'remove'; readonly path: string; readonly line: number }
	/** Puts `#` before the lines. */
	| { readonly kind: 'comment'; readonly path: string; readonly line: number; readonly last: number };

export type Step =
	| Edit
	| { readonly kind: 'run'; readonly command: string }
	/** What only the person can decide or do. */
	| { readonly kind: 'advise'; readonly text: string };

/** A step that `--fix` does by itself, because it changes only what belongs to ssoenv, or a mode. */
export type SafeFix =
	| { readonly kind: 'mode'; readonly path: string; readonly mode: number }
	| { readonly kind: 'unlock'; readonly path: string }
	| { readonly kind: 'install'; readonly shell: Shell };

/** Where the finding is, as far as it is in a place. */
interface Place {
	readonly path?: string;
	readonly line?: number;
	readonly profile?: string;
	readonly session?: string;
	readonly key?: string;
	readonly variable?: string;
}

export interface Finding {
	readonly severity: Severity;
	/** One line that names the file, the line, the profile and the key. Never a secret. */
	readonly message: string;
	/** Why it matters: the tools that fail. Says nothing about this machine, so that a report may show it. */
	readonly why: string;
	readonly place: Place;
	readonly steps: readonly Step[];
	readonly fix?: SafeFix;
}

export const run = (command: string): Step => ({ kind: 'run', command });
export const advise = (text: string): Step => ({ kind: 'advise', text });
export const write = (path: string, line: number, text: string): Edit => ({ kind: 'write', path, line, text });
export const add = (path: string, line: number, text: string): Edit => ({ kind: 'add', path, line, text });
export const remove = (path: string, line: number): Edit => ({ kind: 'remove', path, line });
export const comment = (path: string, line: number, last = line): Edit => ({ kind: 'comment', path, line, last });

/** Sorts edits so that none of them moves the lines of the next: the last line of each file first. */
export const upwards = (edits: readonly Edit[]): readonly Edit[] => edits.toSorted((a, b) => b.line - a.line);

const rangeText = (line: number, last: number): string => (line === last ? `line ${line}` : `lines ${line} to ${last}`);

/** Formats a step for people. */
export function stepText(step: Step): string {
	if (step.kind === 'run') return step.command;
	if (step.kind === 'advise') return step.text;
	if (step.kind === 'remove') return `remove line ${step.line} of ${step.path}`;
	if (step.kind === 'comment') return `put # before ${rangeText(step.line, step.last)} of ${step.path}`;
	return step.kind === 'write'
		? `write ${step.text} on line ${step.line} of ${step.path}`
		: `add ${step.text} below line ${step.line} of ${step.path}`;
}

/**
 * Returns a command that runs Perl on each line of a file, in place: sed has no form for it that works on each system.
 * @param code one or more statements; `$.` is the number of the line
 */
export const perlLines = (code: string, path: string): Step => run(`perl -i -pe '${code}' -- ${shellWord(path)}`);

/** Returns a command that puts the lines of a file in another order, and drops those that are not listed. */
export function reorder(lines: readonly number[], path: string): Step {
	const ranges: [first: number, last: number][] = [];
	for (const at of lines.map((line) => line - 1)) {
		const current = ranges.at(-1);
		if (current !== undefined && current[1] === at - 1) current[1] = at;
		else ranges.push([at, at]);
	}
	const list = ranges.map(([first, last]) => (first === last ? String(first) : `${first}..${last}`)).join(',');
	return run(`perl -i -ne 's/\\n?\\z/\\n/; push @l, $_; print @l[${list}] if eof' -- ${shellWord(path)}`);
}

/** Steps that change a variable of the shell that runs ssoenv. */
export const unset = (shell: Shell | undefined, ...names: readonly string[]): Step => run(unsetCommand(shell, names));

export const set = (shell: Shell | undefined, name: string, value: string): Step => run(setCommand(shell, name, value));

export const setFirstOnPath = (shell: Shell | undefined, folder: string): Step =>
	run(firstOnPathCommand(shell, folder));
