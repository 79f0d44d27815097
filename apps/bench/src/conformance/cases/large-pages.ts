import { ask, type Chapter } from "../step.ts";
import { pages } from "./pages.ts";
import { createTable, deleteTable } from "./tables.ts";

/** Pages end at 1 MB, whatever the limit says. */
export const LARGE_PAGES: Chapter = {
  name: "large pages",
  steps: [
    ...createTable("LargePages", { keys: ["pk:S", "sk:N"] }),
    ...Array.from({ length: 12 }, (_, at) =>
      ask("PutItem", {
        TableName: "LargePages",
        Item: { pk: { S: `p${at % 3}` }, sk: { N: String(at) }, v: { S: "x".repeat(200_000) } },
      }),
    ),
    ...pages("Scan", { TableName: "LargePages" }, 4),
    ...pages("Scan", { TableName: "LargePages", Select: "COUNT" }, 4),
    ...pages(
      "Query",
      {
        ...{ TableName: "LargePages", KeyConditionExpression: "pk = :p" },
        ExpressionAttributeValues: { ":p": { S: "p0" } },
      },
      2,
    ),
    ask("BatchGetItem", {
      RequestItems: {
        LargePages: {
          Keys: Array.from({ length: 12 }, (_, at) => ({
            pk: { S: `p${at % 3}` },
            sk: { N: String(at) },
          })),
        },
      },
    }),
    ...deleteTable("LargePages"),
  ],
};
