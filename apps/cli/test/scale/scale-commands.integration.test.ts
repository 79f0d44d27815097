import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type CapacityProxy, startCapacityProxy } from "@spillway/capacity-proxy";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { dynamodbScalingStore } from "@spillway/throughput-scaling";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runHere } from "../run-here.ts";
import { scalingOutputs } from "./scaling-outputs.ts";
import { withMetrics } from "./with-metrics.ts";

let folder: string;
/** While it is set, time stands still at the table: what is UPDATING stays so. */
let standsAtMs: number | undefined;
let proxy: CapacityProxy;
let aws: Awaited<ReturnType<typeof withMetrics>>;
let client: DynamoDBClient;
/** Of the engine: a table that is UPDATING can't be deleted. */
let direct: DynamoDBClient;
let state: TestTable;
let table: TestTable;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scale-"));
  proxy = await startCapacityProxy({
    target: dynamoDbLocalEndpoint(),
    updatingSeconds: 0.1,
    decreaseRule: "four and one an hour",
    clock: { ...systemClock, now: () => standsAtMs ?? systemClock.now() },
  });
  // 12 units a second of each, and three writes of the index were throttled.
  aws = await withMetrics(proxy.url, ({ metric, dimensions }) => {
    if (metric === "ConsumedWriteCapacityUnits") return 720;
    const isOfIndex = dimensions.GlobalSecondaryIndexName !== undefined;
    return metric === "WriteThrottleEvents" && isOfIndex ? 3 : undefined;
  });
  client = new DynamoDBClient({ endpoint: proxy.url, ...localClientSettings });
  direct = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  state = await createTestTable(direct, { keys: ["pk:S", "sk:S"] });
});
beforeEach(async () => {
  table = await createTestTable(direct, {
    ...{ readUnits: 5, writeUnits: 5 },
    globalIndexes: { byEmail: { keys: ["email:S"] } },
  });
  const values = scalingOutputs(aws.url, state.name, {
    [table.name]: { arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${table.name}` },
  });
  await writeFile(join(folder, "outputs.json"), JSON.stringify(values));
});
afterEach(() => table.delete());
afterAll(async () => {
  await state.delete();
  client.destroy();
  direct.destroy();
  await aws.close();
  await proxy.close();
  await rm(folder, { recursive: true });
});

const scale = (...args: string[]) =>
  runHere(["scale", ...args, "--outputs", join(folder, "outputs.json")]);
const ofTable = (...args: string[]) => scale(...args, "--table", table.name);

/** Write units of the table, then of its index. */
async function writeUnits(): Promise<readonly unknown[]> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
  return [Table, ...(Table?.GlobalSecondaryIndexes ?? [])].map(
    (one) => one?.ProvisionedThroughput?.WriteCapacityUnits,
  );
}

describe("spillway scale", () => {
  it("raises table and indexes, brings them down, and keeps who did it", async () => {
    const up = await ofTable("up", "--write", "40");
    expect(up.stdout).toBe(
      `✔ ${table.name}: the table 5 → 40 write, index byEmail 5 → 40 write $1.09 more a day\n`,
    );
    expect(up.code).toBe(0);
    expect(await writeUnits()).toEqual([40, 40]);

    const again = await ofTable("up", "--write", "30");
    expect([again.code, again.stdout]).toEqual([
      0,
      `${table.name} has it already: nothing was changed\n`,
    ]);

    const down = await ofTable("down", "--index", "byEmail", "--json");
    expect(JSON.parse(down.stdout)).toMatchObject({
      table: table.name,
      changed: [{ by: "person", steps: [{ resource: "byEmail", from: 40, to: 5 }] }],
      ...{ refused: [], held: [] },
    });
    expect((await ofTable("down", "--write", "20", "--table-only")).code).toBe(0);
    expect(await writeUnits()).toEqual([20, 5]);

    const history = await ofTable("history");
    expect(history.stdout.replaceAll(table.name, "T")).toMatch(
      new RegExp(
        [
          "^.* UTC person T: the table 40 → 20 write \\$0.31 less a day; above the baseline (under )?\\$0.* so far",
          "  A person asked for 20 write units instead of 40.",
          ".* UTC person T: index byEmail 40 → 5 write \\$0.55 less a day",
          "  A person asked for 5 write units instead of 40.",
          ".* UTC person T: the table 5 → 40 write, index byEmail 5 → 40 write \\$1.09 more a day; above the baseline (under )?\\$0.* until the next change",
          "  A person asked for 40 write units instead of 5.\n$",
        ].join("\n"),
      ),
    );
    expect(JSON.parse((await scale("history", "--json", "--limit", "1")).stdout)).toHaveLength(1);
  });

  it("shows how each table and index stands", async () => {
    await ofTable("up", "--write", "40", "--table-only");
    await ofTable("down", "--write", "20");
    const { code, stdout } = await scale("status");
    const lines = stdout.replaceAll(table.name, "T").split("\n");
    expect(lines[0]).toBe("T ACTIVE use and throttles of the last 5 minutes");
    const columns = lines.slice(1, 4).map((line) => line.trim().split(/ {2,}/));
    expect(columns).toEqual([
      expect.arrayContaining(["write", "used", "throttled", "decreases left"]),
      ["the table", "20", "12 %", "5 … 50", "5", "0 %", "5 … 100", "0", "3"],
      ["index byEmail", "5", "48 %", "5 … 50", "5", "0 %", "5 … 100", "3", "4"],
    ]);
    expect(lines[4]).toMatch(/^\$0\.\d\d a day, of which \$0\.23 above the baseline; this use on/);
    expect(lines[5]).toMatch(
      /^last: .* person T: the table 40 → 20 write \$0\.31 less a day; above/,
    );
    expect(code).toBe(0);
    const [found] = JSON.parse((await ofTable("status", "--json")).stdout);
    expect(found).toMatchObject({ table: table.name, isUpdating: false, resources: [{}, {}] });
  });

  it("keeps within the bounds unless it is forced", async () => {
    const above = await ofTable("up", "--write", "51");
    expect(above.code).toBe(2);
    expect(above.stderr).toMatch(
      /^error: expected at most 50 write units for the table, the maximum that is set; came 51\n .*--force/,
    );
    const below = await ofTable("down", "--write", "1");
    expect(below.stderr).toContain("expected at least 5 write units");
    expect(await writeUnits()).toEqual([5, 5]);
    expect((await ofTable("up", "--factor", "40", "--force")).code).toBe(0);
    expect(await writeUnits()).toEqual([200, 200]);
  });

  it("says when decreases are used up, and when the next one can be made", async () => {
    await ofTable("up", "--write", "50", "--table-only");
    for (const write of [40, 30, 20, 10]) await ofTable("down", "--write", String(write));
    const { code, stdout } = await ofTable("down");
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^✖ .*: the table stays at 10 write\. No decrease is left\. The next one can be made at 2\d{3}-\d\d-\d\dT[\d:.]+Z\.\n$/,
    );
  });

  it("says what it did not ask for, where it does not wait", async () => {
    await ofTable("up", "--write", "40");
    standsAtMs = systemClock.now();
    const { code, stdout } = await ofTable("down", "--no-wait");
    standsAtMs = undefined;
    expect(code).toBe(1);
    expect(stdout.replaceAll(table.name, "T").split("\n").slice(0, 3)).toEqual([
      "✔ T: the table 40 → 5 write $0.55 less a day",
      "✖ T: index byEmail 40 → 5 write was not asked for",
      "… T: it is being updated: the change is in effect when it is ACTIVE",
    ]);
  });

  it("leaves a table to whoever changes it, and says until when", async () => {
    const store = dynamodbScalingStore(client, state.name);
    const untilMs = Date.now() + 60_000;
    await store.acquire({ table: table.name, owner: "another", untilMs }, Date.now());
    const { code, stdout } = await ofTable("up", "--write", "10", "--no-wait");
    expect(code).toBe(1);
    expect(stdout).toContain("another one is changing it: nothing was asked for, until 2");
    expect(await writeUnits()).toEqual([5, 5]);
  });

  it("takes a state table instead of an environment, and the bounds of wrapped clients", async () => {
    const { code, stderr } = await runHere([
      ...["scale", "up", "--state-table", state.name, "--table", table.name, "--read", "101"],
      ...["--endpoint", aws.url, "--region", "us-east-1"],
    ]);
    expect(stderr).toContain("expected at most 100 read units for the table");
    expect(code).toBe(2);
  });

  it.each([
    [["up"], 2, "came none of --write, --read and --factor"],
    [["up", "--write", "9", "--index", "byName"], 2, 'the table has no index "byName"'],
    [["up", "--factor", "1"], 2, "Expected a factor above 1"],
    [["up", "--factor", "2", "--write", "9"], 2, "cannot be used with option"],
  ])("says in one line what is wrong with %j", async (args, code, message) => {
    const ended = await ofTable(...args);
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
  });

  it("says which tables are scaled", async () => {
    const { code, stderr } = await scale("up", "--table", "users", "--write", "9");
    expect(stderr).toContain('table "users" is not scaled in environment local');
    expect(stderr).toContain(`Scaled: ${table.name}.`);
    expect(code).toBe(2);
  });
});
