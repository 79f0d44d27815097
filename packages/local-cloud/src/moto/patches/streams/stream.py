"""A table's stream from when it is enabled until a day after it is disabled. A part of `table_streams`."""

import hashlib
import json
import os

from .shards import RETENTION_S, Shard

# DynamoDB closes a shard after about four hours, and goes on in a child of it. Tests don't wait so long.
SHARD_S = float(os.environ.get("SPILLWAY_STREAM_SHARD_SECONDS") or 4 * 3600)
NUMBERS_A_MICROSECOND = 1_000_000


class Stream:
    """Its sequence numbers rise across all shards, begin above those of the table's earlier streams, and leave gaps."""

    def __init__(self, arn, table_name, key_schema, view_type, shard_count, at):
        self.arn = arn
        self.label = arn.rsplit("/", 1)[-1]
        self.table_name = table_name
        self.key_schema = key_schema
        self.view_type = view_type
        self.created = at
        self.disabled = None
        self.number = int(at * 1_000_000) * NUMBERS_A_MICROSECOND
        self.opened = at
        self.shards = {}
        self.open = [self._open_shard(place, None, at) for place in range(shard_count)]

    def _next_number(self):
        self.number += 1
        return self.number

    def _open_shard(self, place, parent, at):
        digest = hashlib.md5(f"{self.arn} {place} {at}".encode()).hexdigest()
        id = f"shardId-{int(at * 1000):020d}-{digest[:8]}"
        self.shards[id] = Shard(id, parent, self._next_number(), at)
        return self.shards[id]

    def next_place(self, now, partition_key):
        """The shard of a key, and the number of the next record."""
        self.look(now)
        digest = hashlib.md5(json.dumps(partition_key).encode()).digest()
        place = int.from_bytes(digest[:8], "big") * len(self.open) >> 64
        return self.open[place], self._next_number()

    def look(self, now):
        """Does what time does to a stream: shards are closed and go on in children, and at last are gone.

        What it does depends on the time of the writes alone, so that with `--persist` it can be repeated.
        """
        while self.open and self.opened + SHARD_S <= now:
            self.opened += SHARD_S
            self.open = [self._turn(place, shard) for place, shard in enumerate(self.open)]
        for id in [shard.id for shard in self.shards.values() if shard.is_gone(now)]:
            del self.shards[id]

    def _turn(self, place, shard):
        shard.close(self._next_number(), self.opened)
        return self._open_shard(place, shard.id, self.opened)

    def disable(self, now):
        self.look(now)
        for shard in self.open:
            shard.close(self._next_number(), now)
        self.open = []
        self.disabled = now

    def is_gone(self, now):
        return self.disabled is not None and self.disabled < now - RETENTION_S

    def describe(self, shards, last):
        more = {} if last is None else {"LastEvaluatedShardId": last}
        return {
            "StreamArn": self.arn,
            "StreamLabel": self.label,
            "StreamStatus": "ENABLED" if self.disabled is None else "DISABLED",
            "StreamViewType": self.view_type,
            "CreationRequestDateTime": round(self.created, 3),
            "TableName": self.table_name,
            "KeySchema": self.key_schema,
            "Shards": [shard.to_json() for shard in shards],
            **more,
        }
