"""Lets a transaction that is sent again with its token act once, as an SDK does when it got no answer. moto 5.2 takes no
notice of the token, and does the transaction a second time.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

import hashlib
import json
import time

MODULE = "moto.dynamodb.responses"

KEPT_S = 10 * 60


def patch(responses):
    from moto.core.exceptions import JsonRESTError

    transact = responses.DynamoHandler.transact_write_items

    def transact_once(self):
        token = self.body.get("ClientRequestToken")
        if token is None:
            return transact(self)
        # Of the backend, so that it is kept with it.
        done = self.dynamodb_backend.__dict__.setdefault("transaction_tokens", {})
        forget(done, time.time() - KEPT_S)
        asked = hashlib.sha256(json.dumps(self.body["TransactItems"], sort_keys=True).encode()).hexdigest()
        if token not in done:
            answer = transact(self)
            # One that was cancelled did nothing, and may be tried again.
            done[token] = (time.time(), asked)
            return answer
        if done[token][1] != asked:
            raise JsonRESTError(
                "IdempotentParameterMismatchException",
                "Request with the same client token has different parameters",
            )
        return responses.DynamoResult({})

    responses.DynamoHandler.transact_write_items = transact_once


def forget(done, before):
    # They are in the order of their time.
    while done and next(iter(done.values()))[0] < before:
        del done[next(iter(done))]
