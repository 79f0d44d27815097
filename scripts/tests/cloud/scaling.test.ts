import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  dynamodbScalingStore,
  dynamodbWatchStore,
  type ScalingLease,
  type ScalingState,
} from "@spillway/throughput-scaling";
import { describe, expect, it } from "vitest";
import { lookAt } from "../report-page.ts";
import { root, runScript } from "../run-script.ts";
import { throttleAlarm } from "./least-privilege/scaling-exercises.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, endpoint, outputs, scaling: shown } = sharedCloud();
const { function_name: functionName, state_table_name: stateTable } = outputs.scaling.value;
const options = {
  ...{ endpoint, region: "us-east-1" },
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};
const dynamodb = new DynamoDBClient(options);
const lambda = new LambdaClient(options);
const store = dynamodbScalingStore(dynamodb, stateTable);
const { base, max, factor, events, seen, table, touched } = shown;

/** What was changed of the write capacity of the table or an index, in its order. */
function changesOf(resource: string) {
  return events
    .filter(({ refused }) => refused === undefined)
    .flatMap(({ by, atMs, steps }) =>
      steps
        .filter((step) => step.resource === resource && step.access === "write")
        .filter(({ from, to }) => from !== to)
        .map(({ from, to }) => ({ by, atMs, from, to })),
    );
}

interface Throughput {
  readonly WriteCapacityUnits: number;
}

interface Description {
  readonly Table: {
    readonly TableStatus: string;
    readonly ProvisionedThroughput: Throughput;
    readonly GlobalSecondaryIndexes: readonly {
      readonly IndexName: string;
      readonly IndexStatus: string;
      readonly ProvisionedThroughput: Throughput;
    }[];
  };
}

async function describeTable(): Promise<Description["Table"]> {
  const { Table } = await aws<Description>(["dynamodb", "describe-table", "--table-name", table]);
  return Table;
}

const capacities = ({ ProvisionedThroughput, GlobalSecondaryIndexes }: Description["Table"]) =>
  [
    ProvisionedThroughput,
    ...GlobalSecondaryIndexes.map((index) => index.ProvisionedThroughput),
  ].map(({ WriteCapacityUnits }) => WriteCapacityUnits);

describe("a load of eight times what the table and its index have", () => {
  it("loses no write: every operation of the wrapped client succeeds", async () => {
    const { sent, succeeded, failed } = shown.written;
    expect(failed).toBe(0);
    // Under way when the process was killed is no more than what two seconds bring.
    expect(succeeded).toBeGreaterThanOrEqual(sent - 2 * shown.perSecond);
    expect(sent).toBeGreaterThan(5 * shown.perSecond);
    const { Count } = await aws<{ Count: number }>([
      ...["dynamodb", "scan", "--table-name", table, "--select", "COUNT", "--consistent-read"],
      ...["--filter-expression", "#run = :run", "--expression-attribute-names", '{"#run":"run"}'],
      ...["--expression-attribute-values", JSON.stringify({ ":run": { S: shown.run } })],
    ]);
    // What was under way when the process was killed may be there too.
    expect(Count).toBeGreaterThanOrEqual(shown.written.succeeded);
  });

  it.each(touched)("is throttled at first, and met by the fewest steps: %j", (resource) => {
    expect(shown.throttled[resource]).toBeGreaterThan(0);
    const raises = changesOf(resource).filter(({ from, to }) => to > from);
    const byClient = raises.filter(({ by }) => by === "client");
    expect(byClient.length).toBeGreaterThan(0);
    // Each by the whole factor, or to the cap: none twice, none smaller.
    for (const { from, to } of byClient) expect(to).toBe(Math.min(from * factor, max.write));
    expect(new Set(raises.map(({ from }) => from)).size).toBe(raises.length);
    const highest = raises.at(-1)?.to ?? base.write;
    expect(highest).toBeGreaterThanOrEqual(Math.min(shown.perSecond, max.write));
    // So many steps by the factor lead there, no more; a step of the function's by need may be larger.
    const fewest = Math.ceil(Math.log(highest / base.write) / Math.log(factor) - 1e-9);
    expect(raises.length).toBeLessThanOrEqual(fewest);
  });

  it("raises by its own need: the index that no write touches stays as it is", () => {
    expect(changesOf("byEmail")).toEqual([]);
    expect(new Set(seen.map(({ write }) => write.byEmail))).toEqual(new Set([base.write]));
  });

  it("comes back to its base by the function alone, after the writer was killed", () => {
    for (const resource of touched) {
      const lowered = changesOf(resource).filter(({ from, to }) => to < from);
      expect(lowered.at(-1)?.to).toBe(base.write);
      expect(new Set(lowered.map(({ by }) => by))).toEqual(new Set(["scaler"]));
      expect(lowered.every(({ atMs }) => atMs > shown.killedMs)).toBe(true);
    }
    const last = seen.at(-1)?.write ?? {};
    expect(Object.values(last)).toEqual(Object.keys(last).map(() => base.write));
  });

  it("is drawn as a picture that asks for nothing", async () => {
    const picture = pathToFileURL(join(root, ".spillway/reports/scaling.html")).href;
    const page = await lookAt(picture, 1_440, touched.length + 1);
    expect(page.consoleErrors).toEqual([]);
    expect(page.requests).toEqual([picture]);
    expect(page.scrollsSideways).toBe(false);
    expect(page.headline).toContain(`${shown.perSecond} writes a second`);
  });
});

describe("a capacity that somebody else has raised", () => {
  it("is left as it is by an apply, told of at the maximum, and brought down by the function", async () => {
    // Who has the lease is let finish: until it is given back the function changes nothing. A plan may take minutes.
    const lease = { table, owner: "scaling.test", untilMs: Date.now() + 1_800_000 };
    const { memory } = await takenLease(lease);
    const units = { ReadCapacityUnits: base.read, WriteCapacityUnits: max.write };
    await aws([
      ...["dynamodb", "update-table", "--table-name", table],
      ...["--provisioned-throughput", JSON.stringify(units)],
    ]);
    const raised = [max.write, base.write, base.write];
    await expect.poll(async () => capacities(await describeTable())).toEqual(raised);
    const Payload = JSON.stringify(throttleAlarm(table));
    await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
    const { told } = await dynamodbWatchStore(dynamodb, stateTable).read(table);
    expect(Object.keys(told)).toContain("at the maximum write ");
    const planned = await runScript("deploy.sh", "local", "--plan");
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stdout).toMatch(/No changes\. Your infrastructure matches the configuration\./);
    expect(capacities(await describeTable())).toEqual(raised);
    expect(await store.release(lease, { memory })).toBe(true);
    await expect
      .poll(async () => capacities(await describeTable()), { timeout: 300_000, interval: 1_000 })
      .toEqual([base.write, base.write, base.write]);
    expect((await store.history(table, 1))[0]).toMatchObject({ by: "scaler" });
  });
});

async function takenLease(lease: ScalingLease): Promise<ScalingState> {
  const taken = () => store.acquire(lease, Date.now());
  await expect.poll(taken).toBeDefined();
  return store.read(table);
}
