"""Regenerate botocore.json from config-texts.json with the installed botocore.

Usage:  python3 test/corpus/botocore.py

Needs Python 3 with `botocore` (pip install botocore==1.43.11). Takes no arguments, opens no
network connection, reads no configuration of the user: every text is written to a temporary
directory which is the home directory and holds the config and the credentials file of the run.
Prints the number of texts. The same versions give the same bytes; both are noted in the result.

Result, one object per text, in the order of config-texts.json:

  {"name", "refused": true, "error": <exception class>}     one of the two files is not readable
  {"name", "profiles", "profileOrder", "services", "ssoSessions"[, "sso"]}

profiles, services and ssoSessions are those of Session().full_config, i.e. after the merge of the
credentials file; a value is a string or a map of strings. profileOrder is the order in which
botocore lists the profiles. "sso" is there when any profile has a key that begins with "sso_" or
there is any sso-session; it has one entry per profile, as its SSO credential provider sees it:

  null                                the provider does not apply to this profile
  {"config": {...}}                   the complete configuration
  {"error": <message>}                refused with this message
  {"crash": <exception class>}        fails with an exception that is not one of botocore's own
"""

import base64
import json
import os
import platform
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def write(path, data):
    with open(path, 'wb') as file:
        file.write(data)


def sso_view(botocore, config, profile):
    def load():
        return config

    def no_client(*args, **kwargs):
        raise AssertionError('no client is needed to read a configuration')

    provider = botocore.credentials.SSOProvider(
        load_config=load,
        client_creator=no_client,
        profile_name=profile,
        cache={},
        token_cache={},
    )
    try:
        found = provider._load_sso_config()
    except botocore.exceptions.BotoCoreError as error:
        return {'error': str(error)}
    except Exception as error:  # a defect of botocore, worth knowing as such
        return {'crash': type(error).__name__}
    return None if found is None else {'config': found}


def result_of(botocore, text, home):
    config_file = os.path.join(home, 'config')
    credentials_file = os.path.join(home, 'credentials')
    for path in (config_file, credentials_file):
        if os.path.exists(path):
            os.remove(path)
    if 'configBase64' in text:
        write(config_file, base64.b64decode(text['configBase64'], validate=True))
    else:
        write(config_file, text['config'].encode('utf-8'))
    if 'credentials' in text:
        write(credentials_file, text['credentials'].encode('utf-8'))

    result = {'name': text['name']}
    try:
        full = botocore.session.Session().full_config
    except botocore.exceptions.BotoCoreError as error:
        result['refused'] = True
        result['error'] = type(error).__name__
        return result
    profiles = full['profiles']
    sessions = full['sso_sessions']
    result['profiles'] = profiles
    result['profileOrder'] = list(profiles)
    result['ssoSessions'] = sessions
    result['services'] = full['services']
    if sessions or any(
        key.startswith('sso_') for values in profiles.values() for key in values
    ):
        result['sso'] = {
            name: sso_view(botocore, full, name) for name in profiles
        }
    return result


def main():
    # The files are read in the encoding of the locale; make that UTF-8 wherever this runs.
    if not sys.flags.utf8_mode:
        os.execv(
            sys.executable,
            [sys.executable, '-X', 'utf8', os.path.abspath(__file__)],
        )

    with open(os.path.join(HERE, 'config-texts.json'), encoding='utf-8') as file:
        texts = json.load(file)
    names = [text['name'] for text in texts]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        sys.exit('names used more than once: ' + ', '.join(repeated))

    with tempfile.TemporaryDirectory() as home:
        os.environ.clear()
        os.environ['HOME'] = home
        os.environ['USERPROFILE'] = home
        os.environ['AWS_CONFIG_FILE'] = os.path.join(home, 'config')
        os.environ['AWS_SHARED_CREDENTIALS_FILE'] = os.path.join(
            home, 'credentials'
        )
        os.environ['AWS_EC2_METADATA_DISABLED'] = 'true'
        # Imported only now: botocore works out paths below the home directory when it is loaded.
        # This script bears the same name: its own directory must not be searched for it.
        here = os.path.realpath(HERE)
        sys.path[:] = [
            path for path in sys.path if os.path.realpath(path or '.') != here
        ]
        import botocore
        import botocore.credentials
        import botocore.exceptions
        import botocore.session

        results = [result_of(botocore, text, home) for text in texts]

    golden = {
        'botocore': botocore.__version__,
        'python': platform.python_version(),
        'results': results,
    }
    with open(
        os.path.join(HERE, 'botocore.json'), 'w', encoding='ascii', newline='\n'
    ) as file:
        json.dump(golden, file, indent='\t', sort_keys=True, ensure_ascii=True)
        file.write('\n')
    print(len(results))


if __name__ == '__main__':
    main()
