import type { ItemText } from "./item-text.ts";

/**
 * Items in DynamoDB's JSON, one a line, as an export to S3 has them: `{"Item":{"pk":{"S":"a"}}}`. Exact:
 * every type, and every digit of a number, since numbers are text in it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
export const dynamodbJsonText: ItemText = {
  head: "",
  textOf: (item) => `{"Item":${JSON.stringify(item)}}\n`,
};
