"""Prints the credentials that botocore gets for a profile, as JSON; with a second argument it caches them as the AWS CLI does.

Usage: botocore_credentials.py PROFILE [CACHE_FOLDER]
"""

import json
import sys

import botocore.session
from botocore.utils import JSONFileCache

session = botocore.session.Session(profile=sys.argv[1])
if len(sys.argv) > 2:
    provider = session.get_component("credential_provider").get_provider("sso")
    provider.cache = JSONFileCache(sys.argv[2])
credentials = session.get_credentials().get_frozen_credentials()
print(json.dumps({"accessKeyId": credentials.access_key, "secretAccessKey": credentials.secret_key, "sessionToken": credentials.token}))
