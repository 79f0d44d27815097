import type {
  BillingMode,
  CreateTableCommandInput,
  DynamoDBClient,
  GlobalSecondaryIndex,
} from "@aws-sdk/client-dynamodb";
import { testkitError } from "./testkit-error.ts";

/** The settings of any AWS client that talks to a local endpoint, without the endpoint. */
export const localClientSettings = {
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
} as const;

/** The endpoint that the integration tests' global set-up started. */
export function dynamoDbLocalEndpoint(env: NodeJS.ProcessEnv = process.env): string {
  const endpoint = env.DYNAMODB_LOCAL_ENDPOINT;
  if (!endpoint) {
    throw testkitError(
      "DYNAMODB_LOCAL_ENDPOINT_MISSING",
      "expected the address of DynamoDB Local in DYNAMODB_LOCAL_ENDPOINT; it is empty",
      { hint: "Run integration tests from the root: `pnpm test:integration`." },
    );
  }
  return endpoint;
}

/** A key attribute as `name:type`, the type being S, N or B; for example `pk:S`. */
export type KeyText = `${string}:${"S" | "N" | "B"}`;

/** What a table for a test looks like. */
export interface TestTableOptions {
  /** Default a random name. */
  readonly name?: string;
  /** Partition key and, if any, sort key; default `["pk:S"]`. */
  readonly keys?: readonly [KeyText, KeyText?];
  /** Provisioned write units a second; without it the table is on demand. */
  readonly writeUnits?: number;
  /** Provisioned read units a second; default 1,000. */
  readonly readUnits?: number;
  /** Indexes by name: keys, and write units a second where they differ from the table's. */
  readonly globalIndexes?: Readonly<
    Record<string, { readonly keys: readonly [KeyText, KeyText?]; readonly writeUnits?: number }>
  >;
}

/** A table that exists. */
export interface TestTable {
  readonly name: string;
  /** Deletes it. */
  delete(): Promise<void>;
}

/**
 * Creates a table of its own for a test.
 *
 * @example
 * const table = await createTestTable(client, { keys: ["pk:S", "sk:N"], writeUnits: 25 });
 * await table.delete();
 */
export async function createTestTable(
  client: DynamoDBClient,
  options: TestTableOptions = {},
): Promise<TestTable> {
  // Loaded here so that unit tests, which import testkit for its clock, don't load the SDK.
  const { CreateTableCommand, DeleteTableCommand, waitUntilTableExists } = await import(
    "@aws-sdk/client-dynamodb"
  );
  const name = options.name ?? `test-${crypto.randomUUID()}`;
  await client.send(new CreateTableCommand(createTableInput(name, options)));
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: name });
  return {
    name,
    delete: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
    },
  };
}

function createTableInput(name: string, options: TestTableOptions): CreateTableCommandInput {
  const { keys = ["pk:S"], writeUnits, readUnits = 1_000, globalIndexes = {} } = options;
  const throughput = (units: number | undefined) =>
    units === undefined
      ? {}
      : { ProvisionedThroughput: { ReadCapacityUnits: readUnits, WriteCapacityUnits: units } };
  const indexes: GlobalSecondaryIndex[] = Object.entries(globalIndexes).map(
    ([indexName, index]) => ({
      IndexName: indexName,
      KeySchema: keySchema(index.keys),
      Projection: { ProjectionType: "ALL" },
      ...throughput(writeUnits === undefined ? undefined : (index.writeUnits ?? writeUnits)),
    }),
  );
  const billing: BillingMode = writeUnits === undefined ? "PAY_PER_REQUEST" : "PROVISIONED";
  const keyTexts = [keys, ...Object.values(globalIndexes).map((index) => index.keys)].flat();
  const attributes = new Map(keyTexts.filter((key) => key !== undefined).map(splitKey));
  return {
    TableName: name,
    KeySchema: keySchema(keys),
    AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    BillingMode: billing,
    ...throughput(writeUnits),
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  };
}

function keySchema([partition, sort]: readonly [KeyText, KeyText?]) {
  const hash = { AttributeName: splitKey(partition)[0], KeyType: "HASH" as const };
  if (sort === undefined) return [hash];
  return [hash, { AttributeName: splitKey(sort)[0], KeyType: "RANGE" as const }];
}

function splitKey(key: KeyText): [name: string, type: "S" | "N" | "B"] {
  const type = key.slice(key.lastIndexOf(":") + 1);
  if (type !== "S" && type !== "N" && type !== "B") {
    throw testkitError(
      "TEST_TABLE_KEY_INVALID",
      `expected name:S, name:N or name:B; came "${key}"`,
    );
  }
  return [key.slice(0, key.lastIndexOf(":")), type];
}
