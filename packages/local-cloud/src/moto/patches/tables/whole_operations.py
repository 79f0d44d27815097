"""Makes each operation on items one step for its readers too. moto's server has several threads, and moto 5.2 answers a
read from items that a write is in the middle of: of a transaction that is about to be cancelled, of an update half made,
of TransactGetItems' own reads with writes between them. A query fails where a partition comes or goes meanwhile, and what a
write replaced is read before the write begins. Here an operation waits for the one before it. Its answer is made into text
later: an item that a table has given out is never changed, see `whole_writes`.

The two batch operations promise this of each item only, on AWS as well: they take the lock an item at a time.
"""

import functools

from .whole_writes import LOCK

MODULE = "moto.dynamodb.responses"

WHOLE = (
    "get_item",
    "put_item",
    "update_item",
    "delete_item",
    "query",
    "scan",
    "transact_get_items",
    "transact_write_items",
    "describe_table",
)


def patch(responses):
    from moto.dynamodb.models import DynamoDBBackend as Backend

    Backend.get_item = alone(Backend.get_item)
    for name in WHOLE:
        setattr(responses.DynamoHandler, name, alone(getattr(responses.DynamoHandler, name)))


def alone(operation):
    @functools.wraps(operation)
    def answered(*more, **named):
        with LOCK:
            return operation(*more, **named)

    return answered
