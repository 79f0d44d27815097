import { zstdCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { containerOf } from "../../src/index.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const tar = Buffer.concat([Buffer.alloc(257), bytes("ustar\x0000"), Buffer.alloc(248)]);

it.each<[string, Buffer, string, string]>([
  ["bzip2", bytes("BZh91AY&SY\x12\x34"), "a bzip2 file", "bunzip2 -c FILE | spillway load -"],
  ["bzip2 of level 1", bytes("BZh11AY&SY\x12"), "a bzip2 file", "bunzip2"],
  ["xz", bytes("\xfd7zXZ\x00\x00\x04"), "an xz file", "xz -dc FILE"],
  ["zip", bytes("PK\x03\x04\x14\x00users.csv"), "a zip file", "unzip -p FILE"],
  ["an empty zip", bytes("PK\x05\x06\x00"), "a zip file", "unzip"],
  ["xlsx", bytes("PK\x03\x04\x14\x00[Content_Types].xml"), "workbook", "CSV UTF-8"],
  [
    "ods",
    bytes("PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
    "workbook",
    "CSV",
  ],
  ["xls", bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"), "an old Excel workbook", "CSV UTF-8"],
  ["7z", bytes("7z\xbc\xaf\x27\x1c\x00\x04"), "a 7z archive", "7z x -so FILE"],
  ["rar", bytes("Rar!\x1a\x07\x01\x00"), "a rar archive", "unrar p"],
  ["tar", tar, "a tar archive", "tar -xf FILE"],
  ["lz4", bytes("\x04\x22\x4d\x18\x64"), "an lz4 file", "lz4 -dc FILE"],
  ["snappy", bytes("\xff\x06\x00\x00sNaPpY"), "a snappy file", "snzip -dc FILE"],
  ["lzip", bytes("LZIP\x01\x0c"), "an lzip file", "lzip -dc FILE"],
  ["gzip in gzip", bytes("\x1f\x8b\x08\x00"), "gzip within", "once"],
  ["zstd in gzip", zstdCompressSync("a"), "zstd within", "once"],
  ["Parquet", bytes("PAR1\x15\x04\x15"), "a Parquet file", "duckdb"],
  ["Avro", bytes("Obj\x01\x04\x16avro.schema"), "an Avro file", "avro-tools tojson FILE"],
  ["ORC", bytes("ORC\x0a\x0b\x00\x12"), "an ORC file", "orc-contents"],
  ["Arrow", bytes("ARROW1\x00\x00\xff"), "an Arrow file", "JSON Lines"],
  ["SQLite", bytes("SQLite format 3\x00\x10"), "an SQLite database", "sqlite3 -csv"],
  ["HDF5", bytes("\x89HDF\r\n\x1a\n\x00"), "an HDF5 file", "to_csv"],
  ["PDF", bytes("%PDF-1.7\n%\xe2\xe3"), "a PDF document", "CSV"],
  ["binary Ion", bytes("\xe0\x01\x00\xea\xee"), "Amazon Ion in its binary form", "Ion text"],
])("%s is named, with the way out", (_, head, what, way) => {
  const found = containerOf(head);
  expect(found?.what).toContain(what);
  expect(found?.way).toContain(way);
});

it.each([
  "",
  "PK,n\na,1\n",
  "ORC\na\n",
  "PAR1,PAR2\n",
  "BZh,n\n",
  "Obj,x\n",
  '{"pk":"PK\\u0003"}\n',
  "LZIP\n",
])("%j is text", (text) => expect(containerOf(Buffer.from(text))).toBeUndefined());
