import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LoadReport } from "@spillway/load";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  type FakeServices,
  fakeServices,
  localClientSettings,
  type TestTable,
  type TestTableOptions,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { runHere } from "../../run-here.ts";
import { scanTable } from "../../scan-table.ts";

/** Loads of several files, run in a folder of the test's own. */
export interface SeveralFiles {
  /** S3 in memory, and DynamoDB Local behind the same endpoint. */
  services(): FakeServices;
  /** The table is gone after the test. */
  newTable(options?: TestTableOptions): Promise<string>;
  /** Writes files into the test's folder, which is the working directory. */
  files(contents: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** Puts objects into `bucket`. */
  objects(contents: Readonly<Record<string, string | Uint8Array>>): void;
  argsOf(args: readonly string[]): string[];
  load(...args: string[]): Promise<{ code: number; report: LoadReport }>;
  /** What a person is told on standard error. */
  told(...args: string[]): Promise<string>;
  /** The items of a table by their keys. */
  itemsOf(table: string): Promise<Record<string, AttributeValue>[]>;
}

/** Call it in a test file: it sets up the folder before each test, and takes everything away after it. */
export function severalFilesHere(): SeveralFiles {
  const home = process.cwd();
  const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  const tables: TestTable[] = [];
  let folder: string;
  let services: FakeServices;
  beforeAll(async () => {
    services = await fakeServices({ dynamodb: dynamoDbLocalEndpoint() });
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "spillway-several-"));
    process.chdir(folder);
    services.objects.clear();
  });
  afterEach(async () => {
    process.chdir(home);
    for (const table of tables.splice(0)) await table.delete();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(async () => {
    await services.close();
    client.destroy();
  });

  const argsOf = (args: readonly string[]) => ["load", ...args, "--endpoint", services.url];
  return {
    services: () => services,
    argsOf,
    async newTable(options = {}) {
      const table = await createTestTable(client, options);
      tables.push(table);
      return table.name;
    },
    async files(contents) {
      for (const [name, content] of Object.entries(contents)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), content);
      }
    },
    objects(contents) {
      for (const [key, content] of Object.entries(contents)) {
        services.objects.set(`bucket/${key}`, Buffer.from(content));
      }
    },
    async load(...args) {
      const { code, stdout } = await runHere([...argsOf(args), "--json"]);
      return { code, report: JSON.parse(stdout) };
    },
    async told(...args) {
      return (await runHere(argsOf(args))).stderr;
    },
    async itemsOf(table) {
      const items: Record<string, AttributeValue>[] = [];
      for await (const item of scanTable(client, table)) items.push(item);
      return items.toSorted((one, other) => (one.pk?.S ?? "").localeCompare(other.pk?.S ?? ""));
    },
  };
}
