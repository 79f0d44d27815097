/** Python for scripts about streams: tables with one, and reading all of it. */
export const STREAM_PREAMBLE = `
from datetime import timedelta
dynamodb, streams = client("dynamodb"), client("dynamodbstreams")

def create(name, view="NEW_AND_OLD_IMAGES", sort_key=None, **more):
    """A table with the partition key p and a stream; the stream's ARN."""
    keys = [("p", "HASH")] + ([(sort_key, "RANGE")] if sort_key else [])
    request = {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key, _ in keys],
        "KeySchema": [{"AttributeName": key, "KeyType": kind} for key, kind in keys],
        "StreamSpecification": {"StreamEnabled": True, "StreamViewType": view},
        **more,
    }
    return dynamodb.create_table(**request)["TableDescription"]["LatestStreamArn"]

def describe(arn, **more):
    return streams.describe_stream(StreamArn=arn, **more)["StreamDescription"]

def iterator(arn, shard, kind="TRIM_HORIZON", **more):
    found = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType=kind, **more)
    return found["ShardIterator"]

def records_of(arn, shard):
    """All records of a shard, until an answer is empty or the last."""
    found, place = [], iterator(arn, shard)
    while place is not None:
        answer = streams.get_records(ShardIterator=place)
        if not answer["Records"]:
            break
        found += answer["Records"]
        place = answer.get("NextShardIterator")
    return found

def records(arn):
    """All records of a stream in order."""
    found = [record for shard in describe(arn)["Shards"] for record in records_of(arn, shard)]
    return sorted(found, key=lambda record: int(record["dynamodb"]["SequenceNumber"]))

def changes(arn):
    """What happened, in order, as name, key and new value of n."""
    return [
        [record["eventName"], record["dynamodb"]["Keys"]["p"]["S"], record["dynamodb"].get("NewImage", {}).get("n", {}).get("N")]
        for record in records(arn)
    ]

def put(table, p, **attributes):
    dynamodb.put_item(TableName=table, Item={"p": {"S": p}, **attributes})

def update(table, p, expression, **values):
    named = {":" + name: value for name, value in values.items()}
    more = {"ExpressionAttributeValues": named} if named else {}
    dynamodb.update_item(TableName=table, Key={"p": {"S": p}}, UpdateExpression=expression, **more)

def delete(table, p):
    dynamodb.delete_item(TableName=table, Key={"p": {"S": p}})
`;
