import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";

/** Items of a table that have a run, all their attributes being strings. */
export async function itemsOfRun(endpoint: string, TableName: string, run: string) {
  const client = new DynamoDBClient({
    ...{ endpoint, region: "us-east-1" },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const scan = {
    ...{ TableName, ConsistentRead: true, FilterExpression: "#run = :run" },
    ExpressionAttributeNames: { "#run": "run" },
    ExpressionAttributeValues: { ":run": { S: run } },
  };
  const items: (Readonly<Record<string, string>> & { readonly id: string })[] = [];
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    for (const item of Items) {
      const texts = Object.entries(item).map(([name, { S = "" }]) => [name, S] as const);
      items.push({ id: item.id?.S ?? "", ...Object.fromEntries(texts) });
    }
  }
  return items;
}
