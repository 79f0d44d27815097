import { BatchWrite } from "@aws/dynamodb-batch-iterator";
import AWS from "aws-sdk";
import { benchItems } from "../bench-items.ts";
import { CLIENT_SETTINGS, type Contender, type Target } from "../contender.ts";

/** AWS Labs' iterator, on the second version of the SDK, the only one that it takes. */
export function batchIterator({ endpoint, table }: Target): Contender {
  const client = new AWS.DynamoDB({
    endpoint,
    region: CLIENT_SETTINGS.region,
    credentials: new AWS.Credentials({ ...CLIENT_SETTINGS.credentials }),
  });
  return {
    async write(from, count) {
      let written = 0;
      for await (const _ of new BatchWrite(client, itemsFor(table, from, count))) written += 1;
      if (written !== count) throw new Error(`wrote ${written} of ${count}`);
    },
  };
}

function* itemsFor(
  table: string,
  from: number,
  count: number,
): Generator<[string, { PutRequest: { Item: AWS.DynamoDB.AttributeMap } }]> {
  for (const item of benchItems(from, count)) {
    yield [table, { PutRequest: { Item: AWS.DynamoDB.Converter.marshall(item) } }];
  }
}
