/** The generated parts of the layer for powershell. */
import type { Block } from '../generated-parts.ts';

export const blocks: readonly Block[] = [];
