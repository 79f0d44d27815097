import type {
  DynamoDBClient,
  ScanCommand,
  ScanCommandInput,
  ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";

/** A step of the client's, from the one after its serializer to the one before its deserializer. */
type Step = (args: { input: ScanCommandInput; request: unknown }) => Promise<Answered>;

interface Answered {
  readonly response: unknown;
  readonly output: ScanCommandOutput;
}

/**
 * Sends a command whose body is JSON that is there already, and gives the answer's text.
 *
 * The body takes its place after the client's serializer and before its length and signature are
 * made; the answer is taken before the client's deserializer, which is handed an empty one. An answer
 * that is an error is left to it, so that it throws what it always throws.
 *
 * @throws what the client throws
 */
export async function sendJson(
  client: DynamoDBClient,
  command: ScanCommand,
  body: string,
  signal?: AbortSignal,
): Promise<string> {
  let text = "";
  command.middlewareStack.addRelativeTo(
    (next: Step): Step =>
      async (args) => {
        if (hasBody(args.request)) args.request.body = body;
        return next(args);
      },
    { name: "preparedBody", relation: "before", toMiddleware: "contentLengthMiddleware" },
  );
  command.middlewareStack.addRelativeTo(
    (next: Step): Step =>
      async (args) => {
        const answer = await next(args);
        const { response } = answer;
        if (hasBody(response) && isSuccess(response)) {
          text = await textOf(response.body);
          response.body = Buffer.from("{}");
        }
        return answer;
      },
    { name: "wireAnswer", relation: "after", toMiddleware: "deserializerMiddleware" },
  );
  await client.send(command, signal ? { abortSignal: signal } : {});
  return text;
}

function hasBody(
  message: unknown,
): message is { body: AsyncIterable<Uint8Array> | string | Buffer } {
  return typeof message === "object" && message !== null && "body" in message;
}

function isSuccess(response: object): boolean {
  return "statusCode" in response && Number(response.statusCode) < 300;
}

/** A body as Node's handlers give it: a stream of bytes. */
async function textOf(body: AsyncIterable<Uint8Array> | string | Uint8Array): Promise<string> {
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
