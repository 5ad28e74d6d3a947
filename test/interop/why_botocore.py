"""Prints what boto3 or the AWS CLI 1 takes in each environment of a list, as JSON.

Reads the list from stdin: objects of variables. Usage: why_botocore.py boto3|cli
"""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout


def session_of_boto3():
    import boto3

    return boto3.Session()._session


def session_of_cli():
    from awscli.clidriver import create_clidriver

    return create_clidriver().session


def region_of(session):
    return session.get_config_variable("region")


def taken(session_of):
    answer = {"key": None, "region": None, "problem": None}
    try:
        session = session_of()
        answer["region"] = region_of(session)
        credentials = session.get_credentials()
        answer["key"] = credentials and credentials.get_frozen_credentials().access_key
    except Exception as error:
        answer["problem"] = f"{type(error).__name__}: {error}"
    return answer


session_of = session_of_cli if sys.argv[1] == "cli" else session_of_boto3
own = {name: os.environ[name] for name in ("PATH", "PYENV_VERSION") if name in os.environ}
answers = []
for environment in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(own)
    os.environ.update(environment)
    words = io.StringIO()
    with redirect_stdout(words), redirect_stderr(words):
        answers.append(taken(session_of))
print(json.dumps(answers))
