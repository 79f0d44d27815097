import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../../src/index.ts";
import { boto3 } from "../boto3.ts";
import { STREAM_PREAMBLE } from "./stream-preamble.ts";

let stateDir: string;
let cloud: LocalCloud;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-streams-"));
  cloud = await startLocalCloud({ port: 16_966, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
});

afterAll(async () => {
  await cloud.close();
  expect(errors).toEqual([]);
  const log = readFileSync(path.join(stateDir, "moto.log"), "utf8");
  expect(log).not.toMatch(/moto stays as it is|Traceback/);
  rmSync(stateDir, { recursive: true });
});

const script = <T>(text: string) => boto3<T>(cloud.endpoint, STREAM_PREAMBLE + text);

describe("a record", () => {
  it("has the sizes of AWS's documented examples, its region, whole seconds and an id of its own", async () => {
    const seen = await script<{
      sizes: unknown;
      regions: string[];
      ids: string[];
      again: string[];
      numbers: string[];
      times: number[];
    }>(`
key = {"AttributeDefinitions": [{"AttributeName": "Id", "AttributeType": "N"}], "KeySchema": [{"AttributeName": "Id", "KeyType": "HASH"}]}
arn = create("documented", **key)
id = {"Id": {"N": "101"}}
dynamodb.put_item(TableName="documented", Item={**id, "Message": {"S": "New item!"}})
dynamodb.update_item(TableName="documented", Key=id, UpdateExpression="SET Message = :m", ExpressionAttributeValues={":m": {"S": "This item has changed"}})
dynamodb.delete_item(TableName="documented", Key=id)
dynamodb, streams = client("dynamodb", region_name="eu-west-1"), client("dynamodbstreams", region_name="eu-west-1")
elsewhere = create("elsewhere")
put("elsewhere", "a")
regions = [record["awsRegion"] for record in records(elsewhere)]
streams = client("dynamodbstreams")
found = records(arn)
done({
    "sizes": [[record["eventName"], record["dynamodb"]["SizeBytes"]] for record in found],
    "regions": regions + [found[0]["awsRegion"]],
    "ids": [record["eventID"] for record in found],
    "again": [record["eventID"] for record in records(arn)],
    "numbers": [record["dynamodb"]["SequenceNumber"] for record in found],
    "times": [record["dynamodb"]["ApproximateCreationDateTime"].microsecond for record in found],
})`);
    expect(seen.sizes).toEqual([
      ["INSERT", 26],
      ["MODIFY", 59],
      ["REMOVE", 38],
    ]);
    expect(seen.regions).toEqual(["eu-west-1", "us-east-1"]);
    expect(new Set(seen.ids).size).toBe(3);
    expect(seen.again).toEqual(seen.ids);
    expect(seen.numbers.every((number) => /^\d{21,40}$/.test(number))).toBe(true);
    expect(seen.times).toEqual([0, 0, 0]);
  });

  it.each([
    ["KEYS_ONLY", [[], [], []]],
    ["NEW_IMAGE", [["NewImage"], ["NewImage"], []]],
    ["OLD_IMAGE", [[], ["OldImage"], ["OldImage"]]],
    ["NEW_AND_OLD_IMAGES", [["NewImage"], ["NewImage", "OldImage"], ["OldImage"]]],
  ])("of %s has those images, and the table's keys", async (view, images) => {
    const seen = await script<{ images: string[][]; keys: unknown; view: string }>(`
arn = create("views-${view}", view="${view}", sort_key="q")
key = {"p": {"S": "a"}, "q": {"S": "b"}}
dynamodb.put_item(TableName="views-${view}", Item={**key, "n": {"N": "1"}})
dynamodb.put_item(TableName="views-${view}", Item={**key, "n": {"N": "2"}})
dynamodb.delete_item(TableName="views-${view}", Key=key)
found = [record["dynamodb"] for record in records(arn)]
done({
    "images": [sorted(name for name in record if name.endswith("Image")) for record in found],
    "keys": [record["Keys"] for record in found],
    "view": describe(arn)["StreamViewType"],
})`);
    const key = { p: { S: "a" }, q: { S: "b" } };
    expect(seen).toEqual({ images, keys: [key, key, key], view });
  });

  it("keeps its images as they were, whatever becomes of the item", async () => {
    const images = await script<unknown>(`
arn = create("images")
put("images", "a", s={"SS": ["x"]}, l={"L": [{"M": {"n": {"N": "1"}}}]}, b={"B": b"raw"})
update("images", "a", "ADD s :s SET l[0].n = :n", s={"SS": ["y"]}, n={"N": "2"})
update("images", "a", "REMOVE l, b DELETE s :s", s={"SS": ["x"]})
def texts(image):
    more = {"b": image["b"]["B"].decode()} if image and "b" in image else {}
    return image and {**image, **more, **({"s": sorted(image["s"]["SS"])} if "s" in image else {})}
done([[texts(record["dynamodb"].get(name)) for name in ("OldImage", "NewImage")] for record in records(arn)])`);
    const p = { S: "a" };
    const list = (n: string) => ({ L: [{ M: { n: { N: n } } }] });
    const first = { p, s: ["x"], l: list("1"), b: "raw" };
    const second = { p, s: ["x", "y"], l: list("2"), b: "raw" };
    expect(images).toEqual([
      [null, first],
      [first, second],
      [second, { p, s: ["y"] }],
    ]);
  });

  it("is not made by a write that changes nothing or fails", async () => {
    const seen = await script<unknown>(`
arn = create("quiet")
delete("quiet", "nobody")
put("quiet", "a", n={"N": "1"}, s={"SS": ["x", "y"]})
put("quiet", "a", n={"N": "1.0"}, s={"SS": ["y", "x"]})
update("quiet", "a", "SET n = :n", n={"N": "1"})
update("quiet", "a", "REMOVE nothing")
refused = [
    code_of(lambda: dynamodb.put_item(TableName="quiet", Item={"p": {"S": "a"}}, ConditionExpression="attribute_not_exists(p)")),
    code_of(lambda: update("quiet", "a", "SET m = :one, n = s + :one", one={"N": "1"})),
    code_of(lambda: update("quiet", "b", "SET n = nothing + :one", one={"N": "1"})),
]
update("quiet", "c", "SET n = :n", n={"N": "3"})
done({"changes": changes(arn), "refused": [code.split(":")[0] for code in refused], "items": dynamodb.scan(TableName="quiet")["Count"],
      "left": sorted(dynamodb.get_item(TableName="quiet", Key={"p": {"S": "a"}})["Item"])})`);
    expect(seen).toEqual({
      changes: [
        ["INSERT", "a", "1"],
        ["INSERT", "c", "3"],
      ],
      refused: ["ConditionalCheckFailedException", "ValidationException", "ValidationException"],
      items: 2,
      left: ["n", "p", "s"],
    });
  });

  it("is made of a transaction's writes in their order, and of none that was cancelled", async () => {
    const seen = await script<{
      changes: unknown;
      cancelled: string;
      items: string[];
      batch: unknown;
    }>(`
arn = create("transacted")
put("transacted", "old", n={"N": "1"})
def transact(*writes):
    dynamodb.transact_write_items(TransactItems=[{kind: {"TableName": "transacted", **write}} for kind, write in writes])
def key(p):
    return {"Key": {"p": {"S": p}}}
one = {"UpdateExpression": "SET n = :n", "ExpressionAttributeValues": {":n": {"N": "2"}}}
failing = ("ConditionCheck", {**key("old"), "ConditionExpression": "n = :x", "ExpressionAttributeValues": {":x": {"N": "9"}}})
writes = [("Put", {"Item": {"p": {"S": "z"}}}), ("Update", {**key("y"), **one}), ("Delete", key("old"))]
cancelled = code_of(lambda: transact(*writes[:2], ("Delete", key("gone")), ("Update", {**key("old"), **one, "ConditionExpression": "n = :n"})))
transact(*writes)
done({
    "changes": changes(arn),
    "cancelled": cancelled,
    "items": sorted(item["p"]["S"] for item in dynamodb.scan(TableName="transacted")["Items"]),
})`);
    expect(seen.cancelled).toContain("ConditionalCheckFailed");
    expect(seen.changes).toEqual([
      ["INSERT", "old", "1"],
      ["INSERT", "z", null],
      ["INSERT", "y", "2"],
      ["REMOVE", "old", null],
    ]);
    expect(seen.items).toEqual(["y", "z"]);
  });

  it("is made of each write of a batch, and of PartiQL", async () => {
    const seen = await script<unknown>(`
arn = create("batched")
requests = [{"PutRequest": {"Item": {"p": {"S": str(n)}, "n": {"N": str(n)}}}} for n in range(3)]
dynamodb.batch_write_item(RequestItems={"batched": requests})
dynamodb.batch_write_item(RequestItems={"batched": [{"DeleteRequest": {"Key": {"p": {"S": "1"}}}}]})
dynamodb.execute_statement(Statement="UPDATE batched SET n = ? WHERE p = ?", Parameters=[{"N": "7"}, {"S": "2"}])
done(changes(arn))`);
    expect(seen).toEqual([
      ["INSERT", "0", "0"],
      ["INSERT", "1", "1"],
      ["INSERT", "2", "2"],
      ["REMOVE", "1", null],
      ["MODIFY", "2", "7"],
    ]);
  });

  it("is there once for each of many updates at the same time, each from where the last one ended", async () => {
    const seen = await script<{ images: [number, number][]; last: string }>(`
from concurrent.futures import ThreadPoolExecutor
arn = create("counted")
put("counted", "a", n={"N": "0"})
with ThreadPoolExecutor(8) as pool:
    list(pool.map(lambda _: update("counted", "a", "SET n = n + :one", one={"N": "1"}), range(200)))
found = [record["dynamodb"] for record in records(arn)][1:]
done({
    "images": [[int(record[name]["n"]["N"]) for name in ("OldImage", "NewImage")] for record in found],
    "last": dynamodb.get_item(TableName="counted", Key={"p": {"S": "a"}})["Item"]["n"]["N"],
})`);
    expect(seen.last).toBe("200");
    expect(seen.images).toEqual(Array.from({ length: 200 }, (_, n) => [n, n + 1]));
  });
});
