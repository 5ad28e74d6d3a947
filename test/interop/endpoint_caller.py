"""Asks STS who the caller is, with one client of boto3, until it has used COUNT different access keys.

Prints them as JSON with the number of calls. Usage: endpoint_caller.py COUNT
"""

import json
import sys
import time

import boto3

client = boto3.client("sts")
keys = []
calls = 0
client.meta.events.register(
    "before-send.sts",
    lambda request, **_: keys.append(request.headers["Authorization"].decode().split("Credential=")[1].split("/")[0]),
)
while len(set(keys)) < int(sys.argv[1]):
    client.get_caller_identity()
    calls += 1
    time.sleep(0.05)
print(json.dumps({"keys": list(dict.fromkeys(keys)), "calls": calls}))
