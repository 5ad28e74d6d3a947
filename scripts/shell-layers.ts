/**
 * The parts of the shell layers that are made from tables in src/core/shell: variables, the record, messages. `npm run
 * fix` writes them, `npm run check` compares.
 */
import { writeBlocks } from './generated-parts.ts';
import { blocks as bash } from './shell-layers/bash.ts';
import { blocks as cmd } from './shell-layers/cmd.ts';
import { blocks as elvish } from './shell-layers/elvish.ts';
import { blocks as fish } from './shell-layers/fish.ts';
import { blocks as launcher } from './shell-layers/launcher.ts';
import { blocks as nushell } from './shell-layers/nushell.ts';
import { blocks as powershell } from './shell-layers/powershell.ts';
import { blocks as sh, sweepBlock, writeLayer as writeSh } from './shell-layers/sh.ts';
import { blocks as tcsh } from './shell-layers/tcsh.ts';
import { blocks as xonsh } from './shell-layers/xonsh.ts';
import { blocks as zsh } from './shell-layers/zsh.ts';

writeBlocks([
	...bash,
	...zsh,
	...fish,
	...sh,
	...powershell,
	...nushell,
	...elvish,
	...xonsh,
	...tcsh,
	...cmd,
	...launcher,
]);
writeBlocks([sweepBlock()]);
writeSh();
