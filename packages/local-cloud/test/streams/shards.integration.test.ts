import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../../src/index.ts";
import { motoPython } from "../../src/moto/moto-python.ts";
import { boto3 } from "../boto3.ts";
import { patchedMoto } from "./patched-moto.ts";
import { STREAM_PREAMBLE } from "./stream-preamble.ts";

let stateDir: string;
let cloud: LocalCloud;

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-shards-"));
  cloud = await startLocalCloud({ port: 17_066, stateDir });
});

afterAll(async () => {
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

const script = <T>(text: string) => boto3<T>(cloud.endpoint, STREAM_PREAMBLE + text);
const overTime = <T>(text: string) => patchedMoto<T>(motoPython(stateDir), text);

describe("a stream", () => {
  it("has as many shards as its table has partitions, and a key stays in one", async () => {
    const seen = await script<{
      shards: number[];
      used: number;
      ofKey: number;
      pages: string[][];
    }>(`
def provisioned(reads, writes):
    return {"BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": reads, "WriteCapacityUnits": writes}}
arn = create("many")
arns = [arn, create("one", **provisioned(5, 5)), create("written", **provisioned(1, 2500)), create("read", **provisioned(9001, 1))]
for n in range(40):
    put("many", str(n), n={"N": "1"})
for n in range(10):
    put("many", "same", n={"N": str(n)})
by_shard = [{record["dynamodb"]["Keys"]["p"]["S"] for record in records_of(arn, shard)} for shard in describe(arn)["Shards"]]
first = describe(arn, Limit=3)
rest = describe(arn, Limit=3, ExclusiveStartShardId=first["LastEvaluatedShardId"])
done({
    "shards": [len(describe(arn)["Shards"]) for arn in arns],
    "used": len([keys for keys in by_shard if keys]),
    "ofKey": len([keys for keys in by_shard if "same" in keys]),
    "pages": [[shard["ShardId"] for shard in page["Shards"]] for page in (first, rest, describe(arn))],
})`);
    expect(seen.shards).toEqual([4, 1, 3, 4]);
    expect(seen.used).toBe(4);
    expect(seen.ofKey).toBe(1);
    const [first, rest, all] = seen.pages;
    expect([...(first ?? []), ...(rest ?? [])]).toEqual(all);
    expect(rest).toHaveLength(1);
  });

  it("ends when it is disabled, can be read on, and is another when it is enabled again", async () => {
    const seen = await script<{
      status: string;
      old: unknown;
      last: unknown;
      changes: unknown[];
      listed: string[];
      labels: number;
      latest: boolean;
      rising: boolean;
      refused: string[];
    }>(`
arn = create("twice")
put("twice", "a", n={"N": "1"})
shard = next(shard for shard in describe(arn)["Shards"] if records_of(arn, shard))
open_end = streams.get_records(ShardIterator=iterator(arn, shard)).get("NextShardIterator") is not None
def enable(on):
    more = {"StreamViewType": "NEW_IMAGE"} if on else {}
    return dynamodb.update_table(TableName="twice", StreamSpecification={"StreamEnabled": on, **more})["TableDescription"]
refused = [code_of(lambda: enable(True))]
enable(False)
refused.append(code_of(lambda: enable(False)))
put("twice", "unseen")
status = describe(arn)["StreamStatus"]
old = [open_end, "NextShardIterator" in streams.get_records(ShardIterator=iterator(arn, shard))]
made = enable(True)
put("twice", "b", n={"N": "2"})
ends = [int(shard["SequenceNumberRange"]["EndingSequenceNumber"]) for shard in describe(arn)["Shards"]]
done({
    "status": status, "old": old,
    "last": "NextShardIterator" in streams.get_records(ShardIterator=iterator(arn, shard, "LATEST")),
    "changes": [changes(arn), changes(made["LatestStreamArn"])],
    "listed": [one["StreamArn"] for one in streams.list_streams(TableName="twice")["Streams"]] == [arn, made["LatestStreamArn"]],
    "labels": len({one["StreamLabel"] for one in streams.list_streams(TableName="twice")["Streams"]}),
    "latest": made["LatestStreamLabel"] == made["LatestStreamArn"].split("/")[-1],
    "rising": max(ends) < int(describe(made["LatestStreamArn"])["Shards"][0]["SequenceNumberRange"]["StartingSequenceNumber"]),
    "refused": refused,
})`);
    expect(seen).toEqual({
      status: "DISABLED",
      old: [true, false],
      last: false,
      changes: [[["INSERT", "a", "1"]], [["INSERT", "b", "2"]]],
      listed: true,
      labels: 2,
      latest: true,
      rising: true,
      refused: [
        "ValidationException: Table already has an enabled stream: TableName: twice",
        "ValidationException: Table already has a disabled stream: TableName: twice",
      ],
    });
  });

  it("outlives its table, for a day, and is not that of the next of its name", async () => {
    const seen = await overTime<unknown>(`
arn = create("gone")
put("gone", "a", n={"N": "1"})
dynamodb.delete_table(TableName="gone")
again = create("gone")
before = [describe(arn)["StreamStatus"], changes(arn), changes(again)]
later(hours=25)
done([*before, code_of(lambda: describe(arn)), [one["StreamArn"] == again for one in streams.list_streams()["Streams"]]])`);
    expect(seen).toEqual([
      "DISABLED",
      [["INSERT", "a", "1"]],
      [],
      expect.stringMatching(/^ResourceNotFoundException: .*Stream: arn:aws:dynamodb:.* not found$/),
      [true],
    ]);
  });

  it("closes its shards after hours, each with a child that goes on", async () => {
    const seen = await overTime<Record<string, unknown>>(`
arn = create("long")
put("long", "a", n={"N": "1"})
parents = describe(arn)["Shards"]
of_key = next(shard for shard in parents if records_of(arn, shard))
place = iterator(arn, of_key, "LATEST")
later(hours=4)
after = describe(arn)["Shards"]
put("long", "a", n={"N": "2"})
children = describe(arn, ShardFilter={"Type": "CHILD_SHARDS", "ShardId": of_key["ShardId"]})["Shards"]
done({
    "shards": [len(parents), len(after)],
    "closed": ["EndingSequenceNumber" in shard["SequenceNumberRange"] for shard in after],
    "parents": [shard["ParentShardId"] for shard in after[4:]] == [shard["ShardId"] for shard in parents],
    "expired": code_of(lambda: streams.get_records(ShardIterator=place)),
    "end": "NextShardIterator" in streams.get_records(ShardIterator=iterator(arn, of_key)),
    "child": [len(children), len(records_of(arn, children[0]))],
    "changes": changes(arn),
    "lost": (later(hours=21), [len(describe(arn)["Shards"]), changes(arn)])[1],
})`);
    expect(seen).toEqual({
      shards: [4, 8],
      closed: [true, true, true, true, false, false, false, false],
      parents: true,
      expired: expect.stringMatching(/^ExpiredIteratorException: /),
      end: false,
      child: [1, 1],
      changes: [
        ["INSERT", "a", "1"],
        ["MODIFY", "a", "2"],
      ],
      // Six turns later those that closed within the last day are there, with what is not a day old.
      lost: [28, [["MODIFY", "a", "2"]]],
    });
  });
});

describe("an iterator", () => {
  it("begins where it is told to, and goes on", async () => {
    const seen = await script<{ read: string[][]; codes: string[] }>(`
arn = create("iterated", BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5})
for n in range(5):
    put("iterated", str(n))
[shard] = describe(arn)["Shards"]
numbers = [record["dynamodb"]["SequenceNumber"] for record in records_of(arn, shard)]
def keys(place, **more):
    answer = streams.get_records(ShardIterator=place, **more)
    return [record["dynamodb"]["Keys"]["p"]["S"] for record in answer["Records"]], answer.get("NextShardIterator")
first, then = keys(iterator(arn, shard), Limit=2)
second, then = keys(then)
latest = iterator(arn, shard, "LATEST")
put("iterated", "new")
at = iterator(arn, shard, "AT_SEQUENCE_NUMBER", SequenceNumber=numbers[3])
after = iterator(arn, shard, "AFTER_SEQUENCE_NUMBER", SequenceNumber=numbers[3])
gone = {"ShardId": "shardId-00000000000000000000-00000000"}
raw = client("dynamodbstreams", config={"parameter_validation": False})
done({
    "read": [first, second, *[keys(place)[0] for place in (then, latest, at, after, then)]],
    "codes": [code_of(call) for call in (
        lambda: iterator(arn + "1", shard),
        lambda: iterator(arn, gone),
        lambda: iterator(arn, shard, "AT_SEQUENCE_NUMBER", SequenceNumber=str(int(numbers[4]) + 10**9)),
        lambda: raw.get_records(ShardIterator=latest, Limit=1001),
        lambda: raw.get_records(ShardIterator=latest, Limit=0),
        lambda: raw.get_records(ShardIterator="x"),
        lambda: raw.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="NEWEST"),
        lambda: raw.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="AT_SEQUENCE_NUMBER"),
    )],
})`);
    expect(seen.read).toEqual([
      ["0", "1"],
      ["2", "3", "4"],
      ["new"],
      ["new"],
      ["3", "4", "new"],
      ["4", "new"],
      ["new"],
    ]);
    expect(seen.codes.map((code) => code.split(":")[0])).toEqual([
      "ResourceNotFoundException",
      "ResourceNotFoundException",
      ...Array(6).fill("ValidationException"),
    ]);
  });

  it("is of no use after 15 minutes, nor for what was trimmed after a day", async () => {
    const seen = await overTime<unknown>(`
arn = create("old", BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5})
put("old", "a")
put("old", "b")
[shard] = describe(arn)["Shards"]
numbers = [record["dynamodb"]["SequenceNumber"] for record in records_of(arn, shard)]
place = iterator(arn, shard)
later(minutes=14, seconds=50)
held = len(streams.get_records(ShardIterator=place)["Records"])
later(seconds=20)
expired = code_of(lambda: streams.get_records(ShardIterator=place))
later(hours=23, minutes=40)
reading = iterator(arn, shard, "AT_SEQUENCE_NUMBER", SequenceNumber=numbers[0])
later(minutes=8)
def code(kind, number=numbers[0]):
    return (code_of(lambda: iterator(arn, shard, kind, SequenceNumber=number)) or "").split(":")[0]
done([
    held, expired.split(":")[0],
    code("AT_SEQUENCE_NUMBER"), code("AFTER_SEQUENCE_NUMBER"),
    code_of(lambda: streams.get_records(ShardIterator=reading)).split(":")[0],
    len(records_of(arn, shard)),
])`);
    const trimmed = "TrimmedDataAccessException";
    expect(seen).toEqual([2, "ExpiredIteratorException", trimmed, trimmed, trimmed, 0]);
  });

  it("takes at most 1,000 records and 1 MB at a time", async () => {
    const seen = await overTime<unknown>(`
provisioned = dict(BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5})
arn, large = create("small", **provisioned), create("large", **provisioned)
for n in range(41):
    requests = [{"PutRequest": {"Item": {"p": {"S": str(25 * n + m)}}}} for m in range(25)]
    dynamodb.batch_write_item(RequestItems={"small": requests})
for n in range(5):
    put("large", "a", text={"S": str(n) * 390000})
def sizes(arn):
    [shard] = describe(arn)["Shards"]
    place, found = iterator(arn, shard), []
    while not found or found[-1]:
        answer = streams.get_records(ShardIterator=place)
        place = answer["NextShardIterator"]
        found.append(len(answer["Records"]))
    return found
done([sizes(arn), sizes(large)])`);
    expect(seen).toEqual([
      [1_000, 25, 0],
      [1, 1, 1, 1, 1, 0],
    ]);
  });
});

describe("ListStreams", () => {
  it("gives streams by the page, of a region or a table", async () => {
    const seen = await overTime<unknown>(`
arns = [create(f"listed-{n}") for n in range(3)]
first = streams.list_streams(Limit=2)
rest = streams.list_streams(Limit=2, ExclusiveStartStreamArn=first["LastEvaluatedStreamArn"])
of_one = streams.list_streams(TableName="listed-1")["Streams"]
done([
    [one["StreamArn"] for one in first["Streams"] + rest["Streams"]] == arns,
    "LastEvaluatedStreamArn" in rest,
    [one["TableName"] for one in of_one],
])`);
    expect(seen).toEqual([true, false, ["listed-1"]]);
  });
});
