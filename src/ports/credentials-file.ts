/** The port to the credentials file that all AWS tools share. It is kept apart from the config file: no copy of it may stay. */
import type { Sections } from '../core/config/shared-config.ts';

export interface CredentialsFile {
	/** The absolute path as the person knows it. */
	readonly path: string;
	/** Returns the text as it is now; empty if there is no file. Throws Failure `file-unusable`. */
	readonly read: () => string;
	/** Returns when the file or its folder changed last, in epoch milliseconds, rounded up; 0 if there is no file. */
	readonly changedAt: () => number;
	/**
	 * Reads the file again under a lock, and replaces it atomically if `change` returns another text. It then has mode
	 * 0600, and there is no copy of the old one. Rejects with Failure `config-not-editable`, `file-unusable`, and with any
	 * error of `change`; the file is then unchanged.
	 * @param isMeant whether the AWS CLI reads the result as intended; if not, nothing is written
	 */
	readonly edit: (
		change: (text: string) => string,
		isMeant: (profiles: Sections) => boolean,
	) => Promise<CredentialsEdit>;
	/**
	 * The same for a change that only takes something out: also if the AWS CLI cannot read the file, because keys must
	 * not stay for that reason. A file in which nothing is left is removed.
	 */
	readonly takeOut: (change: (text: string) => string) => Promise<CredentialsEdit>;
}

export interface CredentialsEdit {
	readonly hasChanged: boolean;
	/** True if others could read the file until now. */
	readonly wasOpen: boolean;
}
