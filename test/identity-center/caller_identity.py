"""Prints whom STS sees behind a profile of boto3, as JSON, or the error of STS as `code: message`.

Usage: caller_identity.py PROFILE [MFA_CODE]
"""

import json
import sys

import boto3
import botocore.session
from botocore.exceptions import ClientError

session = botocore.session.Session(profile=sys.argv[1])
# Instead of the terminal, from which botocore reads the code.
session.get_component("credential_provider").get_provider("assume-role")._prompter = lambda _prompt: sys.argv[2]
try:
    identity = boto3.Session(botocore_session=session).client("sts").get_caller_identity()
    print(json.dumps({name: identity[name] for name in ("Account", "Arn", "UserId")}))
except ClientError as error:
    sys.exit("{Code}: {Message}".format(**error.response["Error"]))
