import { describe, expect, test } from "vitest";
import { type RecordShape, shapeRecord } from "../../src/shape/shape-record.ts";
import { AT, DELETES, lineOf, loaded, mended, PLAIN, TEMPLATES, written } from "./reject-lines.ts";

describe("text that could not be read", () => {
  test.each(["TEXT_NOT_UTF8", "TEXT_NOT_DECODABLE"])(
    "after %s is not written with a character in place of its bytes, only once it is mended",
    async (code) => {
      const raw = '{"pk":"Zo\uFFFD","sk":1}';
      const reason = { code, message: "expected other bytes" };
      const line = await lineOf(shapeRecord({ ok: false, reason, position: AT, raw }, PLAIN));
      expect(await written(line)).toMatchObject({ puts: [], report: { rejected: 1 } });
      const puts = [{ pk: { S: "Zoë" }, sk: { N: "1" } }];
      expect(await written(mended(line, { raw: '{"pk":"Zoë","sk":1}' }))).toMatchObject({ puts });
    },
  );

  const rawOf = (raw: string, shape: RecordShape = PLAIN) => {
    const reason = { code: "JSON_MALFORMED", message: "expected one JSON object" };
    return lineOf(shapeRecord({ ok: false, reason, position: AT, raw }, shape));
  };

  test("stays rejected for the same reason, said once, until it is mended", async () => {
    const line = await rawOf('{"pk":"a","sk":1');
    expect(JSON.parse(line)).toMatchObject({ raw: '{"pk":"a","sk":1' });
    const twice = await lineOf(await loaded(await lineOf(await loaded(line))));
    expect(JSON.parse(twice)).toMatchObject({
      reason: {
        code: "JSON_MALFORMED",
        message: "expected one JSON object (it still is as it was)",
      },
      raw: '{"pk":"a","sk":1',
    });
  });

  test("is a record once it is a JSON object, with every digit and the keys of the templates", async () => {
    const line = await rawOf('{"sk":1,"id":7');
    const { puts } = await written(
      mended(line, { raw: '{"sk":9007199254740993,"id":7}' }),
      TEMPLATES,
    );
    expect(puts).toMatchObject([
      { pk: { S: expect.stringMatching(/^USER#7#/) }, sk: { N: "9007199254740993" } },
    ]);
  });

  test("is an item once it is one in DynamoDB's JSON, of an export too", async () => {
    const item = '{"pk":{"S":"a"},"sk":{"N":"1"}}';
    const line = await rawOf("{");
    for (const raw of [item, `{"Item":${item}}`]) {
      expect((await written(mended(line, { raw }))).puts).toEqual([JSON.parse(item)]);
    }
  });

  test("of a load that deletes is of an item to delete", async () => {
    const line = await rawOf("{", DELETES);
    expect(await written(mended(line, { raw: '{"pk":"a","sk":1}' }))).toMatchObject({
      puts: [],
      deletes: [{ pk: { S: "a" }, sk: { N: "1" } }],
    });
  });
});
