import { createClients } from "@spillway/aws-clients";
import type { SourceRecord } from "@spillway/records";
import { type FakeServices, fakeServices } from "@spillway/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sourcesBelow } from "../../src/index.ts";
import { openInput } from "../../src/input/open-input.ts";
import { sourceOfPart } from "../../src/parts/planned-source.ts";
import { splitSource } from "../../src/parts/split-source.ts";
import { openSource } from "../../src/source/open-source.ts";
import { sourceBlocks } from "../../src/source/source-blocks.ts";

let server: FakeServices;
let services: Parameters<typeof openInput>[1];
beforeEach(async () => {
  server = await fakeServices();
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const clients = createClients({
    ...{ region: "eu-west-1", credentials, endpoint: server.url },
  });
  services = { clients, standardInput: { async *[Symbol.asyncIterator]() {} } };
});
afterEach(async () => {
  services.clients.destroy();
  await server.close();
});

const put = (key: string, text: string) => server.objects.set(`bucket/${key}`, Buffer.from(text));

const SOURCE = "s3://bucket/folder/records.jsonl";
const LINES = Array.from({ length: 3_000 }, (_, n) =>
  JSON.stringify({ id: n, text: "x".repeat(90) }),
);
const KEY = { name: "id", type: "N" } as const;

async function planned() {
  put("folder/records.jsonl", `${LINES.join("\n")}\n`);
  const input = await openInput(SOURCE, services);
  const csv = { delimiter: undefined, types: {}, infer: true, empty: "omit" } as const;
  const wishes = { format: undefined, csv, keyAttributes: [KEY], table: "T", needed: ["id"] };
  const source = await openSource(input, wishes);
  const facts = { version: 1, identity: input.identity ?? {} } as const;
  return splitSource(source, facts, { rangeBytes: 100_000 });
}

type Plan = Awaited<ReturnType<typeof planned>>;

async function idsOf({ source }: Plan, range: Plan["ranges"][number]) {
  const input = await openInput(SOURCE, services, source.identity);
  const ids: unknown[] = [];
  const reading = {
    ...{ from: 0, range },
    ...{ shape: (record: SourceRecord) => record, shapeItem: fail, shapeReject: fail },
  };
  for await (const block of sourceBlocks(sourceOfPart(input, source), reading)) {
    for (const entry of block) if (entry.ok && "record" in entry) ids.push(entry.record.id);
  }
  return ids;
}

function fail(): never {
  throw new Error("expected records only");
}

describe("a part of an object", () => {
  test("is read by its own bytes and the end of its last record", async () => {
    const plan = await planned();
    expect(plan.ranges).toHaveLength(4);
    const ids: unknown[] = [];
    for (const range of plan.ranges) {
      server.reads.length = 0;
      ids.push(...(await idsOf(plan, range)));
      const [[from, to] = [], ...tail] = server.reads.map((read) =>
        read.split(/[ -]/).slice(1).map(Number),
      );
      expect([from, to]).toEqual([Math.max(0, range.begin - 1), range.end - 1]);
      expect(tail.length).toBeLessThan(2);
    }
    expect(ids).toEqual(LINES.map((_, n) => n));
  });

  test("ends when the object is another one, whatever its size", async () => {
    const plan = await planned();
    const [range = { begin: 0, end: 0 }] = plan.ranges;
    put("folder/records.jsonl", `${LINES.toReversed().join("\n")}\n`);
    await expect(idsOf(plan, range)).rejects.toMatchObject({ code: "SOURCE_CHANGED" });
    server.objects.delete("bucket/folder/records.jsonl");
    await expect(idsOf(plan, range)).rejects.toMatchObject({ code: "SOURCE_CHANGED" });
  });
});

describe("the folder of an export", () => {
  test("is read where its name has signs that an address gives a meaning to", async () => {
    const folder = "my exports?/#1 100%41/AWSDynamoDB";
    put(`${folder}/01/manifest-summary.json`, "{}");
    put(`${folder}/01/data/a.json.gz`, "own");
    put(`${folder}/data/a.json.gz`, "shared");
    const input = await openInput(`s3://bucket/${folder}/01/`, services);
    if (!("folder" in input)) throw new Error("expected a folder");
    const read = async (file: string) => {
      let text = "";
      for await (const bytes of (await input.folder.read(file)) ?? []) text += Buffer.from(bytes);
      return text;
    };
    expect(await read("data/a.json.gz")).toBe("own");
    expect(await read("../data/a.json.gz")).toBe("shared");
    expect(await input.folder.read("data/b.json.gz")).toBeUndefined();
  });
});

describe("the objects below a prefix", () => {
  const listed = async (address: string, after?: string) => {
    const pages: string[][] = [];
    for await (const page of sourcesBelow(address, services, after)) {
      pages.push(page.map(({ source, bytes }) => `${source} ${bytes}`));
    }
    return pages;
  };

  test("come in the order of their keys, page by page, or after a key", async () => {
    server.pageSize = 2;
    for (const key of ["in/c", "in/", "in/a", "in/b.csv", "input", "out/a"]) {
      put(key, key === "in/" ? "" : "12345");
    }
    expect(await listed("s3://bucket/in/")).toEqual([
      ["s3://bucket/in/a 5"],
      ["s3://bucket/in/b.csv 5", "s3://bucket/in/c 5"],
    ]);
    expect(await listed("s3://bucket/in/", "in/b.csv")).toEqual([["s3://bucket/in/c 5"]]);
    expect(await listed("s3://bucket/in/", "in/c")).toEqual([]);
  });

  test("are refused where there are none", async () => {
    put("in/", "");
    await expect(listed("s3://bucket/in/")).rejects.toMatchObject({ code: "SOURCE_NOT_FOUND" });
    await expect(listed("bucket/in")).rejects.toMatchObject({ code: "SOURCE_ADDRESS_INVALID" });
  });
});
