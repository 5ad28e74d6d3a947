/** The port to the credential endpoint of `serve`: its server, its tokens, and the file that tells a program of it. */
import type { EndpointRequest } from '../core/exec/endpoint-request.ts';
import type { EndpointAnswer } from '../core/exec/served-credentials.ts';

export interface Endpoint {
	/** Returns a new token that nobody can guess. */
	readonly newToken: () => string;
	/** Compares two texts in a time that does not depend on where they differ. */
	readonly isSame: (a: string, b: string) => boolean;
	/**
	 * Serves on 127.0.0.1, and nowhere else, until this process ends. From then on SIGTERM ends it with status 143.
	 * Returns the port. Rejects with Failure `port-unusable`.
	 * @param port by default one that the system chooses
	 */
	readonly listen: (
		port: number | undefined,
		answer: (request: EndpointRequest, port: number) => Promise<EndpointAnswer>,
	) => Promise<number>;
	/**
	 * Throws if `writeEnvFile` would refuse the path: Failure `env-file-taken`, `file-unusable`, `folder-open`,
	 * `folder-foreign`.
	 */
	readonly checkEnvFile: (path: string) => void;
	/**
	 * Writes a file of mode 0600, and removes it when this process ends. Returns its absolute path. Throws as
	 * `checkEnvFile`.
	 */
	readonly writeEnvFile: (path: string, text: string) => string;
}
