/** Finds what a person, or `aws configure set`, added to a block that `sync` wrote. */
import { configLines } from '../config/lines.ts';
import { namedSection } from '../config/shared-config.ts';

export interface HandEdits {
	/** Settings that are new or changed: `output of profile "dev"`. */
	readonly settings: readonly string[];
	/** Headers of new sections: `[profile other]`. */
	readonly sections: readonly string[];
	/** New comments. */
	readonly comments: readonly string[];
}

export const NO_EDITS: HandEdits = { settings: [], sections: [], comments: [] };

interface Body {
	/** Values by header and key; each value includes its continuation lines. */
	readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
	readonly comments: ReadonlySet<string>;
}

function bodyOf(text: string): Body {
	const sections = new Map<string, Map<string, string>>();
	const comments = new Set<string>();
	let entries = new Map<string, string>();
	let key = '';
	for (const line of configLines(text)) {
		if (line.kind === 'comment') comments.add(line.content);
		else if (line.kind === 'header') {
			entries = sections.get(line.header) ?? new Map();
			sections.set(line.header, entries);
		} else if (line.kind === 'key') {
			key = line.key;
			entries.set(key, line.value);
		} else if (line.kind === 'continuation') entries.set(key, `${entries.get(key) ?? ''}\n${line.content}`);
	}
	return { sections, comments };
}

/**
 * Compares the body of a block with the body that `sync` wrote.
 * @param text the body now
 * @param written the body as `sync` wrote it
 */
export function findHandEdits(text: string, written: string): HandEdits {
	const [now, then] = [bodyOf(text), bodyOf(written)];
	const settings: string[] = [];
	const sections: string[] = [];
	for (const [header, entries] of now.sections) {
		const known = then.sections.get(header);
		if (known === undefined) {
			sections.push(`[${header}]`);
			continue;
		}
		const name = namedSection(header)?.name ?? header;
		for (const [key, value] of entries) if (known.get(key) !== value) settings.push(`${key} of profile "${name}"`);
	}
	return { settings, sections, comments: [...now.comments].filter((comment) => !then.comments.has(comment)) };
}
