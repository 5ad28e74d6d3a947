// Asks STS who the caller is, with one client of the AWS SDK for .NET and its default chain of credentials, until it has
// used COUNT different access keys. Prints them as JSON with the number of calls. Usage: caller.dll COUNT
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

AWSCredentials credentials = DefaultAWSCredentialsIdentityResolver.GetCredentials();
using var client = new AmazonSecurityTokenServiceClient(credentials);
var keys = new List<string>();
int calls = 0;
while (keys.Count < int.Parse(args[0]))
{
    // The SDK gets its credentials twice for a request. Where they change in between, it signs with the new key and sends
    // the old session token. On a busy machine that can happen twice.
    for (int attempt = 1; ; attempt += 1)
    {
        try
        {
            await client.GetCallerIdentityAsync(new GetCallerIdentityRequest());
            break;
        }
        catch (AmazonSecurityTokenServiceException error) when (error.ErrorCode == "InvalidClientTokenId" && attempt < 3)
        {
        }
    }
    string key = (await credentials.GetCredentialsAsync()).AccessKey;
    if (!keys.Contains(key)) keys.Add(key);
    calls += 1;
    await Task.Delay(50);
}
Console.WriteLine($"{{\"keys\": [{string.Join(", ", keys.Select(key => $"\"{key}\""))}], \"calls\": {calls}}}");
