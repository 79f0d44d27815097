import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a fake service answers: 200 with this body unless a status is given. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type FakeOperation = (input: Record<string, unknown>, path: string) => FakeAnswer;

/** An endpoint for every service, for answers that no engine gives when asked to. */
export interface FakeAws {
  readonly endpoint: string;
  /** Every operation that was asked for, in order, with its input. */
  readonly calls: readonly { operation: string; input: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** Operations by name: `Invoke`, `BatchGetItem`, `ReceiveMessage`, … One that is missing answers {}. */
export async function startFakeAws(
  operations: Readonly<Record<string, FakeOperation>>,
): Promise<FakeAws> {
  const calls: { operation: string; input: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const operation = operationOf(request);
      const input = text === "" ? {} : JSON.parse(text);
      calls.push({ operation, input });
      answer(response, operations[operation]?.(input, request.url ?? "") ?? { body: {} });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An error as the JSON services send it. */
export function fakeError(type: string, message: string, status = 400): FakeAnswer {
  return { status, headers: { "x-amzn-errortype": type }, body: { __type: type, message } };
}

function operationOf(request: IncomingMessage): string {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  return request.url?.endsWith("/invocations") ? "Invoke" : "GetCallerIdentity";
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text.startsWith("{") ? text : "";
}

function answer(response: ServerResponse, { status = 200, headers = {}, body }: FakeAnswer): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0", ...headers });
  response.end(JSON.stringify(body));
}
