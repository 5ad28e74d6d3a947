/** The generated parts of the layer for sh. */
import type { Block } from '../generated-parts.ts';

export const blocks: readonly Block[] = [];
