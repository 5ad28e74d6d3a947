/** What others have put into a block that `sync` wrote: an editor, or `aws configure set`. */
import { configLines } from '../config/lines.ts';
import { namedSection } from '../config/shared-config.ts';

export interface HandEdits {
	/** Settings that are new, or another than what was written: `output of profile "dev"`. */
	readonly settings: readonly string[];
	/** Headers of sections that were not written: `[profile other]`. */
	readonly sections: readonly string[];
	/** Comments that were not written. */
	readonly comments: readonly string[];
}

interface Body {
	/** By header and key, with the lines that continue a value. */
	readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
	readonly comments: ReadonlySet<string>;
}

function bodyOf(text: string): Body {
	const sections = new Map<string, Map<string, string>>();
	const comments = new Set<string>();
	let own = new Map<string, string>();
	let key = '';
	for (const line of configLines(text)) {
		if (line.kind === 'comment') comments.add(line.content);
		else if (line.kind === 'header') {
			own = sections.get(line.header) ?? new Map();
			sections.set(line.header, own);
		} else if (line.kind === 'key') {
			key = line.key;
			own.set(key, line.value);
		} else if (line.kind === 'continuation') own.set(key, `${own.get(key) ?? ''}\n${line.content}`);
	}
	return { sections, comments };
}

/** @param text of the block as it is @param written as `sync` wrote it */
export function handEdits(text: string, written: string): HandEdits {
	const [now, then] = [bodyOf(text), bodyOf(written)];
	const settings: string[] = [];
	const sections: string[] = [];
	for (const [header, own] of now.sections) {
		const known = then.sections.get(header);
		if (known === undefined) {
			sections.push(`[${header}]`);
			continue;
		}
		const name = namedSection(header)?.name ?? header;
		for (const [key, value] of own) if (known.get(key) !== value) settings.push(`${key} of profile "${name}"`);
	}
	return { settings, sections, comments: [...now.comments].filter((comment) => !then.comments.has(comment)) };
}
