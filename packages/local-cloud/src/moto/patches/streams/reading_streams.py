"""The four operations of DynamoDB Streams, as its documentation has them. moto 5.2 knows no limits, no errors, no
pages and no end of a shard.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
"""

import json
import re
import time

from ..tables.whole_writes import LOCK
from . import shard_iterators
from .table_streams import streams_of

MODULE = "moto.dynamodbstreams.responses"

ITERATOR_S = 15 * 60
MAX_RECORDS = 1_000
MAX_PAGE = 100
TYPES = ("TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")


def patch(responses):
    from moto.core.exceptions import JsonRESTError

    def error(code, message):
        return JsonRESTError(f"com.amazonaws.dynamodb.v20120810#{code}", message)

    def invalid(message):
        return error("ValidationException", message)

    def required(asked, *names):
        for name in names:
            if not asked.get(name):
                raise invalid(
                    f"1 validation error detected: Value null at '{name[0].lower()}{name[1:]}'"
                    " failed to satisfy constraint: Member must not be null"
                )
        return [asked[name] for name in names]

    def limit_in(asked, most):
        limit = asked.get("Limit")
        if limit is None:
            return most
        if not isinstance(limit, int) or not 1 <= limit <= most:
            bound = f"less than or equal to {most}" if limit and limit > 0 else "greater than or equal to 1"
            raise invalid(
                f"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint:"
                f" Member must have value {bound}"
            )
        return limit

    def streams(handler, now):
        kept = streams_of(handler.backend.dynamodb)
        for arn in [arn for arn, stream in kept.items() if stream.is_gone(now)]:
            del kept[arn]
        return kept

    def found(handler, arn, now):
        stream = streams(handler, now).get(arn)
        if stream is None:
            raise error("ResourceNotFoundException", f"Requested resource not found: Stream: {arn} not found")
        stream.look(now)
        return stream

    def shard_of(stream, id, now):
        shard = stream.shards.get(id)
        if shard is None:
            where = f"Shard: {id} in Stream: {stream.arn}"
            raise error("ResourceNotFoundException", f"Requested resource not found: {where} not found")
        shard.trim(now)
        return shard

    def trimmed():
        message = "The operation attempted to read past the oldest stream record in a shard."
        return error("TrimmedDataAccessException", message)

    def describe_stream(handler, asked, now):
        [arn] = required(asked, "StreamArn")
        limit = limit_in(asked, MAX_PAGE)
        stream = found(handler, arn, now)
        shards = list(stream.shards.values())
        wanted = asked.get("ShardFilter") or {}
        if wanted.get("Type") == "CHILD_SHARDS":
            [parent] = required(wanted, "ShardId")
            shards = [shard for shard in shards if shard.parent == parent]
        elif wanted:
            raise invalid("ShardFilter: Type must be CHILD_SHARDS")
        start = asked.get("ExclusiveStartShardId")
        if start is not None:
            # Shards are listed in the order in which they were opened.
            after = stream.shards.get(start)
            shards = [shard for shard in shards if after is None or shard.starts > after.starts]
        page = shards[:limit]
        last = page[-1].id if len(shards) > limit else None
        return json.dumps({"StreamDescription": stream.describe(page, last)})

    def list_streams(handler, asked, now):
        limit, name = limit_in(asked, MAX_PAGE), asked.get("TableName")
        of_table = (name or "").split("/")[-1]
        all_arns = [arn for arn, stream in streams(handler, now).items() if not name or stream.table_name == of_table]
        start = asked.get("ExclusiveStartStreamArn")
        if start in all_arns:
            all_arns = all_arns[all_arns.index(start) + 1 :]
        elif start is not None:
            raise invalid(f"ExclusiveStartStreamArn: no stream {start}")
        kept = streams_of(handler.backend.dynamodb)
        listed = [
            {"StreamArn": arn, "TableName": kept[arn].table_name, "StreamLabel": kept[arn].label}
            for arn in all_arns[:limit]
        ]
        more = {"LastEvaluatedStreamArn": all_arns[limit - 1]} if len(all_arns) > limit else {}
        return json.dumps({"Streams": listed, **more})

    def get_shard_iterator(handler, asked, now):
        arn, shard_id, kind = required(asked, "StreamArn", "ShardId", "ShardIteratorType")
        if kind not in TYPES:
            raise invalid(
                f"1 validation error detected: Value '{kind}' at 'shardIteratorType' failed to satisfy constraint:"
                f" Member must satisfy enum value set: [{', '.join(TYPES)}]"
            )
        stream = found(handler, arn, now)
        shard = shard_of(stream, shard_id, now)
        if kind == "TRIM_HORIZON":
            number = 0
        elif kind == "LATEST":
            number = stream.number + 1
        else:
            [given] = required(asked, "SequenceNumber")
            if not re.fullmatch(r"\d{21,40}", given):
                raise invalid(f"SequenceNumber is not one of 21 to 40 digits: {given}")
            number = int(given)
            if number < shard.starts or number > (shard.ends or stream.number):
                raise invalid(f"SequenceNumber {given} is not in shard {shard_id}")
            if number <= shard.trimmed:
                raise trimmed()
            number += kind == "AFTER_SEQUENCE_NUMBER"
        return json.dumps({"ShardIterator": shard_iterators.written(arn, shard_id, number, now)})

    def get_records(handler, asked, now):
        [iterator] = required(asked, "ShardIterator")
        limit = limit_in(asked, MAX_RECORDS)
        try:
            arn, shard_id, number, at = shard_iterators.read(iterator)
        except (ValueError, TypeError):
            raise invalid("Invalid ShardIterator") from None
        if now - at > ITERATOR_S:
            raise error("ExpiredIteratorException", "The shard iterator is older than 15 minutes: get a new one")
        shard = shard_of(found(handler, arn, now), shard_id, now)
        if 0 < number <= shard.trimmed:
            raise trimmed()
        texts, after = shard.read(number, limit)
        answer = [b'{"Records":[', b",".join(texts), b"]"]
        if after is not None:
            following = shard_iterators.written(arn, shard_id, after, now)
            answer.append(b',"NextShardIterator":' + json.dumps(following).encode())
        return b"".join([*answer, b"}"])

    def answering(operation):
        def answered(self):
            asked = json.loads(self.body or "{}")
            with LOCK:
                answer = operation(self, asked, time.time())
            return answer, {"Content-Type": "application/x-amz-json-1.0"}

        return answered

    for operation in (describe_stream, list_streams, get_shard_iterator, get_records):
        getattr(responses.DynamoDBStreamsHandler, operation.__name__)
        setattr(responses.DynamoDBStreamsHandler, operation.__name__, answering(operation))
