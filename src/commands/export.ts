/** `ssoenv export`: a drop-in for `aws configure export-credentials`, and a `credential_process`. */
import { activation, exportedCredentials, processDocument } from '../core/environment.ts';
import { failures } from '../core/failures.ts';
import { printable } from '../core/printable.ts';
import { refuseProfileCycle } from '../core/profile-chain.ts';
import { argumentWord } from '../core/quoting.ts';
import { type Format, formats } from '../core/syntaxes.ts';
import { credentialsFor } from '../flows/credentials-for.ts';
import { profileFor } from '../flows/profile-for.ts';
import type { Context } from '../ports.ts';

interface ExportArguments {
	readonly profile: string | undefined;
	readonly format: Format | undefined;
}

export async function run(args: ExportArguments, context: Context): Promise<void> {
	const { profile, loaded } = profileFor(args.profile, context, (name) => `ssoenv export ${argumentWord(name)}`);
	refuseProfileCycle(context.env._AWS_CLI_PROFILE_CHAIN, profile.name);
	const credentials = await credentialsFor(profile, loaded, context);
	const text = formats[args.format ?? 'process']({
		credentials: exportedCredentials(credentials),
		process: processDocument(credentials),
		environment: activation(profile, credentials, context.env),
	});
	if (context.stdoutIsTerminal() && text.split('\n').some((line) => printable(line) !== line)) {
		throw failures.valueUnprintable({ profile: profile.name });
	}
	context.stdout(text);
}
