/** `ssoenv why`: says which credentials, region and profile each AWS tool takes in this environment, and from where. */

import { chooseActiveProfile } from '../../core/profile/sso-profile.ts';
import { asciiJson } from '../../core/text/json.ts';
import { answerFor } from '../../core/why/answer.ts';
import { answerText } from '../../core/why/answer-text.ts';
import { orOfDirectory } from '../../flows/directory/choice.ts';
import { shellInUse } from '../../flows/shell/shell-in-use.ts';
import type { Ports } from '../../ports/context.ts';

export async function run(
	args: { readonly json: boolean },
	context: Ports<'files' | 'machine' | 'terminal'>,
): Promise<void> {
	const { files, machine, terminal } = context;
	const here = { env: machine.env, shell: shellInUse(context) };
	const choice = await orOfDirectory(chooseActiveProfile(undefined, machine.env), context);
	const answer = answerFor(here, files.loadConfig().config.texts, choice);
	terminal.stdout(args.json ? `${asciiJson(answer, 2)}\n` : answerText(answer));
}
