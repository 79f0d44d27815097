import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();
const items = [
  { pk: { S: "a" }, n: { N: "1" }, name: { S: "Zoë" } },
  { pk: { S: "b" }, n: { N: "2" }, name: { S: "Ann" } },
  { pk: { S: "c" }, n: { N: "3" }, name: { S: "Bob" } },
];
const [first, rest] = ["pk,n,name\na,1,Zoë\nb,", "2,Ann\nc,3,Bob\n"];
const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

test.each<[string, Uint8Array]>([
  ["users.csv.zst", zstdCompressSync(first + rest)],
  ["frames.csv.zst", Buffer.concat([zstdCompressSync(first), skipped, zstdCompressSync(rest)])],
  ["members.csv.gz", Buffer.concat([gzipSync(first), gzipSync(rest), Buffer.alloc(512)])],
  ["no-name", zstdCompressSync(first + rest)],
])("%s is loaded as what it was before", async (name, bytes) => {
  const table = await loads.table();
  await loads.file(name, bytes);
  const { code, report } = await loads.load(name, table);
  expect(report).toMatchObject({ read: 3, written: 3, format: "csv", complete: true });
  expect(code).toBe(0);
  expect(await loads.items(table)).toEqual(items);
});

test("zstd that is cut off ends the load, and says after how many good bytes", async () => {
  const table = await loads.table();
  const [whole, next] = [zstdCompressSync(first + rest), zstdCompressSync(rest)];
  const bytes = Buffer.concat([whole, next.subarray(0, 7)]);
  await loads.file("cut.csv.zst", bytes);
  const good = Buffer.byteLength(first + rest);
  expect(await loads.said("cut.csv.zst", table)).toContain(
    `expected zstd to go on after ${good} decompressed bytes; its last frame is cut off`,
  );
});

test.each<[string, string, string]>([
  ["a.bz2", "BZh91AY&SY\x12\x34\x00", "a bzip2 file"],
  ["a.xz", "\xfd7zXZ\x00\x00\x04", "an xz file"],
  ["a.zip", "PK\x03\x04\x14\x00a.csv", "a zip file"],
  ["a.xlsx", "PK\x03\x04\x14\x00[Content_Types].xml", "an Excel or OpenDocument workbook"],
  ["a.parquet", "PAR1\x15\x04\x15\x00", "a Parquet file"],
  ["a.tar.gz", `${"\x00".repeat(257)}ustar\x0000`, "a tar archive"],
])("%s is named, with what to do, and nothing is written", async (name, bytes, what) => {
  const table = await loads.table();
  const content = Buffer.from(bytes, "latin1");
  await loads.file(name, name.endsWith(".gz") ? gzipSync(content) : content);
  const said = await loads.said(name, table);
  expect(said).toContain(`came ${what}\n`);
  expect(said.trim().split("\n")).toHaveLength(2);
  expect(await loads.items(table)).toEqual([]);
});
