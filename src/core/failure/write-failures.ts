/** The failures of `write`, with exit statuses 2 and 3. */
import { argumentWord } from '../text/quoting.ts';
import { row } from './failure.ts';

interface Refused {
	readonly name: string;
	readonly path: string;
	/** The command line that writes the same role under another name. */
	readonly otherwise: string;
}

const remove = (name: string): string => `ssoenv write --remove ${argumentWord(name)}`;

export const writeFailures = {
	keepingForbidden: row('keeping-forbidden', 3, (f: { forbiddenBy: string; otherwise: string }) => ({
		message: `${f.forbiddenBy} forbids role credentials in files`,
		hints: [f.otherwise],
	})),

	sectionNameInvalid: row('section-name-invalid', 2, (f: { name: string; otherwise: string }) => ({
		message: `"${f.name}" cannot be the name of a profile with keys: AWS tools read it differently`,
		hints: [f.otherwise],
	})),

	sectionInConfig: row('section-in-config', 3, (f: Refused) => ({
		message: `profile "${f.name}" is in ${f.path}: some AWS tools would prefer keys of the same name, even after they have expired`,
		hints: [f.otherwise],
	})),

	sectionForeign: row('section-foreign', 3, (f: Refused) => ({
		message: `[${f.name}] in ${f.path} is not from ssoenv, so it stays as it is`,
		hints: [f.otherwise],
	})),

	sectionChanged: row('section-changed', 3, (f: Refused) => ({
		message: `[${f.name}] in ${f.path} has been changed since ssoenv wrote it, so it stays as it is`,
		hints: [`${remove(f.name)} takes out the keys and leaves the rest`, f.otherwise],
	})),

	sectionNotWritten: row(
		'section-not-written',
		3,
		(f: { name: string; path: string; isThere: boolean; written: readonly string[] }) => ({
			message: f.isThere
				? `[${f.name}] in ${f.path} is not from ssoenv, so it stays as it is`
				: `${f.path} has no [${f.name}]`,
			hints: f.written.map(remove),
		}),
	),
};
