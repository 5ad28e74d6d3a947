// Prints what the AWS SDK for .NET takes in its environment, as JSON: its default chain of credentials, and its region.
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

string? key = null, problem = null, region = null;
try
{
    var credentials = new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(null);
    key = credentials.GetCredentials().AccessKey;
}
catch (Exception error)
{
    problem = $"{error.GetType().Name}: {error.Message}";
}
try
{
    region = FallbackRegionFactory.GetRegionEndpoint()?.SystemName;
}
catch (Exception error)
{
    problem ??= $"{error.GetType().Name}: {error.Message}";
}
Console.WriteLine(JsonSerializer.Serialize(new { key, region, problem }));
