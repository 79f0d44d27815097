import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";

/** A request as the engine saw it. */
export interface SeenRequest {
  readonly operation: string;
  readonly path: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** An answer of the engine; `cut` closes the connection instead. */
export type FakeAnswer =
  | "cut"
  | { readonly status?: number; readonly reason?: string; readonly content: unknown };

/** An engine that answers as a test says, with one provisioned table named Orders. */
export interface FakeEngine {
  readonly url: string;
  /** Everything but DescribeTable, in order. */
  readonly seen: SeenRequest[];
  /** What it answers to DescribeTable. */
  describe: () => FakeAnswer;
  /** What it answers to everything else. */
  answer: (request: SeenRequest) => FakeAnswer;
  close(): Promise<void>;
}

/** Starts one with `writeUnits` of provisioned capacity on Orders. */
export async function startFakeEngine(writeUnits: number): Promise<FakeEngine> {
  const table = {
    TableName: "Orders",
    TableArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders",
    TableStatus: "ACTIVE",
    CreationDateTime: 1,
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: writeUnits },
  };
  const server = createServer((request, response) => {
    receive(request).then((seen) => {
      if (seen.operation === "DescribeTable") return reply(response, engine.describe());
      engine.seen.push(seen);
      return reply(response, engine.answer(seen));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const engine: FakeEngine = {
    url: `http://127.0.0.1:${port}`,
    seen: [],
    describe: () => ({ content: { Table: table } }),
    answer: () => ({ content: {} }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return engine;
}

async function receive(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    operation: String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "",
    path: request.url,
    rawHeaders: request.rawHeaders,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function reply(response: ServerResponse, answer: FakeAnswer): void {
  if (answer === "cut") {
    response.destroy();
    return;
  }
  const { status = 200, reason = STATUS_CODES[status] ?? "", content } = answer;
  response
    .writeHead(status, reason, {
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-requestid": "fake",
      date: "Thu, 01 Jan 2026 00:00:00 GMT",
    })
    .end(typeof content === "string" ? content : JSON.stringify(content));
}
