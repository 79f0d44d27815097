"""Reads AWS's managed policies one by one: moto 5.2 parses all 4 MB of them at once, and the 11 MB
that this takes stay with the process. They are read at the first request to IAM, in about 50 ms.
"""

import json
import re

MODULE = "moto.iam.models"

OPENING = re.compile(r'\s*[{,]?\s*"([^"]+)"\s*:\s*')


def entries(text):
    """Name and value of each member of a JSON object."""
    decoder = json.JSONDecoder()
    at = 0
    while opening := OPENING.match(text, at):
        value, at = decoder.raw_decode(text, opening.end())
        yield opening[1], value


def patch(models):
    text = models.aws_managed_policies_data
    policy_from = models.AWSManagedPolicy.from_data

    def init_aws_policies(self):
        return [
            policy_from(name, self.account_id, self.region_name, data)
            for name, data in entries(text)
        ]

    if not callable(models.IAMBackend._init_aws_policies):
        raise AttributeError("IAMBackend reads its policies otherwise")
    models.IAMBackend._init_aws_policies = init_aws_policies
