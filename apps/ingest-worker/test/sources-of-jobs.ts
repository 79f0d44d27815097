import { createHash } from "node:crypto";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import type { workerCloud } from "./worker-cloud.ts";

const lines = (ids: readonly string[]) => ids.map((id) => `${JSON.stringify({ id })}\n`).join("");
const idsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${name}-${n}`);
const keys = { pk: "USER#{id}" };

/** Tests of what jobs read and do with it, on a cloud that the file which calls it starts. */
export function sourcesOfJobs(cloudOf: () => Awaited<ReturnType<typeof workerCloud>>): void {
  const put = async (key: string, body: string | Uint8Array) => {
    await cloudOf().s3.putObject({ Bucket: cloudOf().bucket, Key: key, Body: body });
    return { bucket: cloudOf().bucket, key };
  };
  const done = async (request: object) => {
    const id = await cloudOf().submit({ table: "users", ...request });
    await cloudOf().work();
    return cloudOf().found(id);
  };

  it("loads a file that is compressed, as one chunk, and says why", async () => {
    // Names that do not get much smaller: it would be cut if it could be.
    const names = idsOf("zipped", 400).map((id) => createHash("sha1").update(id).digest("hex"));
    const source = await put("uploads/users.jsonl.gz", gzipSync(lines(names)));
    const job = await done({ source, keys });
    expect(job).toMatchObject({
      state: "succeeded",
      report: { read: 400, written: 400 },
      progress: { chunks: { total: 1, done: 1 } },
      refusedCuts: [{ code: "CUT_OF_GZIP", count: 2 }],
    });
    const [id = ""] = names;
    expect(await cloudOf().item(`USER#${id}`)).toEqual({ pk: { S: `USER#${id}` }, id: { S: id } });
  });

  it("goes on in a compressed file where a worker's time was up, and counts each record once", async () => {
    const source = await put("uploads/long.jsonl.gz", gzipSync(lines(idsOf("long", 300))));
    const id = await cloudOf().submit({ table: "users", source, keys, rate: 100 });
    await cloudOf().work((message) => (message === 0 || message > 3 ? 60_000 : 3_000));
    expect(await cloudOf().found(id)).toMatchObject({
      state: "succeeded",
      report: { read: 300, written: 300, deduplicated: 0 },
    });
  });

  it("loads an export of a table, wherever it lies", async () => {
    const folder = "exports?/#1 100%/AWSDynamoDB/01695-2d87";
    const parts = [idsOf("exported", 3), idsOf("exported-too", 2)].map((ids, at) => {
      const items = ids.map((id) => ({ Item: { pk: { S: `USER#${id}` }, age: { N: "7" } } }));
      const bytes = gzipSync(items.map((item) => `${JSON.stringify(item)}\n`).join(""));
      const entry = {
        ...{ itemCount: ids.length, etag: "d0a1-1" },
        md5Checksum: createHash("md5").update(bytes).digest("base64"),
        dataFileS3Key: `${folder}/data/part${at}.json.gz`,
      };
      return { bytes, entry };
    });
    const summary = {
      ...{ version: "2023-08-01", outputFormat: "DYNAMODB_JSON", exportType: "FULL_EXPORT" },
      ...{ itemCount: 5, manifestFilesS3Key: `${folder}/manifest-files.json` },
    };
    await put(`${folder}/manifest-summary.json`, JSON.stringify(summary));
    const entries = parts.map(({ entry }) => `${JSON.stringify(entry)}\n`);
    await put(`${folder}/manifest-files.json`, entries.join(""));
    for (const { bytes, entry } of parts) await put(entry.dataFileS3Key, bytes);
    const job = await done({ source: { bucket: cloudOf().bucket, prefix: `${folder}/` } });
    expect(job).toMatchObject({ state: "succeeded", report: { read: 5, written: 5 } });
    expect(await cloudOf().item("USER#exported-too-1")).toEqual({
      ...{ pk: { S: "USER#exported-too-1" }, age: { N: "7" } },
    });
  });

  it("finds by itself how each file is written, and says which one it can't load", async () => {
    const printed = JSON.stringify([{ id: "json", n: 9007199254740993n.toString() }], null, 2);
    await put("found/a.json.zst", zstdCompressSync(Buffer.from(printed)));
    await put("found/b.csv", Buffer.from("\ufeffid,name\nutf16,Zoë\n", "utf16le"));
    await put("found/c.ion", '$ion_1_0 {Item:{pk:"USER#ion",n:12345678901234567890.}}');
    await put("found/d.json", '{"Items":[{"pk":{"S":"USER#scan"},"n":{"N":"0.1"}}],"Count":1}');
    const all = { bucket: cloudOf().bucket, prefix: "found/" };
    const refused = await done({ source: all, keys });
    // Items have their keys already: it is told which object has them.
    expect(refused).toMatchObject({
      state: "failed",
      reason: {
        message: expect.stringMatching(/^s3:\/\/\S+\/found\/[cd]\.\w+: expected CSV, JSON or/),
      },
    });
    for (const key of ["found/a.json.zst", "found/b.csv"]) {
      const job = await done({ source: { bucket: cloudOf().bucket, key }, keys });
      expect(job).toMatchObject({ state: "succeeded", report: { read: 1, written: 1 } });
    }
    for (const key of ["found/c.ion", "found/d.json"]) {
      const job = await done({ source: { bucket: cloudOf().bucket, key } });
      expect(job).toMatchObject({ state: "succeeded", report: { read: 1, written: 1 } });
    }
    expect(await cloudOf().item("USER#utf16")).toMatchObject({ name: { S: "Zoë" } });
    expect(await cloudOf().item("USER#ion")).toMatchObject({ n: { N: "12345678901234567890" } });
    expect(await cloudOf().item("USER#json")).toMatchObject({ n: { S: "9007199254740993" } });
    expect(await cloudOf().item("USER#scan")).toMatchObject({ n: { N: "0.1" } });
  });

  it("reads a CSV as the request says, in every chunk", async () => {
    const rows = idsOf("said", 300).map((id) => `x;${id};M\\"uller;;0${id.length}\n`);
    // One byte a letter, which is not UTF-8.
    const text = Buffer.from(`Kundenliste für 2026\n${rows.join("")}x;last;Zoë;;07\n`, "latin1");
    const source = {
      ...(await put("uploads/kunden.csv", text)),
      ...{ encoding: "windows-1252", delimiter: ";", columns: ["", "id", "name", "note", "zip"] },
      ...{ header: false, skipLines: 1, escape: "\\", empty: "null", types: { "*": "string" } },
    };
    const job = await done({ source, keys });
    expect(job).toMatchObject({ state: "succeeded", report: { read: 301, written: 301 } });
    const item = (id: string, name: string, zip: string) => ({
      ...{ pk: { S: `USER#${id}` }, id: { S: id }, name: { S: name } },
      ...{ note: { NULL: true }, zip: { S: zip } },
    });
    expect(await cloudOf().item("USER#said-0")).toEqual(item("said-0", 'M"uller', "06"));
    expect(await cloudOf().item("USER#last")).toEqual(item("last", "Zoë", "07"));
  });

  it("has items expire so long after it was accepted, by the table's attribute or the one it names", async () => {
    const records = [{ id: "passing" }];
    const job = await done({ records, keys, ttl: { seconds: 3_600 } });
    const expires = Math.floor(Date.parse(job.createdAt) / 1_000) + 3_600;
    expect(await cloudOf().item("USER#passing")).toMatchObject({
      expires_at: { N: String(expires) },
    });
    const named = await done({ records, keys, ttl: { seconds: 60, attribute: "gone_at" } });
    expect(named.state).toBe("succeeded");
    const goneAt = Math.floor(Date.parse(named.createdAt) / 1_000) + 60;
    expect(await cloudOf().item("USER#passing")).toEqual({
      ...{ pk: { S: "USER#passing" }, id: { S: "passing" }, gone_at: { N: String(goneAt) } },
    });
  });

  it("deletes the items that have the records' keys, and no others", async () => {
    const records = idsOf("leaving", 30).map((id) => ({ id, name: "Ann" }));
    await done({ records, keys });
    const before = await cloudOf().itemCount();
    const job = await done({ records: records.slice(1), keys, deletes: true });
    expect(job).toMatchObject({ state: "succeeded", report: { read: 29, written: 29 } });
    expect(await cloudOf().itemCount()).toBe(before - 29);
    expect(await cloudOf().item("USER#leaving-0")).toMatchObject({ name: { S: "Ann" } });
    expect(await cloudOf().item("USER#leaving-1")).toBeUndefined();
  });

  it("spills what is left when its time for the table is up", async () => {
    const records = idsOf("spilled", 300).map((id) => ({ id }));
    // Long enough for something to be written on a busy machine, too short for all of it.
    const spillover = { strategy: "spillover", spillAfterSeconds: 4, rate: 40 };
    const { report, state } = await done({ records, keys, ...spillover });
    expect(state).toBe("succeeded");
    const { read = 0, written = 0, spilled = 0 } = report ?? {};
    expect(read).toBe(300);
    expect(written).toBeGreaterThan(0);
    expect(spilled).toBeGreaterThan(0);
    expect(written + spilled).toBe(300);
  });
}
