import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/**
 * The services of a worker, in a process of their own: `job-services.ts FILE [ENGINE]`. S3 has one object, the
 * file, and whatever is put; DynamoDB takes every batch at once and leaves all else to the engine, or describes a
 * table on demand without one; SQS takes all, and SNS. Prints its address first, then each message's body.
 */
const [path = "", engine] = process.argv.slice(2);
const file: FileHandle = await open(path);
const { size } = await file.stat();
const ETAG = '"bench"';
const FILE_PATH = "/bench/records.csv";
const JSON_TYPE = { "content-type": "application/x-amz-json-1.0" };
const DESCRIBED = JSON.stringify({
  Table: {
    ...{ TableName: "Bench", TableStatus: "ACTIVE" },
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  },
});
const WRITTEN =
  '{"ConsumedCapacity":[{"CapacityUnits":25.0,"Table":{"CapacityUnits":25.0},"TableName":"Bench"}],"UnprocessedItems":{}}';
const kept = new Map<string, Buffer>();

const server = createServer((incoming, response) => {
  const operation = String(incoming.headers["x-amz-target"] ?? "");
  if (operation.endsWith(".BatchWriteItem")) {
    // Not looked at: the cores are the workers'.
    incoming.resume().on("end", () => response.writeHead(200, JSON_TYPE).end(WRITTEN));
  } else if (operation.startsWith("AmazonSQS.")) {
    void queue(operation, incoming, response);
  } else if (operation === "") {
    void object(incoming, response);
  } else if (engine === undefined) {
    incoming.resume().on("end", () => response.writeHead(200, JSON_TYPE).end(DESCRIBED));
  } else {
    forward(incoming, response, engine);
  }
});

async function object(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url ?? "", "http://s3");
  const body = await bytesOf(incoming);
  const own = kept.get(pathname);
  const { method } = incoming;
  if (method === "PUT" || method === "POST") {
    // A notice of SNS's is posted.
    const isRefused = own !== undefined && incoming.headers["if-none-match"] === "*";
    if (method === "PUT" && !isRefused) kept.set(pathname, body);
    response.writeHead(isRefused ? 412 : 200, { etag: ETAG }).end();
    return;
  }
  const length = own?.length ?? (pathname === FILE_PATH ? size : undefined);
  if (length === undefined) {
    response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    return;
  }
  const [, from = "0", to = String(length - 1)] =
    /^bytes=(\d+)-(\d+)$/.exec(incoming.headers.range ?? "") ?? [];
  const [begin, end] = [Number(from), Math.min(length, Number(to) + 1)];
  const isPart = incoming.headers.range !== undefined;
  response.writeHead(isPart ? 206 : 200, { etag: ETAG, "content-length": end - begin });
  if (method === "HEAD") response.end();
  else if (own !== undefined) response.end(own.subarray(begin, end));
  else response.end(await part(begin, end));
}

async function part(begin: number, end: number): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.allocUnsafe(end - begin), 0, end - begin, begin);
  return buffer;
}

async function queue(
  operation: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = JSON.parse((await bytesOf(incoming)).toString());
  const entries: { Id: string; MessageBody: string }[] = operation.endsWith("Batch")
    ? asked.Entries
    : operation.endsWith("SendMessage")
      ? [{ Id: "0", ...asked }]
      : [];
  for (const { MessageBody } of entries) console.log(MessageBody);
  const Successful = entries.map(({ Id, MessageBody }) => ({
    ...{ Id, MessageId: Id },
    // The SDK looks whether it is right.
    MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
  }));
  const answer = { ...Successful[0], Successful, Failed: [] };
  response.writeHead(200, JSON_TYPE).end(JSON.stringify(answer));
}

function forward(incoming: IncomingMessage, response: ServerResponse, to: string): void {
  const { method, headers } = incoming;
  const outgoing = request(to, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => response.destroy());
  incoming.pipe(outgoing);
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}`);
});
// Ends with whoever started it.
process.stdin.resume().on("end", () => process.exit(0));
