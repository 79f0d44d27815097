"""Lets expressions have line breaks and tabs, as DynamoDB does. moto 5.2 fails at them in conditions, with a traceback and
500.
"""

import re

MODULE = "moto.dynamodb.responses"

EXPRESSIONS = ("ConditionExpression", "FilterExpression", "KeyConditionExpression", "ProjectionExpression")
SPACE = re.compile(r"\s+")


def patch(responses):
    call = responses.DynamoHandler.call_action

    def call_action(self):
        request = getattr(self, "params", {})
        actions = [action for one in request.get("TransactItems") or [] for action in one.values()]
        for part in (request, *actions):
            on_one_line(part)
        return call(self)

    responses.DynamoHandler.call_action = call_action


def on_one_line(part):
    for name in EXPRESSIONS:
        if isinstance(part.get(name), str):
            part[name] = SPACE.sub(" ", part[name])
