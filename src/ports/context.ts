/** The ports through which flows and commands reach the world. src/context.ts is the one place that provides them; tests provide their own. */
import type { Files } from './files.ts';
import type { Machine } from './machine.ts';
import type { Services } from './services.ts';
import type { Terminal } from './terminal.ts';

export interface Context {
	readonly terminal: Terminal;
	readonly files: Files;
	readonly services: Services;
	readonly machine: Machine;
}

/** Those ports that a function uses: `Ports<'files' | 'machine'>`. */
export type Ports<Name extends keyof Context> = Pick<Context, Name>;
