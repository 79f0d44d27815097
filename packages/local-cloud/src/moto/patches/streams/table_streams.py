"""Gives each table its streams: one from when it is enabled, with a label of its own each time, kept for a day
after it or its table is gone. moto 5.2 has one list of records a table, which ends with it, and can't enable a
second time.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
"""

import math
import time
from datetime import datetime, timezone

from ..tables.whole_writes import LOCK, under_way
from .change_records import add_record
from .stream import Stream

MODULE = "moto.dynamodb.models"

ON_DEMAND_SHARDS = 4
WRITES_A_SHARD = 1_000
READS_A_SHARD = 3_000


def streams_of(backend):
    """The streams of a region by ARN, in the order in which they were made."""
    return backend.__dict__.setdefault("change_streams", {})


def shard_count(table):
    """As many as the table has partitions: a new one."""
    if table.billing_mode == "PAY_PER_REQUEST":
        return ON_DEMAND_SHARDS
    writes, reads = (int(table.throughput.get(name) or 0) for name in ("WriteCapacityUnits", "ReadCapacityUnits"))
    return max(1, math.ceil(max(writes / WRITES_A_SHARD, reads / READS_A_SHARD)))


def label_at(at):
    return datetime.fromtimestamp(at, timezone.utc).replace(tzinfo=None).isoformat(timespec="milliseconds")


def patch(models):
    from moto.dynamodb.exceptions import MockValidationException
    from moto.dynamodb.models.table import Table

    delete_table = models.DynamoDBBackend.delete_table

    def set_stream_specification(self, streams):
        backend = models.dynamodb_backends[self.account_id][self.region_name]
        now = time.time()
        stream = getattr(self, "change_stream", None)
        if not (streams and streams.get("StreamEnabled")):
            self.stream_specification = {"StreamEnabled": False}
            self.change_stream = None
            if stream is not None:
                stream.disable(now)
            return
        view_type = streams.get("StreamViewType")
        if view_type is None:
            raise MockValidationException(
                "One or more parameter values were invalid: StreamViewType is required where StreamEnabled is true"
            )
        kept = streams_of(backend)
        while (arn := f"{self.table_arn}/stream/{label_at(now)}") in kept:
            now += 0.001
        self.stream_specification = {"StreamEnabled": True, "StreamViewType": view_type}
        self.latest_stream_label = label_at(now)
        self.change_stream = kept[arn] = Stream(arn, self.name, self.schema, view_type, shard_count(self), now)

    def update_table_streams(self, table, specification):
        enabled = bool(specification.get("StreamEnabled"))
        if enabled == bool(table.stream_specification["StreamEnabled"]):
            state = "an enabled" if enabled else "a disabled"
            raise MockValidationException(f"Table already has {state} stream: TableName: {table.name}")
        with LOCK:
            table.set_stream_specification(specification)

    def deleted(self, name):
        with LOCK:
            table = delete_table(self, name)
            if getattr(table, "change_stream", None) is not None:
                table.change_stream.disable(time.time())
            return table

    def is_followed(self):
        return bool(under_way) or getattr(self, "change_stream", None) is not None

    def changed(self, old, new, identity=None):
        stream = getattr(self, "change_stream", None)
        if stream is not None:
            add_record(stream, self, old, new, identity)

    Table.set_stream_specification = set_stream_specification
    Table.is_followed = is_followed
    Table.changed = changed
    models.DynamoDBBackend.update_table_streams = update_table_streams
    models.DynamoDBBackend.delete_table = deleted
