/** Provides what opening the console needs from AWS and from this machine, in one file that loads only for that. */
import type { ServiceAddress } from '../../core/profile/endpoints.ts';
import type { ConsolePorts } from '../../ports/console.ts';
import { signinToken } from '../aws/signin-token.ts';
import { writePage } from './private-page.ts';

type Options = Parameters<typeof signinToken>[1];

/**
 * @param optionsOf returns the options of a service at an address
 * @param folder of the pages
 */
export const consolePorts = (
	optionsOf: (address: ServiceAddress) => Promise<Options>,
	folder: () => string,
): ConsolePorts => ({
	signinToken: async (request) => signinToken(request, await optionsOf(request.address)),
	writePage: (html) => writePage(html, folder()),
});
