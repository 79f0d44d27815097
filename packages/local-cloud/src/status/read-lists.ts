import { type DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import {
  type LambdaClient,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { paginateListQueues, type SQSClient } from "@aws-sdk/client-sqs";
import type { ListReaders } from "./deployed.ts";

export interface ListClients {
  /** Of the gateway: it knows which mappings are enabled. */
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly dynamoDb: DynamoDBClient;
}

/** Reads what is deployed in a region. */
export function listReaders({ lambda, sqs, dynamoDb }: ListClients): ListReaders {
  return {
    functions: () =>
      collected(paginateListFunctions({ client: lambda }, {}), ({ Functions = [] }) =>
        Functions.map(({ FunctionName = "" }) => FunctionName),
      ),
    tables: () =>
      collected(paginateListTables({ client: dynamoDb }, {}), ({ TableNames = [] }) => TableNames),
    queues: () =>
      collected(paginateListQueues({ client: sqs }, { MaxResults: 1_000 }), ({ QueueUrls = [] }) =>
        QueueUrls.map((url) => url.split("/").at(-1) ?? url),
      ),
    mappings: () =>
      collected(
        paginateListEventSourceMappings({ client: lambda }, {}),
        ({ EventSourceMappings = [] }) =>
          EventSourceMappings.map((mapping) => ({
            uuid: mapping.UUID ?? "",
            source: mapping.EventSourceArn ?? "",
            functionArn: mapping.FunctionArn ?? "",
            enabled: mapping.State !== "Disabled",
          })),
      ),
  };
}

async function collected<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...itemsOf(page));
  return items;
}
