import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startDetached, startLocalCloud, stopDetached } from "../../src/index.ts";
import { boto3 } from "../boto3.ts";
import { crashed } from "../crashed.ts";
import { eventually } from "../eventually.ts";
import { STREAM_PREAMBLE } from "./stream-preamble.ts";

let root: string;
let cloud: LocalCloud;

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "time-to-live-"));
  cloud = await startLocalCloud({ port: 17_266, stateDir: path.join(root, "memory") });
});

afterAll(async () => {
  await cloud.close();
  await stopDetached({ stateDir: path.join(root, "kept") });
  rmSync(root, { recursive: true });
});

const run = <T>(endpoint: string, text: string) => boto3<T>(endpoint, STREAM_PREAMBLE + text);

const FILL = `
indexed = {"AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("p", "q", "kind")],
    "GlobalSecondaryIndexes": [{"IndexName": "by-kind", "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}]}
arn = create("sessions", sort_key="q", **indexed)
dynamodb.update_time_to_live(TableName="sessions", TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
create("kept")
now = int(time.time())
def add(q, expires, table="sessions"):
    dynamodb.put_item(TableName=table, Item={"p": {"S": "a"}, "q": {"S": q}, "kind": {"S": "k"}, "expires": expires})
add("later", {"N": str(now + 3600)})
add("ancient", {"N": str(now - 6 * 365 * 24 * 3600)})
add("text", {"S": str(now - 10)})
add("none", {"NULL": True})
add("kept", {"N": str(now - 10)}, "kept")
for n in range(3):
    add(f"expired-{n}", {"N": str(now - 10)})
`;

const LOOK = `
arn = streams.list_streams(TableName="sessions")["Streams"][0]["StreamArn"]
removed = [record for record in records(arn) if record["eventName"] == "REMOVE"]
by_kind = dynamodb.query(TableName="sessions", IndexName="by-kind", KeyConditionExpression="kind = :k", ExpressionAttributeValues={":k": {"S": "k"}})
done({
    "removed": [[record["dynamodb"]["OldImage"]["q"]["S"], record.get("userIdentity")] for record in removed],
    "left": sorted(item["q"]["S"] for item in dynamodb.scan(TableName="sessions")["Items"]),
    "indexed": by_kind["Count"],
    "kept": dynamodb.scan(TableName="kept")["Count"],
    "ids": [record["eventID"] for record in records(arn)],
})`;

interface Seen {
  readonly removed: readonly (readonly [string, unknown])[];
  readonly ids: readonly string[];
}

/** What is there once three items have been deleted. */
const whenDeleted = (endpoint: string) =>
  eventually("the expired items are deleted", async () => {
    const seen = await run<Seen>(endpoint, LOOK);
    return seen.removed.length >= 3 ? seen : undefined;
  });

const SERVICE = { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" };
const AFTERWARDS = {
  removed: [0, 1, 2].map((n) => [`expired-${n}`, SERVICE]),
  left: ["ancient", "later", "none", "text"],
  indexed: 4,
  kept: 1,
};

describe("what has expired", () => {
  it("is deleted by the service, from indexes too, and nothing else is", async () => {
    await run(cloud.endpoint, FILL);
    expect(await whenDeleted(cloud.endpoint)).toMatchObject(AFTERWARDS);
  });

  it("is deleted by a caller as anything else", async () => {
    const seen = await run<unknown>(
      cloud.endpoint,
      `
arn = create("mixed")
put("mixed", "a", expires={"N": "1"})
delete("mixed", "a")
done(["userIdentity" in record for record in records(arn)])`,
    );
    expect(seen).toEqual([false, false]);
  });
});

describe("with --persist", () => {
  const options = () => ({
    port: 17_366,
    stateDir: path.join(root, "kept"),
    persist: path.join(root, "folder"),
  });

  it("streams and deletions are as they were after a crash, and numbers go on rising", async () => {
    const first = await startDetached(options());
    await run(first.endpoint, FILL);
    const before = await whenDeleted(first.endpoint);
    expect(before).toMatchObject(AFTERWARDS);
    crashed(first, options().stateDir);
    const second = await startDetached(options());
    expect(await run(second.endpoint, LOOK)).toEqual(before);
    const rising = await run<boolean>(
      second.endpoint,
      `
arn = streams.list_streams(TableName="sessions")["Streams"][0]["StreamArn"]
last = int(records(arn)[-1]["dynamodb"]["SequenceNumber"])
dynamodb.put_item(TableName="sessions", Item={"p": {"S": "a"}, "q": {"S": "after"}})
newest = records(arn)[-1]["dynamodb"]
done(newest["Keys"]["q"]["S"] == "after" and int(newest["SequenceNumber"]) > last)`,
    );
    expect(rising).toBe(true);
  });
});
