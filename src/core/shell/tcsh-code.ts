/** The code that changes the environment of tcsh. */

import { failures } from '../failure/failures.ts';
import { tcsh } from '../text/quoting.ts';

const UNSET = '-';

/** In the C locale, tcsh 6.24 loses bytes of an output that is longer than 4,096 bytes and not ASCII. */
const LONGEST = 4000;

/** An eval of a command's output drops line ends, so a value with one is refused. */
function set(name: string, value: string): string {
	if (/[\n\r]/.test(value)) throw failures.valueWithoutSafeForm({ variable: name, syntax: 'tcsh' });
	return `=${tcsh(value)}`;
}

/**
 * Formats a list of the values, then code without values that sets them. If the line is cut off, tcsh runs none of it:
 * the list or the quotes of the second `eval` have no end.
 */
function compound(statements: readonly string[], { all }: { readonly all: readonly string[] }): string {
	const values: string[] = [];
	const code = statements.map((statement, index) => {
		if (statement === UNSET) return `unsetenv ${all[index]}`;
		return `setenv ${all[index]} $_ssoenv_value[${values.push(statement.slice(1))}]:q`;
	});
	const list = values.join(' ');
	const unsafe = /[^ -~]/.test(list) && new TextEncoder().encode(list).length > LONGEST;
	if (unsafe) throw failures.valueWithoutSafeForm({ variable: 'a long value', syntax: 'tcsh' });
	return `set _ssoenv_value = ( ${list} ); eval '${[...code, 'unset _ssoenv_value'].join('; ')}'\n`;
}

export const tcshCode = {
	set,
	unset: (): string => UNSET,
	compound,
	failed: (status: number): string => `sh -c 'exit ${status}'\n`,
	apply: (command: string): string => `eval "\`${command}\`"`,
};
