import { dirname, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { filesOfExport, writeFolder } from "../../export-folder.ts";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();
const item = {
  pk: { S: "a" },
  n: { N: "12345678901234567890123456789012345678" },
  d: { N: "-1.5" },
  e: { N: "600" },
  b: { B: "aGVsbG8=" },
  ok: { BOOL: true },
  no: { NULL: true },
  ss: { SS: ["x", "y"] },
  ns: { NS: ["2.5"] },
  bs: { BS: ["AA=="] },
  l: { L: [{ N: "1" }, { S: "é😀" }, { L: [] }] },
  m: { M: { "a b": { S: "" }, __proto: { NULL: true } } },
};
const line =
  '$ion_1_0 {Item:{pk:"a",n:12345678901234567890123456789012345678.,d:-1.50,e:6d2,b:{{aGVsbG8=}},ok:true,no:null,' +
  'ss:$dynamodb_SS::["x","y"],ns:$dynamodb_NS::[2.5],bs:$dynamodb_BS::[{{AA==}}],' +
  'l:[1.,"\\u00e9\\U0001F600",[]],m:{\'a b\':"",__proto:null}}}\n';

test.each<[string, string | Uint8Array]>([
  ["items.ion", line],
  ["items.ion.zst", zstdCompressSync(line)],
  ["utf16", Buffer.from(`\uFEFF${line}`, "utf16le")],
])("%s: every type, to the last digit", async (name, content) => {
  const table = await loads.table();
  await loads.file(name, content);
  const { code, report } = await loads.load(name, table);
  expect(report).toMatchObject({ read: 1, written: 1, format: "ion", complete: true });
  expect(code).toBe(0);
  expect(await loads.items(table)).toEqual([item]);
});

test("a line that is none costs itself alone; the wrong table is said before", async () => {
  const table = await loads.table();
  await loads.file("a.ion", `${line}{pk:"b",f:1e0}\n{pk:"c"}\n`);
  const { report, rejects } = await loads.load("a.ion", table);
  expect(report).toMatchObject({ read: 3, written: 2, rejected: 1 });
  expect(rejects).toMatchObject([{ reason: { code: "ION_MALFORMED" }, position: { line: 2 } }]);
  const other = await loads.table({ keys: ["id:S"] });
  expect(await loads.said("a.ion", other)).toContain('expected an attribute "id"');
});

test("an export whose manifest says ION", async () => {
  const table = await loads.table();
  const at = join(dirname(await loads.file("mark", "")), "01693685827463");
  await writeFolder(at, filesOfExport([[line.trim()]], "ION"));
  const { report } = await loads.load("01693685827463", table);
  expect(report).toMatchObject({ format: "export", read: 1, written: 1, complete: true });
  expect(await loads.items(table)).toEqual([item]);
});
