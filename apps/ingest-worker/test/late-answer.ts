import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LoadClients } from "@spillway/aws-clients";

/**
 * Clients whose first batch is in the table at once, and whose answer to it comes or is lost only when that
 * is said, as on a busy day; the others are answered at once.
 */
export async function lateAnswer(clients: LoadClients, endpoint: string) {
  let isFirst = true;
  let firstWrites = 0;
  let end = (_: "answer" | "lose"): void => {};
  const ended = new Promise<"answer" | "lose">((resolve) => {
    end = resolve;
  });
  const server = createServer(async (request, response) => {
    const isLate = isFirst;
    isFirst = false;
    const { host, connection, "content-length": length, ...headers } = request.headers;
    const body = await buffer(request);
    const received = await fetch(endpoint, {
      method: "POST",
      headers: headers as Record<string, string>,
      body,
    });
    const bytes = Buffer.from(await received.arrayBuffer());
    if (isLate) {
      const { RequestItems } = JSON.parse(body.toString());
      firstWrites = Object.values<unknown[]>(RequestItems).flat().length;
      if ((await ended) === "lose") return void request.socket.destroy();
    }
    response.writeHead(received.status, {
      "content-type": received.headers.get("content-type") ?? "",
      "content-length": bytes.byteLength,
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", maxAttempts: 1 },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    end,
    /** Writes in the first batch. */
    firstWrites: () => firstWrites,
    clients: { ...clients, dynamodbWriter: async () => client } satisfies LoadClients,
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
