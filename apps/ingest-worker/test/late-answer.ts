import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LoadClients } from "@spillway/aws-clients";

/**
 * Clients whose first batch is in the table at once and answered so late, as on a busy day; the others
 * are answered at once.
 */
export async function lateAnswer(clients: LoadClients, endpoint: string, lateMs: number) {
  let isFirst = true;
  const server = createServer(async (request, response) => {
    const isLate = isFirst;
    isFirst = false;
    const { host, connection, "content-length": length, ...headers } = request.headers;
    const body = await buffer(request);
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: headers as Record<string, string>,
      body,
    });
    const answered = Buffer.from(await answer.arrayBuffer());
    if (isLate) await delay(lateMs);
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "",
      "content-length": answered.byteLength,
    });
    response.end(answered);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", maxAttempts: 1 },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    clients: { ...clients, dynamodbWriter: async () => client } satisfies LoadClients,
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
