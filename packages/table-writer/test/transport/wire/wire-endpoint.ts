import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { admitItem, type PlainRecord } from "@spillway/item";
import type { TargetTable, WireRequest } from "../../../src/index.ts";

export const TABLE: TargetTable = {
  name: "Users",
  keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } },
};

export function put(record: PlainRecord): WireRequest {
  const { json, attributes, key, bytes } = admitItem(record, TABLE.keys);
  return { op: "put", json, attributes, key, bytes };
}

/** A request as it came over the wire. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What an endpoint says, and what it was asked; `close` ends it and its client. */
export interface Endpoint {
  readonly client: DynamoDBClient;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A server on the loopback interface that keeps what it was sent, with a client for it. */
export async function endpointThat(
  answer: RequestListener,
  config: DynamoDBClientConfig = {},
): Promise<Endpoint> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    request.setEncoding("utf8");
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    received.push({ method, url, headers, body });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-west-1",
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
    maxAttempts: 1,
    ...config,
  });
  return {
    client,
    received,
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers the same to everything. */
export function always(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}
