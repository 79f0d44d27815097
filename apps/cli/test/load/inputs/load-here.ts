import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AttributeMap } from "@spillway/item";
import type { LoadReport, RejectLine } from "@spillway/load";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
  type TestTableOptions,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import { runHere } from "../../run-here.ts";
import { tableItems } from "../../table-items.ts";

/** What a load came to. */
export interface Loaded {
  readonly code: number;
  readonly report: LoadReport;
  /** The lines of its reject file. */
  readonly rejects: readonly RejectLine[];
}

/** Loads of small files into tables of their own, through the command, with the values read back. */
export interface Loads {
  /** The table is gone after the test. */
  table(options?: TestTableOptions): Promise<string>;
  /** Writes a file into the test's folder. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Runs `spillway load` on a file of the test's folder; the report has to add up. */
  load(name: string, table: string, ...args: string[]): Promise<Loaded>;
  /** Runs `spillway load --from-table`. */
  copy(from: string, to: string, ...args: string[]): Promise<LoadReport>;
  /** The same without `--json`: what a person reads. */
  said(name: string, table: string, ...args: string[]): Promise<string>;
  /** The items of a table in wire JSON, in the order of their text. */
  items(table: string): Promise<AttributeMap[]>;
}

/** Call it in a test file: it sets up the folder before each test, and takes everything away after it. */
export function loadsHere(): Loads {
  const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  const tables: TestTable[] = [];
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "spillway-inputs-"));
  });
  afterEach(async () => {
    for (const table of tables.splice(0)) await table.delete();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => client.destroy());

  const rejectsOf = (name: string) => join(folder, `${name}.rejects`);
  const run = (name: string, table: string, args: readonly string[]) => {
    const kept = ["--checkpoint", join(folder, `${name}.at`), "--rejects", rejectsOf(name)];
    const endpoint = ["--endpoint", dynamoDbLocalEndpoint()];
    return runHere(["load", join(folder, name), "-t", table, ...kept, ...endpoint, ...args]);
  };
  return {
    async table(options = {}) {
      const table = await createTestTable(client, options);
      tables.push(table);
      return table.name;
    },
    async file(name, content) {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    async load(name, table, ...args) {
      const { code, stdout, stderr } = await run(name, table, [...args, "--json"]);
      expect(stderr).toBe("");
      const report = JSON.parse(stdout);
      if (report.error === undefined) {
        const { read, written, deduplicated, rejected, failed, spilled } = report;
        expect(written + deduplicated + rejected + failed + spilled).toBe(read);
      }
      const lines = await readFile(rejectsOf(name), "utf8").catch(() => "");
      const rejects = lines.split("\n").filter((line) => line !== "");
      return { code, report, rejects: rejects.map((line) => JSON.parse(line)) };
    },
    async copy(from, to, ...args) {
      const kept = ["--checkpoint", join(folder, "copy.at"), "--rejects", rejectsOf("copy")];
      const where = ["--endpoint", dynamoDbLocalEndpoint(), "--json"];
      const { stdout } = await runHere([
        ...["load", "--from-table", from, "-t", to],
        ...[...kept, ...where, ...args],
      ]);
      return JSON.parse(stdout);
    },
    async said(name, table, ...args) {
      const { stdout, stderr } = await run(name, table, args);
      return stdout + stderr;
    },
    async items(table) {
      const items = await tableItems(client, table);
      const textOf = (item: object) => JSON.stringify(Object.entries(item).toSorted());
      return items.toSorted((one, other) => textOf(one).localeCompare(textOf(other)));
    },
  };
}
