import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

/** DynamoDB, with the batches that were sent to one table counted. */
export interface CountedDynamoDb {
  readonly url: string;
  /** Batches that were answered, and those of which something was throttled. */
  counts(): { readonly requests: number; readonly throttled: number };
  close(): void;
}

/** @param target where requests go @param table whose batches are counted */
export async function countedDynamoDb(target: string, table: string): Promise<CountedDynamoDb> {
  let [requests, throttled] = [0, 0];
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, response) => {
    void (async () => {
      const body = await bytesOf(incoming);
      const { method, headers } = incoming;
      const outgoing = request(target, { method, headers, agent }).end(body);
      const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
      const bytes = await bytesOf(answer);
      if (String(headers["x-amz-target"]).endsWith(".BatchWriteItem") && isOf(body, table)) {
        requests += 1;
        if (isThrottled(answer.statusCode, String(bytes))) throttled += 1;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers).end(bytes);
    })().catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ requests, throttled }),
    close: () => {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

function isOf(body: Buffer, table: string): boolean {
  return body.includes(`"${table}"`);
}

function isThrottled(status: number | undefined, text: string): boolean {
  if (status !== 200) return text.includes("ProvisionedThroughputExceeded");
  return Object.keys(JSON.parse(text).UnprocessedItems ?? {}).length > 0;
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}
