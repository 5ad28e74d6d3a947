/** Does what `doctor --fix` may do by itself. */
import type { SafeFix } from '../../core/doctor/finding.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Context } from '../../ports/context.ts';
import type { Inspection } from '../../ports/inspection.ts';
import { renewBlock } from '../shell/rc-block.ts';

async function applied(fix: SafeFix, inspection: Inspection, context: Context): Promise<void> {
	if (fix.kind === 'mode') inspection.changeMode(fix.path, fix.mode);
	else if (fix.kind === 'unlock') inspection.removeLock(fix.path);
	else await renewBlock(fix.shell, await context.files.shellFiles(), context);
}

/** Does each fix, and tells which one failed. The others are done all the same. */
export async function applyFixes(fixes: readonly SafeFix[], context: Context): Promise<void> {
	const inspection = await context.machine.inspection();
	for (const fix of fixes) {
		try {
			await applied(fix, inspection, context);
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			context.terminal.say(error.message);
		}
	}
}
