"""The record that a change leaves in its table's stream. A part of `table_streams`.

It is text from the beginning: what happens to the item later can't change it, and reading it costs nothing.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
"""

import hashlib
import json
import time

from .attribute_values import item_size, plain_item, same_item

# In GetRecords; in Lambda's event both names begin with a small letter.
BY_TIME_TO_LIVE = {"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"}


def add_record(stream, table, old, new, identity=None):
    """Adds what a write did to an item, if it did anything.

    `old` and `new` are moto's items, None where there is none.
    """
    before = None if old is None else plain_item(old)
    after = None if new is None else plain_item(new)
    if before is not None and after is not None and same_item(before, after):
        return
    whole = after if before is None else before
    images = {"Keys": {name: whole[name] for name in table.table_key_attrs}}
    if after is not None and stream.view_type in ("NEW_IMAGE", "NEW_AND_OLD_IMAGES"):
        images["NewImage"] = after
    if before is not None and stream.view_type in ("OLD_IMAGE", "NEW_AND_OLD_IMAGES"):
        images["OldImage"] = before
    size = sum(map(item_size, images.values()))
    now = time.time()
    shard, number = stream.next_place(now, images["Keys"][table.hash_key_attr])
    record = {
        "eventID": hashlib.md5(f"{stream.arn} {number}".encode()).hexdigest(),
        "eventName": "INSERT" if before is None else "REMOVE" if after is None else "MODIFY",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": table.region_name,
        "dynamodb": {
            "ApproximateCreationDateTime": int(now),
            **images,
            "SequenceNumber": str(number),
            "SizeBytes": size,
            "StreamViewType": stream.view_type,
        },
    }
    if identity is not None:
        record["userIdentity"] = identity
    shard.append(number, now, size, json.dumps(record, separators=(",", ":")).encode())
