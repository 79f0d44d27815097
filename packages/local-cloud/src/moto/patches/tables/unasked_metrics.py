"""Tells what a request took, and of item collections, only to who asked. moto 5.2 always tells of updates, batches and
transactions, with figures that don't depend on the request.
"""

import functools

MODULE = "moto.dynamodb.responses"

TELLING = ("update_item", "batch_get_item", "batch_write_item", "transact_write_items")


def patch(responses):
    for name in TELLING:
        setattr(responses.DynamoHandler, name, telling_if_asked(getattr(responses.DynamoHandler, name)))


def telling_if_asked(operation):
    @functools.wraps(operation)
    def answered(self):
        answer = operation(self)
        if self.body.get("ReturnConsumedCapacity", "NONE") == "NONE":
            answer.result.pop("ConsumedCapacity", None)
        if self.body.get("ReturnItemCollectionMetrics", "NONE") == "NONE":
            answer.result.pop("ItemCollectionMetrics", None)
        return answer

    return answered
