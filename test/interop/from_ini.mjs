/**
 * Prints whom STS sees behind a profile of the AWS SDK for JavaScript, as JSON.
 * Usage: from_ini.mjs PROFILE [MFA_CODE]
 */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-provider-ini';

const [, , profile, code] = process.argv;
const credentials = fromIni({ profile, mfaCodeProvider: async () => code });
const { Arn } = await new STSClient({ region: 'eu-west-1', credentials }).send(new GetCallerIdentityCommand({}));
console.log(JSON.stringify({ Arn }));
