/** Returns a context with some members of some ports replaced. */
import type { Context } from '../../../src/ports/context.ts';

type Parts = { readonly [Port in keyof Context]?: Partial<Context[Port]> };

export const contextWith = (base: Context, parts: Parts): Context => ({
	terminal: { ...base.terminal, ...parts.terminal },
	files: { ...base.files, ...parts.files },
	services: { ...base.services, ...parts.services },
	machine: { ...base.machine, ...parts.machine },
});
