"""Resolves profile "p" of each config text with botocore, without network, and prints what it found as JSON.

Run by assume-role.test.ts, which puts the cases into `given`: a list of {"config", "credentials"}. Prints null without
botocore. Otherwise one object for each case:

  {"error": <exception class>}        botocore refused the profile, or an argument of AssumeRole
  {"crash": <exception class>}        it failed with an exception that is not one of its own
  {"none": true}                      no provider had credentials
  {"calls": [...], "first": ID}       the arguments of each AssumeRole, and the access key ID of the first credentials

The providers are botocore's own. Only what would leave the machine is replaced: the request of the STS client, and the
fetchers of Identity Center, web identity, aws login and credential_process, and the question for an MFA code.
"""

# ruff: noqa: F821 (`given` is defined by the test)
import importlib.util
import io
import os
import tempfile

STS_ANSWER = """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId><Arn>arn:aws:sts::333333333333:assumed-role/R/s</Arn></AssumedRoleUser>
<Credentials><AccessKeyId>ASIA%d</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>
<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>"""

FOREVER = '2099-01-01T00:00:00Z'


def cached(access_key):
    keys = {'AccessKeyId': access_key, 'SecretAccessKey': 's', 'SessionToken': 't'}
    return {'Credentials': {**keys, 'Expiration': FOREVER}}


class Body(io.BytesIO):
    def stream(self, **_):
        yield self.read()


def replace_the_outside(botocore):
    from botocore import credentials

    def login(self):
        profile = self._load_config()['profiles'].get(self._profile_name, {})
        return credentials.Credentials('LOGIN', 's', 't', method='login') if 'login_session' in profile else None

    credentials.SSOCredentialFetcher._get_credentials = lambda self: cached(
        f'SSO {self._account_id} {self._role_name}'
    )
    credentials.AssumeRoleWithWebIdentityCredentialFetcher._get_credentials = lambda self: cached('WEB')
    credentials.ProcessProvider._retrieve_credentials_using = lambda self, process: {
        'access_key': 'PROCESS',
        'secret_key': 's',
    }
    credentials.LoginProvider.load = login
    make_fetcher = credentials.AssumeRoleCredentialFetcher.__init__

    def without_a_terminal(self, *args, **kwargs):
        make_fetcher(self, *args, **{**kwargs, 'mfa_prompter': lambda prompt: '123456'})

    credentials.AssumeRoleCredentialFetcher.__init__ = without_a_terminal


def session_for_p(botocore, calls):
    """Returns a session whose STS clients check their arguments as always, but send nothing."""
    session = botocore.session.Session(profile='p')
    create_client = session.create_client

    def recording(service, **kwargs):
        client = create_client(service, **{**kwargs, 'region_name': 'us-east-1'})
        key = kwargs.get('aws_access_key_id')

        def note(params, **_):
            calls.append((key, dict(params)))

        def answer(request, **_):
            raw = Body((STS_ANSWER % len(calls)).encode())
            return botocore.awsrequest.AWSResponse(request.url, 200, {}, raw)

        client.meta.events.register('provide-client-params.sts.AssumeRole', note)
        client.meta.events.register('before-send.sts.AssumeRole', answer)
        return client

    session.create_client = recording
    return session


def result_of(botocore):
    calls = []
    try:
        found = session_for_p(botocore, calls).get_credentials()
        if found is None:
            return {'none': True}
        first = found.get_frozen_credentials().access_key
    except botocore.exceptions.BotoCoreError as error:
        return {'error': type(error).__name__}
    except Exception as error:
        return {'crash': type(error).__name__}
    for _, params in calls:
        if params['RoleSessionName'].startswith('botocore-session-'):
            del params['RoleSessionName']
        params.pop('TokenCode', None)
    return {'calls': [params for _, params in calls], 'first': calls[0][0] if calls else first}


def main():
    for name in [name for name in os.environ if name.startswith('AWS_')]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as home:
        config, credentials = os.path.join(home, 'config'), os.path.join(home, 'credentials')
        os.environ.update(
            HOME=home,
            AWS_CONFIG_FILE=config,
            AWS_SHARED_CREDENTIALS_FILE=credentials,
            AWS_ACCESS_KEY_ID='AKIAENV',
            AWS_SECRET_ACCESS_KEY='s',
            AWS_EC2_METADATA_DISABLED='true',
        )
        import botocore.awsrequest
        import botocore.exceptions
        import botocore.session

        replace_the_outside(botocore)
        results = []
        for case in given:
            for path, text in ((config, case['config']), (credentials, case['credentials'])):
                with open(path, 'w', encoding='utf-8') as file:
                    file.write(text)
            results.append(result_of(botocore))
        return results


print(json.dumps(main() if importlib.util.find_spec('botocore') else None))
