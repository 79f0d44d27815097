import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runHere } from "../../run-here.ts";
import { severalFilesHere } from "./several-files-here.ts";

const { argsOf, files, itemsOf, load, newTable, objects, services, told } = severalFilesHere();

describe("several files are one load", () => {
  test("in the order of the arguments: the later record of a key stays; one report, one reject file", async () => {
    const table = await newTable();
    await files({
      "b.csv": "pk,n\na,1\nb,2\n",
      "a.jsonl": '{"pk":"a","n":10}\n{"n":11}\n',
      "c.json": '{"pk":{"S":"c"},"n":{"N":"3"}}\n',
    });
    const { code, report } = await load("b.csv", "a.jsonl", "c.json", "-t", table);
    expect(report).toMatchObject({
      ...{ source: "3 files", format: "csv, json-lines, dynamodb-json", read: 5, rejected: 1 },
      ...{ complete: true, checkpoint: null },
    });
    expect(code).toBe(1);
    expect(await itemsOf(table)).toEqual([
      { pk: { S: "a" }, n: { N: "10" } },
      { pk: { S: "b" }, n: { N: "2" } },
      { pk: { S: "c" }, n: { N: "3" } },
    ]);
    const [line = ""] = (await readFile(report.rejects ?? "", "utf8")).split("\n");
    expect(JSON.parse(line)).toMatchObject({
      position: { index: 3, line: 2, file: "a.jsonl" },
      record: { n: 11 },
    });
    expect(await readdir(process.cwd())).toEqual(["a.jsonl", "b.csv", "c.json", report.rejects]);
  });

  test("request files: those of the table that is asked for, however they are cut", async () => {
    const table = await newTable();
    const put = (pk: string) => ({ PutRequest: { Item: { pk: { S: pk } } } });
    const requests = {
      "h/a.json": JSON.stringify({ Other: [put("x")] }),
      "h/b.json": JSON.stringify({ [table]: [{ Nope: 1 }, put("b")], Other: [put("y")] }),
      "h/c.json": JSON.stringify({ Other: [put("z")], More: [put("z")] }),
      "h/d.json": JSON.stringify({ [table]: [put("d")] }),
      "h/e.json": '{"UnprocessedItems":{}}',
    };
    await files(requests);
    objects(requests);
    const { report } = await load("h", "-t", table);
    expect(report).toMatchObject({ read: 3, written: 2, rejected: 1 });
    expect(report.notes).toEqual([
      "h/a.json: the source has requests of Other: they are passed over",
      "h/a.json: 1 request of the table Other passed over",
      "h/b.json: the source also has requests of Other: they are passed over",
      "h/b.json: 1 request of the table Other passed over",
      "h/c.json: the source has requests of Other, More: they are passed over",
      "h/c.json: 1 request of the table Other passed over",
      "h/c.json: 1 request of the table More passed over",
      "h/e.json: the source has no requests",
    ]);
    const both = [{ pk: { S: "b" } }, { pk: { S: "d" } }];
    expect(await itemsOf(table)).toEqual(both);
    const ofS3 = await newTable();
    // None of the tables is meant: whose requests would those be?
    const refused = await load("s3://bucket/h/", "-t", ofS3);
    expect(refused).toMatchObject({ code: 2, report: { error: { code: "TABLE_NOT_IN_SOURCE" } } });
    // All of them are of one: that is a copy.
    await files({
      "h/b.json": JSON.stringify({ Other: [put("b")] }),
      "h/c.json": "",
      "h/d.json": "",
    });
    await load("h", "-t", ofS3);
    expect(await itemsOf(ofS3)).toEqual([{ pk: { S: "b" } }, { pk: { S: "x" } }]);
  });

  test("a quoted glob: every folder deep, in byte order; what is passed over is said", async () => {
    const table = await newTable();
    await files({
      "data/part-10.csv": "pk,n\na,10\n",
      "data/part-9.csv": "pk,n\na,9\n",
      "data/deep/er/x.csv": "pk,n\nx,1\n",
      "data/empty.csv": "",
      "data/.hidden.csv": "nonsense\n",
      "data/_tmp/y.csv": "nonsense\n",
      "data/readme.md": "# nonsense\n",
    });
    const stderr = await told("data/**/*.csv", "-t", table);
    expect(stderr).toContain("3 files, 28 bytes, first data/deep/er/x.csv\n");
    expect(stderr).toContain("passed over, empty: data/empty.csv\n");
    // 9 comes after 10, byte by byte.
    expect(await itemsOf(table)).toEqual([
      { pk: { S: "a" }, n: { N: "9" } },
      { pk: { S: "x" }, n: { N: "1" } },
    ]);
  });

  test("a folder of gzip parts, as Spark leaves it; types that the first one has hold for all", async () => {
    const table = await newTable();
    await files({
      "out/_SUCCESS": "",
      "out/.part-00000.csv.gz.crc": "crc",
      "out/part-00000.csv.gz": gzipSync("pk,zip,n\na,123,1\n"),
      // A number like the first one's, one that would lose a zero, and a column of its own.
      "out/part-00001.csv.gz": gzipSync("n,pk,zip,more\n2,b,456,7\n3,c,0456,8\n"),
    });
    const { code, report } = await load("out", "-t", table);
    expect(report).toMatchObject({ source: "out", format: "csv", read: 3, written: 2 });
    expect(report.files).toMatchObject({
      count: 2,
      passedOver: [
        { why: "hidden", count: 2, names: ["out/.part-00000.csv.gz.crc", "out/_SUCCESS"] },
      ],
      changes: { gone: [], replaced: [], added: [] },
    });
    expect(report.errors).toMatchObject([
      { code: "CSV_VALUE_TYPE", position: { index: 2, line: 3, file: "out/part-00001.csv.gz" } },
    ]);
    expect(code).toBe(1);
    expect(await itemsOf(table)).toEqual([
      { pk: { S: "a" }, zip: { N: "123" }, n: { N: "1" } },
      { pk: { S: "b" }, zip: { N: "456" }, n: { N: "2" }, more: { N: "7" } },
    ]);
    const again = await load("out", "-t", table, "--types", "zip:string,n:number");
    expect(again).toMatchObject({ code: 0, report: { written: 3 } });
    expect((await itemsOf(table)).map(({ zip }) => zip)).toEqual([
      { S: "123" },
      { S: "456" },
      { S: "0456" },
    ]);
  });

  test("a folder that holds an export is pointed to, and so is a file that is named twice", async () => {
    const table = await newTable();
    await files({ "exports/AWSDynamoDB/0169-2d/manifest-summary.json": "{}", "a.csv": "pk\na\n" });
    expect(await load("exports", "-t", table)).toMatchObject({
      code: 2,
      report: {
        error: {
          code: "SOURCE_IS_A_FOLDER",
          message: expect.stringContaining("exports/AWSDynamoDB/0169-2d/"),
        },
      },
    });
    expect(await told("a.csv", "*.csv", "-t", table)).toContain(
      "passed over, named twice: a.csv\n",
    );
    expect(await itemsOf(table)).toEqual([{ pk: { S: "a" } }]);
  });
});

describe("a prefix and a glob in S3", () => {
  test("are read object by object, each asked for once, without a look at each before", async () => {
    const table = await newTable();
    const rows = (from: number) => Array.from({ length: 20 }, (_, n) => `k${from + n},${n}\n`);
    objects({
      "2026/": "",
      "2026/_SUCCESS": "",
      "2026/part-0.csv": `pk,n\n${rows(0).join("")}`,
      "2026/part-1.csv.gz": gzipSync(`pk,n\n${rows(20).join("")}`),
      "2026/deep/part-2.jsonl": '{"pk":"deep"}\n',
      "2027/part-3.csv": "pk,n\nother,1\n",
    });
    services().requests.length = 0;
    const { report } = await load("s3://bucket/2026/", "-t", table);
    expect(report).toMatchObject({ source: "s3://bucket/2026/", read: 41, written: 41 });
    expect(services().requests).toEqual([
      "HEAD bucket/2026/manifest-summary.json",
      "GET bucket/",
      "GET bucket/2026/deep/part-2.jsonl",
      "GET bucket/2026/part-0.csv",
      "GET bucket/2026/part-1.csv.gz",
    ]);
    expect(await itemsOf(table)).toHaveLength(41);

    const ofGlob = await load("s3://bucket/202?/part-*.csv", "-t", table, "--dry-run");
    expect(ofGlob.report).toMatchObject({ read: 21, source: "s3://bucket/202?/part-*.csv" });
  });

  test("a bad header in the middle stops there, by name; mended, --resume goes on there", async () => {
    const table = await newTable();
    objects({
      "in/a.csv": "pk,n\na,1\n,2\n",
      "in/b.csv": "id,n\nb,2\n",
      "in/c.csv": "pk,n\nc,3\n",
    });
    const first = await load("s3://bucket/in/", "-t", table);
    expect(first).toMatchObject({
      code: 2,
      report: {
        error: {
          code: "KEY_COLUMN_MISSING",
          message: expect.stringMatching(/^s3:\/\/bucket\/in\/b\.csv: expected a column "pk"/),
          hint: expect.stringContaining("--resume goes on at this file"),
        },
      },
    });
    expect(await itemsOf(table)).toEqual([{ pk: { S: "a" }, n: { N: "1" } }]);

    objects({ "in/b.csv": "pk,n\nb,2\n", "in/d.csv": "pk,n\nd,4\n" });
    const second = await runHere([...argsOf(["s3://bucket/in/", "-t", table]), "--resume"]);
    expect(second.stderr).toContain("3 files, 30 bytes, from file 2 on, s3://bucket/in/b.csv\n");
    expect(second.stderr).toContain("loaded as it is now: s3://bucket/in/b.csv\n");
    expect(second.stderr).toContain("not loaded (load it by itself): s3://bucket/in/d.csv\n");
    expect(second.stdout).toContain("3 of 4 records written");
    const [line = ""] = (await readFile(`in.${table}.rejects.jsonl`, "utf8")).split("\n");
    const place = { index: 1, line: 3, file: "s3://bucket/in/a.csv" };
    expect(JSON.parse(line)).toMatchObject({ position: place });
    expect((await itemsOf(table)).map(({ pk }) => pk?.S)).toEqual(["a", "b", "c"]);
  });
});
