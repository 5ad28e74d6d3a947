/** Prints the credentials that the AWS SDK for JavaScript gets for a profile, as JSON. Usage: from_sso.mjs PROFILE */
import { fromSSO } from '@aws-sdk/credential-provider-sso';

const { accessKeyId, secretAccessKey, sessionToken } = await fromSSO({ profile: process.argv[2] })();
console.log(JSON.stringify({ accessKeyId, secretAccessKey, sessionToken }));
