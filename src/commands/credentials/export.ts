/**
 * `ssoenv export`: prints credentials, as `aws configure export-credentials` does and as a `credential_process` must.
 */

import { failures } from '../../core/failure/failures.ts';
import { passedSettings } from '../../core/profile/passed-settings.ts';
import { refuseProfileCycle } from '../../core/profile/profile-chain.ts';
import { settingsName } from '../../core/profile/role-chain.ts';
import { activation, exportedCredentials, processDocument } from '../../core/shell/activation.ts';
import { type Format, formats, isAwsFormat } from '../../core/shell/syntaxes.ts';
import { printable } from '../../core/text/printable.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import { credentialsFor } from '../../flows/credentials/credentials-for.ts';
import { keptCredentials } from '../../flows/launcher/kept-credentials.ts';
import { profileToServe, roleToCarry } from '../../flows/profile/profile-for.ts';
import { isMfaCodeOnStdin } from '../../flows/profile/role-parameters.ts';
import type { Context, Ports } from '../../ports/context.ts';

interface ExportArguments {
	readonly profile: string | undefined;
	readonly format: Format | undefined;
	readonly 'mfa-code'?: string | undefined;
}

export async function run(args: ExportArguments, context: Context): Promise<void> {
	const { format = 'process' } = args;
	const isOnStdin = isMfaCodeOnStdin(args['mfa-code'], 'export');
	const role = await roleToCarry(args.profile, context, (name) => `ssoenv export ${argumentWord(name)}`);
	const { profile, loaded } = role;
	refuseProfileCycle(context.machine.env._AWS_CLI_PROFILE_CHAIN, profile.name);
	if (format === 'github') await refuseForJob(args.profile, context);
	const codes = async () => {
		const { mfaCodes } = await import('../../flows/credentials/mfa-codes.ts');
		return mfaCodes({ isRefused: true, isOnStdin }, context);
	};
	const credentials = await keptCredentials(role, {}, context, async () =>
		'credentials' in profile
			? profile.credentials
			: credentialsFor(profile, loaded, context, { mfaCodes: codes, asksAgain: format === 'process' }),
	);
	const passed = passedSettings(loaded.config, settingsName(profile));
	const exported = {
		credentials: exportedCredentials(credentials),
		process: processDocument(credentials),
		environment: activation(profile, credentials, context.machine.env, passed),
	};
	if (isAwsFormat(format)) return print(formats[format](exported), profile.name, context);
	const { furtherExport } = await import('../../flows/credentials/further-export.ts');
	const { stdout, finish } = await furtherExport(format, exported, { profile, loaded }, context);
	print(stdout, profile.name, context);
	finish();
}

/** The variables of a job are in a file. @throws Failure of `refuseUnlessKept` */
async function refuseForJob(name: string | undefined, context: Context): Promise<void> {
	const { profile, loaded } = await profileToServe(name, context);
	await (await import('../../flows/credentials/kept-files.ts')).refuseUnlessKept(profile, loaded, context);
}

/** @throws Failure `value-unprintable` */
function print(text: string, profile: string, context: Ports<'terminal'>): void {
	if (context.terminal.stdoutIsTerminal() && text.split('\n').some((line) => printable(line) !== line)) {
		throw failures.valueUnprintable({ profile });
	}
	context.terminal.stdout(text);
}
