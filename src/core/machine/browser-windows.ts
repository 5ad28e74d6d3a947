/** Knows how to ask browsers for a window with cookies of its own. */

/** A private window, one that each role has for itself, or a container of Firefox. Each is an option of `console`. */
export type BrowserWindow = 'private' | 'own-window' | 'firefox-container';

interface BrowserFamily {
	/** The programs, the best known first: without a browser by name, the first that is installed is taken. */
	readonly programs: readonly string[];
	/** The flag for a private window. The page follows it. */
	readonly privateFlag: string;
	readonly isFirefox: boolean;
}

const FAMILIES: readonly BrowserFamily[] = [
	{
		programs: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'brave-browser', 'vivaldi'],
		privateFlag: '--incognito',
		isFirefox: false,
	},
	{ programs: ['microsoft-edge', 'microsoft-edge-stable', 'msedge'], privateFlag: '--inprivate', isFirefox: false },
	{ programs: ['firefox', 'firefox-esr', 'librewolf'], privateFlag: '--private-window', isFirefox: true },
];

/** Further names, such as those in the folders of macOS and Windows. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
	'google chrome': 'google-chrome',
	'google-chrome-beta': 'google-chrome',
	'microsoft edge': 'microsoft-edge',
	'vivaldi-stable': 'vivaldi',
	'brave browser': 'brave-browser',
	brave: 'brave-browser',
	chrome: 'google-chrome',
};

const opens = (family: BrowserFamily, window: BrowserWindow): boolean =>
	window === 'private' || family.isFirefox === (window === 'firefox-container');

/** Returns the programs that can open such a window. */
export const programsFor = (window: BrowserWindow): readonly string[] =>
	FAMILIES.filter((family) => opens(family, window)).flatMap(({ programs }) => programs);

/**
 * Returns the flags with which a program opens such a window; undefined if ssoenv does not know how it does.
 * @param program the name of its file
 * @param role a name without blanks and quotes
 */
export function windowFlags(program: string, window: BrowserWindow, role: string): readonly string[] | undefined {
	const given = program.toLowerCase().replace(/\.exe$/, '');
	const name = Object.hasOwn(OTHER_NAMES, given) ? (OTHER_NAMES[given] ?? '') : given;
	const family = FAMILIES.find(({ programs }) => programs.includes(name));
	if (family === undefined || !opens(family, window)) return undefined;
	if (window === 'private') return [family.privateFlag];
	// A profile of the browser has cookies of its own. The browser makes it if it is missing.
	if (window === 'own-window') return [`--profile-directory=ssoenv-${role}`, '--no-first-run', '--new-window'];
	return [];
}

/** Puts flags in front of the page in the command line of a browser. */
export function withFlags(line: string, flags: readonly string[]): string {
	const words = [...flags, '%s'].join(' ');
	return /(^|\s)%s(\s|$)/.test(line)
		? line.replace(/(^|\s)%s(?=\s|$)/, (_, blank: string) => blank + words)
		: `${line} ${words}`;
}

/**
 * Returns the address that opens a page in a container of Firefox: that of the extension "Open external links in a
 * container".
 * @param name of the container; the extension makes it if it is missing
 */
export const containerAddress = (name: string, isGuarded: boolean, url: string): string =>
	`ext+container:name=${encodeURIComponent(name)}&color=${isGuarded ? 'red' : 'blue'}&icon=briefcase&url=${encodeURIComponent(url)}`;
