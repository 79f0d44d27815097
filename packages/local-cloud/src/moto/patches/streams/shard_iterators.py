"""Iterators say themselves where they are: nothing is kept of them. A part of `reading_streams`.

`<ARN of the stream>|1|<shard, number and time, in base64>`, as AWS's begin with the ARN too.
"""

import base64
import json


def written(arn, shard_id, number, now):
    place = json.dumps([shard_id, str(number), int(now * 1000)])
    return f"{arn}|1|{base64.b64encode(place.encode()).decode()}"


def read(iterator):
    """The ARN, the shard, the number and the time in seconds. Raises ValueError for what is none."""
    arn, version, place = iterator.split("|")
    shard_id, number, at_ms = json.loads(base64.b64decode(place, validate=True))
    if version != "1" or not isinstance(shard_id, str):
        raise ValueError("not an iterator")
    return arn, shard_id, int(number), int(at_ms) / 1000
