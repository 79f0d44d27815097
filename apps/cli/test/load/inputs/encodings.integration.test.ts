import { expect, test } from "vitest";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();
const utf16 = (text: string) => Buffer.from(text, "utf16le");
const bigEndian = (text: string) => utf16(text).swap16();
const items = [
  { pk: { S: "1" }, name: { S: "Zoë 😀" } },
  { pk: { S: "2" }, name: { S: "李,雷" } },
];
const csv = 'pk,name\r\n1,Zoë 😀\r\n2,"李,雷"\r\n';
const jsonLines = '{"pk":"1","name":"Zoë 😀"}\n{"pk":"2","name":"李,雷"}\n';

test.each<[string, Uint8Array, readonly string[], string]>([
  ["le.csv", utf16(`\uFEFF${csv}`), [], "csv"],
  ["be.csv", bigEndian(`\uFEFF${csv}`), [], "csv"],
  ["said.csv", utf16(csv), ["--encoding", "utf-16le"], "csv"],
  ["big.jsonl", bigEndian(jsonLines), ["--encoding", "UTF-16BE"], "json-lines"],
])("UTF-16: %s", async (name, bytes, args, format) => {
  const table = await loads.table();
  await loads.file(name, bytes);
  const { code, report } = await loads.load(name, table, ...args);
  expect(report).toMatchObject({ read: 2, written: 2, format, complete: true });
  expect(code).toBe(0);
  expect(await loads.items(table)).toEqual(items);
});

test.each<[string, Uint8Array, string]>([
  ["le.csv", utf16(csv), "--encoding utf-16le"],
  ["be.csv", bigEndian(csv), "--encoding utf-16be"],
  ["latin1.csv", Buffer.from("pk,name\n1,Zo\xeb\n", "latin1"), "--encoding windows-1252"],
])(
  "%s is refused before its first record, with the option that helps",
  async (name, bytes, hint) => {
    const table = await loads.table();
    await loads.file(name, bytes);
    expect(await loads.said(name, table)).toContain(hint);
    expect(await loads.items(table)).toEqual([]);
  },
);

test.each<[string, string, Uint8Array, string]>([
  ["windows-1252", "windows-1252", Buffer.from("pk,name\n1,Zo\xeb \x80\n", "latin1"), "Zoë €"],
  ["another of its names", "latin1", Buffer.from("pk,name\n1,\x93Zo\xeb\x94\n", "latin1"), "“Zoë”"],
  ["shift_jis", "sjis", Buffer.from("pk,name\n1,\x83\x5c\x82\xa0\n", "latin1"), "ソあ"],
])("%s", async (_, encoding, bytes, name) => {
  const table = await loads.table();
  await loads.file("a.csv", bytes);
  await loads.load("a.csv", table, "--encoding", encoding);
  expect(await loads.items(table)).toEqual([{ pk: { S: "1" }, name: { S: name } }]);
});

test("what is no text in the encoding costs its own line, and is kept as a reject", async () => {
  const table = await loads.table();
  const lone = Buffer.concat([
    utf16("\uFEFFpk,name\n1,a\n2,"),
    Buffer.of(0, 0xd8),
    utf16("\n3,c\n"),
  ]);
  await loads.file("a.csv", Buffer.concat([lone, Buffer.of(0x41)]));
  const { code, report, rejects } = await loads.load("a.csv", table);
  expect(report).toMatchObject({ read: 4, written: 2, rejected: 2, complete: true });
  expect(code).toBe(1);
  const reason = {
    code: "TEXT_NOT_DECODABLE",
    message: "expected text in utf-16le; the line has other bytes",
  };
  expect(rejects).toMatchObject([
    { reason, position: { line: 3 } },
    { reason, position: { line: 5 } },
  ]);
  expect((await loads.items(table)).map(({ pk }) => pk)).toEqual([{ S: "1" }, { S: "3" }]);
});

test("lines that are not UTF-8 after the beginning are rejected, and what to do is said once", async () => {
  const table = await loads.table();
  const good = Array.from({ length: 9 }, (_, at) => `${at},Zoë\n`).join("");
  const bad = Buffer.from("x,Zo\xeb\ny,\xe9\n", "latin1");
  await loads.file("a.csv", Buffer.concat([Buffer.from(`pk,name\n${good}`), bad]));
  const said = await loads.said("a.csv", table);
  expect(said.match(/--encoding/g)).toHaveLength(1);
  expect(await loads.items(table)).toHaveLength(9);
});
