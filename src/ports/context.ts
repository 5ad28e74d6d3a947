/**
 * The ports: the only way for flows and commands to reach files, AWS, the terminal and the machine. src/context.ts
 * provides the real ones, tests their own.
 */
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

/** The ports that a function uses, such as `Ports<'files' | 'machine'>`. */
export type Ports<Name extends keyof Context> = Pick<Context, Name>;
