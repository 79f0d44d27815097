// Bodies that are no request, or one in an odd way.
import { gzipSync } from "node:zlib";

const KEY = { TableName: "Http", Key: { pk: { S: "a" } } };
const ITEM = { TableName: "Http", Item: { pk: { S: "a" }, v: { S: "é😀" } } };

export const BODIES: Readonly<Record<string, string | Buffer>> = {
  "no body": "",
  "white space": " \n\t ",
  "white space around": ` \n${JSON.stringify(ITEM)}\n `,
  null: "null",
  true: "true",
  "a number": "7",
  "a text": '"x"',
  "a list": "[]",
  "a list of one": `[${JSON.stringify(KEY)}]`,
  "no JSON": "nonsense",
  "half JSON": '{"TableName":"Http"',
  "more after it": `${JSON.stringify(KEY)}x`,
  "two objects": "{}{}",
  "a comma too many": '{"TableName":"Http",}',
  "single quotes": "{'TableName':'Http'}",
  "bare names": '{TableName:"Http"}',
  "a comment": '{"TableName":"Http"/* x */}',
  NaN: '{"TableName":NaN}',
  "a name twice": '{"TableName":"Missing","TableName":"Http","Key":{"pk":{"S":"a"}}}',
  "a name twice within":
    '{"TableName":"Http","Item":{"pk":{"S":"a"},"pk":{"S":"b"}},"Key":{"pk":{"S":"a"},"pk":{"S":"b"}}}',
  "a type twice":
    '{"TableName":"Http","Item":{"pk":{"S":"a","S":"b"}},"Key":{"pk":{"S":"a","S":"b"}}}',
  "escaped names":
    '{"\\u0054ableName":"Http","Item":{"pk":{"S":"\\u0061"}},"Key":{"pk":{"S":"\\u0061"}}}',
  "names in another case": '{"tableName":"Http","key":{"pk":{"S":"a"}}}',
  "a mark before it": `\ufeff${JSON.stringify(KEY)}`,
  "UTF-16": Buffer.from(JSON.stringify(KEY), "utf16le"),
  "bytes that are no UTF-8": Buffer.from(JSON.stringify(ITEM).replace("é", "\xff\xfe"), "latin1"),
  "a half character": Buffer.from(
    '{"TableName":"Http","Item":{"pk":{"S":"\xc3"}},"Key":{"pk":{"S":"\xc3"}}}',
    "latin1",
  ),
  "a lone surrogate":
    '{"TableName":"Http","Item":{"pk":{"S":"\\ud800"}},"Key":{"pk":{"S":"\\ud800"}}}',
  "a control character": '{"TableName":"Http","Key":{"pk":{"S":"a\u0001"}}}',
  "nested 500 deep": `${'{"a":'.repeat(500)}1${"}".repeat(500)}`,
  "nested 5,000 deep": `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
  "a number of 1,000 digits": `{"TableName":"Http","Limit":${"9".repeat(1_000)},"Key":{"pk":{"S":"a"}},"Item":{"pk":{"S":"a"}}}`,
  __proto__: '{"__proto__":{"TableName":"Http"},"Key":{"pk":{"S":"a"}}}',
  "__proto__ as an attribute":
    '{"TableName":"Http","Item":{"pk":{"S":"a"},"__proto__":{"S":"x"}},"Key":{"pk":{"S":"a"}}}',
  "constructor as an attribute":
    '{"TableName":"Http","Item":{"pk":{"S":"a"},"constructor":{"S":"x"},"toString":{"S":"x"}},"Key":{"pk":{"S":"a"}}}',
  "compressed, unsaid": gzipSync(JSON.stringify(KEY)),
};
