import { describe, expect, it } from "vitest";
import { readExport } from "./export-read.ts";
import { exportFiles } from "./export-sources.ts";

describe("an export in Ion", () => {
  const summary = { outputFormat: "ION" };

  it("gives the same items as one in JSON", async () => {
    const lines = [
      '$ion_1_0 {Item:{pk:"a",n:6d2,tags:$dynamodb_SS::["x"]}}',
      '$ion_1_0 {Item:{pk:"b"}}',
    ];
    const found = await readExport(exportFiles({ files: [lines], summary }));
    expect(found.map((one) => one.ok && "attributes" in one && one.attributes)).toEqual([
      { pk: { S: "a" }, n: { N: "6E+2" }, tags: { SS: ["x"] } },
      { pk: { S: "b" } },
    ]);
  });

  it("gives puts and deletes of an incremental one, in a struct of their own or not", async () => {
    const incremental = { ...summary, exportType: "INCREMENTAL_EXPORT" };
    const lines = [
      '$ion_1_0 {Record:{Keys:{pk:"a"},Metadata:{WriteTimestampMicros:1684374845117899.},NewImage:{pk:"a",n:1.}}}',
      '$ion_1_0 {Record:{Keys:{pk:"b"},Metadata:{WriteTimestampMicros:1.},OldImage:{pk:"b"}}}',
      '$ion_1_0 {Keys:{pk:"c"},NewImage:{pk:"c"}}',
      "$ion_1_0 {Record:{Metadata:{}}}",
    ];
    const found = await readExport(exportFiles({ files: [lines], summary: incremental }));
    expect(found).toMatchObject([
      { ok: true, attributes: { pk: { S: "a" }, n: { N: "1" } } },
      { ok: true, delete: { pk: "b" } },
      { ok: true, attributes: { pk: { S: "c" } } },
      { ok: false, reason: { code: "EXPORT_LINE_INVALID" } },
    ]);
  });
});
