/** The port to the file in which the runner of GitHub Actions takes variables for the steps that follow. */
export interface JobFile {
	/** Returns a word that nobody can guess. */
	readonly newDelimiter: () => string;
	/** Adds text at the end of a file that exists: all of it, or nothing. Throws Failure `file-unusable`. */
	readonly append: (path: string, text: string) => void;
}
