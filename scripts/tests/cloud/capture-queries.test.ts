import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, outputs } = sharedCloud();
const capture = outputs.capture.value;
const README = new URL("../../../terraform/README.md", import.meta.url);
/** The demo's item, whose life has an insert, an update and a removal. */
const KEYS = { UserId: "test-user-001", ActivityId: "login-001" };

interface Line {
  readonly event_id: string;
  readonly type: string;
  readonly by: string;
  readonly keys: Readonly<Record<string, { readonly S: string }>>;
  readonly new?: unknown;
  readonly sequence_number: string;
}
type Row = Readonly<Record<string, unknown>>;

let folder: string;
let lines: readonly Line[];
let ask: (sql: string) => Promise<readonly Row[]>;
let queries: ReadonlyMap<string, string>;

/** Puts the audit log's objects where their keys say, below the folder. */
async function fetchLog(): Promise<readonly Line[]> {
  const { Contents = [] } = await aws<{ Contents?: readonly { readonly Key: string }[] }>([
    ...["s3api", "list-objects-v2", "--bucket", capture.audit_bucket],
    ...["--prefix", capture.audit_prefix],
  ]);
  const texts: string[] = [];
  for (const { Key } of Contents) {
    const file = path.join(folder, Key);
    await mkdir(path.dirname(file), { recursive: true });
    await aws(["s3api", "get-object", "--bucket", capture.audit_bucket, "--key", Key, file]);
    texts.push(gunzipSync(await readFile(file)).toString());
  }
  const delivered = texts
    .flatMap((text) => text.trimEnd().split("\n"))
    .map((text) => JSON.parse(text) as Line);
  const once = new Map(delivered.map((line) => [line.event_id, line]));
  return [...once.values()].sort((a, b) =>
    BigInt(a.sequence_number) < BigInt(b.sequence_number) ? -1 : 1,
  );
}

/** The bodies of the named queries of this log, by the last word of their names. */
async function namedQueries(): Promise<ReadonlyMap<string, string>> {
  const { NamedQueryIds } = await aws<{ NamedQueryIds: readonly string[] }>([
    ...["athena", "list-named-queries"],
  ]);
  const bodies = new Map<string, string>();
  for (const id of NamedQueryIds) {
    const { NamedQuery } = await aws<{
      NamedQuery: {
        readonly Database: string;
        readonly Name: string;
        readonly QueryString: string;
      };
    }>(["athena", "get-named-query", "--named-query-id", id]);
    // Feature cart has a log of its own.
    if (NamedQuery.Database !== capture.glue_database) continue;
    bodies.set(NamedQuery.Name.split("-").at(-1) ?? "", NamedQuery.QueryString);
  }
  return bodies;
}

/** What the README tells a person to type into DuckDB, for this deployment. */
async function readmeView(): Promise<string> {
  const [sql] =
    /CREATE SCHEMA spillway_dev_capture[^`]+/.exec(await readFile(README, "utf8")) ?? [];
  if (sql === undefined) throw new Error("expected the view of DuckDB in terraform/README.md");
  return sql
    .replaceAll("spillway_dev_capture", capture.glue_database)
    .replace(/s3:\/\/[^/]+\/audit-logs/, path.join(folder, capture.audit_prefix));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "spillway-audit-log-"));
  [lines, queries] = await Promise.all([fetchLog(), namedQueries()]);
  const connection = await (await DuckDBInstance.create()).connect();
  ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  await connection.run(await readmeView());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the named queries of Athena, in DuckDB over the view of the README", () => {
  it("give the history of an item, each change once and in order", async () => {
    const history = Object.entries(KEYS).reduce(
      (sql, [name, value]) => sql.replace(`<${name}>`, value),
      queries.get("history") ?? "",
    );
    const rows = await ask(history);
    const changes = lines.filter(
      ({ keys }) => keys.UserId?.S === KEYS.UserId && keys.ActivityId?.S === KEYS.ActivityId,
    );
    expect(rows.map(({ event_id, type, by }) => ({ event_id, type, by }))).toEqual(
      changes.map(({ event_id, type, by }) => ({ event_id, type, by })),
    );
    expect(rows.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["insert", "modify", "remove"]),
    );
  });

  it("give the items of the table as the log leaves them", async () => {
    const last = new Map(lines.map((line) => [JSON.stringify(line.keys), line]));
    const items = [...last.values()].filter(({ type }) => type !== "remove");
    const rows = await ask(queries.get("state") ?? "");
    const parsed = rows.map(({ item }) => JSON.parse(String(item)) as unknown);
    expect(parsed).toHaveLength(items.length);
    expect(parsed).toEqual(expect.arrayContaining(items.map((line) => line.new)));
  });
});
