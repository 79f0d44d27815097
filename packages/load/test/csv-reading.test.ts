import { describe, expect, test } from "vitest";
import { csvReading } from "../src/source/csv-reading.ts";

describe("the reading of a CSV", () => {
  const wishes = { delimiter: undefined, types: {}, infer: true, empty: "omit" } as const;
  const keys = [
    { name: "pk", type: "S" },
    { name: "day", type: "N" },
    { name: "gone", type: "N" },
  ] as const;

  test("takes the keys' types, and the person's before those", async () => {
    const head = Buffer.from("pk;day;n\n1;2;3\n");
    const { reading, names } = await csvReading(head, wishes, keys, []);
    expect(names).toEqual(["pk", "day", "n"]);
    expect(reading).toEqual({
      delimiter: ";",
      types: { pk: "string", day: "number" },
      infer: true,
      empty: "omit",
      notNull: ["pk", "day"],
    });
    const types = { day: "string", n: "boolean" } as const;
    expect((await csvReading(head, { ...wishes, types }, keys, [])).reading.types).toEqual({
      pk: "string",
      ...types,
    });
  });

  test("keeps the delimiter that the person names", async () => {
    const { names } = await csvReading(
      Buffer.from("a;b,c\n"),
      { ...wishes, delimiter: "," },
      [],
      [],
    );
    expect(names).toEqual(["a;b", "c"]);
  });

  test("of nothing has no columns", async () => {
    expect((await csvReading(Buffer.from(""), wishes, keys, [])).names).toEqual([]);
  });

  test("can't give binary keys", async () => {
    const binary = [{ name: "pk", type: "B" }] as const;
    await expect(csvReading(Buffer.from("pk\n"), wishes, binary, [])).rejects.toMatchObject({
      code: "CSV_KEY_IS_BINARY",
      hint: expect.stringContaining('{"pk":{"B":"base64"}}'),
    });
  });
});
