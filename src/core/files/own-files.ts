/** Tells the files that ssoenv makes in its own folders from those of anybody else, by their names and texts. */
import { DIRECTORY_MAGIC } from '../directory/directory-file.ts';
import { isCopy } from '../shell/role-copy.ts';

/** Paths are relative to ssoenv's cache folder. */
interface OwnKind {
	/** What such files are, as a list shows it. */
	readonly what: string;
	readonly path: RegExp;
	/** Whether a text is of ssoenv's make, where anybody may choose such a name. */
	readonly isOwnText?: (text: string) => boolean;
}

const kinds: readonly OwnKind[] = [
	{ what: 'copies of role credentials for shells', path: /^shell\/roles\/[^/]+$/, isOwnText: isCopy },
	{
		what: 'until when these copies are fresh',
		path: /^shell\/until\/[^/]+$/,
		isOwnText: (text) => /^\d+\n$/.test(text),
	},
	{
		what: 'roles that could not be fetched',
		path: /^shell\/failed\/[^/]+$/,
		isOwnText: (text) => /^\d+ \d+\n$/.test(text),
	},
	{
		what: 'allowed .ssoenv files',
		path: /^directories\/[^/]+$/,
		isOwnText: (text) => text.startsWith(`${DIRECTORY_MAGIC}\n`),
	},
	{ what: 'names of profiles for shells', path: /^shell\/(?:names|profiles)$/ },
	{ what: 'notes', path: /^notes\/[\da-f]{40}\.json$/ },
	{ what: 'what the last sync replaced', path: /^history\/[\da-f]{40}\.json$/ },
	{ what: 'lists of accounts and roles', path: /^discoveries\/[\da-f]{40}\.(?:whole|growing)\.jsonl$/ },
	{ what: 'locks', path: /^locks\/[\da-f]{40}\/(?:[1-9]\d*|\.\d+-[\da-z]+)$/ },
	{ what: 'files of exec --renew', path: /^exec\/run-\w{6}\/[^/]+$/ },
	{ what: 'compiled code', path: /^code\/[\da-f]{16}-v[\w.+-]+\.cjs(?:\.\d+)?$/ },
	{ what: 'pages for the browser', path: /^console\/[\da-f]{32}\.html$/ },
];

const FOLDER =
	/^(?:|shell|shell\/(?:roles|until|failed)|directories|notes|history|discoveries|locks|locks\/[\da-f]{40}|exec|exec\/run-\w{6}|code|console)$/;

/** The end of a temporary file that a killed process left: of `whole-file.ts`, and of the first release. */
const TEMPORARY = /\.ssoenv-[\da-f]{20}$|(?<=\/[\da-f]{40}\.json)\.\d+$/;

/** Whether ssoenv makes a folder of this name. @param path empty for the cache folder itself */
export const isOwnFolder = (path: string): boolean => FOLDER.test(path);

/** Whether a process keeps a note of itself in this folder while it needs the files there. */
export const isHeldFolder = (path: string): boolean => isOwnFolder(path) && /^(?:locks|exec)\/./.test(path);

/**
 * Returns what a file is; undefined if ssoenv did not make it.
 * @param textOf returns the text of the file; undefined if it cannot be read
 */
export function ownFileKind(path: string, textOf: () => string | undefined): string | undefined {
	const entry = path.replace(TEMPORARY, '');
	const kind = kinds.find((one) => one.path.test(entry));
	const isKnown = kind?.isOwnText === undefined || entry !== path || kind.isOwnText(textOf() ?? '');
	return isKnown ? kind?.what : undefined;
}
