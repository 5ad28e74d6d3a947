/**
 * Edits many sections of a config file at once. Each section is edited alone, so that a thousand edits take as long as
 * one pass over the file.
 */
import { configLines, textOf } from '../config/lines.ts';
import { namedSection } from '../config/shared-config.ts';
import { type ChangedSettings, type NewSettings, withSection } from './section-edit.ts';
import { pieceBetween, type UndoPiece } from './undo-patch.ts';

export interface SectionChanges {
	/** Changes to existing profiles, by name. */
	readonly profiles: ReadonlyMap<string, ChangedSettings>;
	/** sso-sessions to add at the end, by name. */
	readonly newSessions: ReadonlyMap<string, NewSettings>;
}

export interface ChangedText {
	readonly text: string;
	readonly pieces: readonly UndoPiece[];
}

/**
 * Splits a text into sections, each with the name of its profile if it has one. The first is the text before the first
 * header.
 */
function sectionsOf(text: string): readonly { readonly text: string; readonly profile: string | undefined }[] {
	const lines = configLines(text);
	const starts = lines.flatMap((line, at) => (line.kind === 'header' ? [at] : []));
	return [0, ...starts].map((start, index) => {
		const line = lines[start];
		const named = index > 0 && line?.kind === 'header' ? namedSection(line.header) : undefined;
		const profile = named?.kind === 'profile' ? named.name : undefined;
		return { text: textOf(lines.slice(start, index === 0 ? starts[0] : starts[index])), profile };
	});
}

/** Returns the names of the profiles in this text, and also undefined if the text has other sections. */
export const profileNamesIn = (text: string): ReadonlySet<string | undefined> =>
	new Set(sectionsOf(text).map(({ profile }) => profile));

/**
 * Applies the changes, and returns the new text with the pieces that undo them.
 * @throws Failure `config-not-editable`
 */
export function withSections(text: string, { profiles, newSessions }: SectionChanges): ChangedText {
	const sections = sectionsOf(text);
	// If several sections have the same name, the last one counts.
	const lastIndexes = new Map(sections.map(({ profile }, index) => [profile, index]));
	const pieces: UndoPiece[] = [];
	let changed = '';
	for (const [index, { text: section, profile }] of sections.entries()) {
		const settings = profile !== undefined && lastIndexes.get(profile) === index ? profiles.get(profile) : undefined;
		const after =
			settings === undefined || profile === undefined
				? section
				: withSection(section, { kind: 'profile', name: profile }, settings);
		if (after !== section) pieces.push(pieceBetween(section, after, changed.length));
		changed += after;
	}
	let edited = changed;
	for (const [name, settings] of newSessions) edited = withSection(edited, { kind: 'sso-session', name }, settings);
	if (edited !== changed) pieces.push({ at: changed.length, before: '', after: edited.slice(changed.length) });
	return { text: edited, pieces };
}
