/** Many sections of a config file changed at once: each is edited alone, so that a thousand cost no more than the file once. */
import { configLines, textOf } from '../config/lines.ts';
import { namedSection } from '../config/shared-config.ts';
import { type ChangedSettings, type NewSettings, withSection } from './edit.ts';
import { pieceBetween, type UndoPiece } from './undo-patch.ts';

export interface SectionChanges {
	/** Of profiles that are there, by name. */
	readonly profiles: ReadonlyMap<string, ChangedSettings>;
	/** To be added at the end. */
	readonly newSessions: ReadonlyMap<string, NewSettings>;
}

export interface ChangedText {
	readonly text: string;
	readonly pieces: readonly UndoPiece[];
}

/** The text from each header to the next, with the profile that it is of. */
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

/** Names of the profiles that have a section in this text. */
export const profileNamesIn = (text: string): ReadonlySet<string | undefined> =>
	new Set(sectionsOf(text).map(({ profile }) => profile));

/** @throws Failure `config-not-editable` */
export function withSections(text: string, { profiles, newSessions }: SectionChanges): ChangedText {
	const sections = sectionsOf(text);
	// Of several sections for one name the last counts.
	const places = new Map(sections.map(({ profile }, index) => [profile, index]));
	const pieces: UndoPiece[] = [];
	let changed = '';
	for (const [index, { text: section, profile }] of sections.entries()) {
		const settings = profile !== undefined && places.get(profile) === index ? profiles.get(profile) : undefined;
		const after =
			settings === undefined || profile === undefined
				? section
				: withSection(section, { kind: 'profile', name: profile }, settings);
		if (after !== section) pieces.push(pieceBetween(section, after, changed.length));
		changed += after;
	}
	let whole = changed;
	for (const [name, settings] of newSessions) whole = withSection(whole, { kind: 'sso-session', name }, settings);
	if (whole !== changed) pieces.push({ at: changed.length, before: '', after: whole.slice(changed.length) });
	return { text: whole, pieces };
}
