import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type GetMetricData, targetOf } from "@spillway/aws";
import { capacityPricesOf, TABLE_RESOURCE } from "@spillway/capacity";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  lambdaContext,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import {
  capacityController,
  dynamodbDayStore,
  dynamodbScalingStore,
  dynamodbWatchStore,
} from "@spillway/throughput-scaling";
import type { Answer } from "../src/answer.ts";
import { createHandler } from "../src/handler.ts";
import { LearnedShapes } from "../src/learned-shapes.ts";
import { readScalerSettings } from "../src/settings.ts";
import type { Counts } from "../src/telling/count.ts";
import type { Notice } from "../src/telling/publish.ts";
import { StepLog } from "../src/telling/step-log.ts";

/** What CloudWatch knows: units and throttles of each of the last minutes, by `table` or `table/index`. */
export type Use = Record<string, { readonly writes: number; readonly throttled?: number }>;

/** A log line. */
export interface Line {
  readonly message: string;
  readonly [field: string]: unknown;
}

/** The function over DynamoDB Local, with tables of its own. */
export class LocalScaler {
  readonly client = new DynamoDBClient({
    endpoint: dynamoDbLocalEndpoint(),
    ...localClientSettings,
  });
  /** What CloudWatch knows; a test changes it. Undefined: it can't be asked. */
  use: Use | undefined = {};
  readonly offByTag = new Set<string>();
  readonly autoScaled = new Set<string>();
  readonly notices: Notice[] = [];
  readonly lines: Line[] = [];
  readonly counts: (readonly [resource: string, counts: Counts])[] = [];
  readonly failures: number[] = [];
  readonly #tables: TestTable[] = [];
  #state = "";

  async begin(): Promise<void> {
    const keys = ["pk:S", "sk:S"] as const;
    const state = await createTestTable(this.client, { keys });
    this.#tables.push(state);
    this.#state = state.name;
    // DynamoDB Local knows no tags.
    this.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== "ListTagsOfResourceCommand") return next(args);
          const { ResourceArn } = args.input as { ResourceArn: string };
          const isOff = this.offByTag.has(ResourceArn.split("/")[1] ?? "");
          const Tags = isOff ? [{ Key: "spillway:scaling", Value: "off" }] : [];
          return { response: {}, output: { Tags, $metadata: {} } };
        },
      { step: "initialize" },
    );
  }

  async end(): Promise<void> {
    for (const table of this.#tables) await table.delete();
    this.client.destroy();
  }

  /** A table with 5 units, and an index `byDay` with 5. */
  async table(writeUnits = 5): Promise<string> {
    const table = await createTestTable(this.client, {
      ...{ writeUnits, readUnits: 5 },
      globalIndexes: { byDay: { keys: ["day:S"], writeUnits: 5 } },
    });
    this.#tables.push(table);
    return table.name;
  }

  async onDemandTable(): Promise<string> {
    const table = await createTestTable(this.client);
    this.#tables.push(table);
    return table.name;
  }

  /** Write units of the table and of its index. */
  async units(table: string): Promise<[table: number, index: number]> {
    const { Table } = await this.client.send(new DescribeTableCommand({ TableName: table }));
    const index = Table?.GlobalSecondaryIndexes?.[0]?.ProvisionedThroughput;
    return [Table?.ProvisionedThroughput?.WriteCapacityUnits ?? 0, index?.WriteCapacityUnits ?? 0];
  }

  /** The function for some tables: what each invocation answers. Every call builds one anew. */
  function(scaled: readonly string[], env: Record<string, string> = {}) {
    const settings = readScalerSettings({
      ...{ AWS_REGION: "us-east-1", SCALING_STATE_TABLE: this.#state, METRIC_DELAY_SECONDS: "0" },
      ...{ DYNAMODB_SCALE_DOWN_DELAY_MINUTES: "0", ...env },
      SCALED_TABLES: JSON.stringify(Object.fromEntries(scaled.map((name) => [name, {}]))),
    });
    const { client } = this;
    const store = dynamodbScalingStore(client, this.#state);
    const write = (message: string, fields?: object) => this.lines.push({ message, ...fields });
    const logger = { debug() {}, info: write, warn: write, error: write };
    const handle = createHandler({
      ...{ settings, dynamodb: client, store, clock: systemClock },
      logger: logger as never,
      getMetricData: this.#getMetricData,
      target: targetOf(undefined, { region: "us-east-1" }, {}),
      controller: capacityController({
        ...{ client, store },
        scaling: (table) => settings.tables.get(table) ?? missing(table),
      }),
      watches: dynamodbWatchStore(client, this.#state),
      days: dynamodbDayStore(client, this.#state),
      prices: capacityPricesOf("us-east-1"),
      shapes: new LearnedShapes(this.#getMetricData),
      steps: new StepLog(logger as never, settings.tables),
      isAutoScaled: async (table) => this.autoScaled.has(table),
      publish: async (notice) => {
        this.notices.push(notice);
      },
      count: (table, resource, counts) => {
        if (Object.keys(counts).length > 0) this.counts.push([`${table}/${resource}`, counts]);
      },
      metrics: {
        addMetric: (name, _, value) => {
          if (name === "TablesFailed") this.failures.push(value);
          return {} as never;
        },
      },
    });
    return (event: unknown = {}, remainingMs = 30_000): Promise<Answer> =>
      handle(event, lambdaContext({ remainingMs }));
  }

  readonly #getMetricData: GetMetricData = async ({ MetricDataQueries, StartTime, EndTime }) => {
    const { use } = this;
    if (use === undefined) throw new Error("CloudWatch can't be reached");
    const minutes: Date[] = [];
    for (let at = StartTime.getTime(); at < EndTime.getTime(); at += 60_000) {
      minutes.push(new Date(at));
    }
    return {
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
        const of = new Map(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
        const index = of.get("GlobalSecondaryIndexName") ?? TABLE_RESOURCE;
        const used =
          use[index === "" ? (of.get("TableName") ?? "") : `${of.get("TableName")}/${index}`];
        const value =
          Metric.MetricName === "ConsumedWriteCapacityUnits"
            ? used?.writes
            : Metric.MetricName === "WriteThrottleEvents"
              ? used?.throttled
              : undefined;
        return value === undefined
          ? { Id }
          : { Id, Timestamps: minutes, Values: minutes.map(() => value) };
      }),
    };
  };
}

function missing(table: string): never {
  throw new Error(`${table} is not scaled`);
}
