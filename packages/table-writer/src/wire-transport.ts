import { crc32 } from "node:zlib";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type AttributeMap, keyOf } from "@spillway/item";
import { type CapacityAnswer, consumedUnits, keyIfAny, unprocessedOf } from "./batch-answer.ts";
import type { SigningCredentials } from "./sigv4-signer.ts";
import type { BatchWriteResult, TargetTable, Transport, WireRequest } from "./transport.ts";
import { type HandlerSettings, handlerSettingsOf, wireAgent } from "./wire-agent.ts";
import { WireClock } from "./wire-clock.ts";
import { brokenAnswer, serviceError } from "./wire-error.ts";
import { post, type WireAgent, type WireAnswer } from "./wire-post.ts";
import { learnRequestKind, type WireRequestKind } from "./wire-request-kind.ts";

/** A transport with connections of its own. */
export interface WireTransport extends Transport {
  /** Closes its connections. A request that is in flight fails. */
  destroy(): void;
}

/**
 * Reaches DynamoDB without the SDK's serializers: posts the JSON that was prepared when a record was
 * admitted, as it is, signed, over connections that are kept alive. Credentials, region, endpoint,
 * user agent, clock offset, timeouts and TLS settings are those of the client, which stays its
 * maker's to destroy. The client's own retries play no part.
 *
 * Middleware, custom request handlers, proxies' agents and custom signers of the client are not
 * seen here: `fastestTransport` notices them.
 *
 * @param client where to write. A connection without a byte for its `requestTimeout` (default here:
 * 30 s) is given up
 * @throws SpillwayError `SDK_REQUEST_UNKNOWN` from a write, if the client does not speak HTTP
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 * @example
 * const transport = wireTransport(new DynamoDBClient({}));
 * await writeAll(source, { transport, … });
 * transport.destroy();
 */
export function wireTransport(client: DynamoDBClient): WireTransport {
  const clock = new WireClock(client);
  const kinds = new Map<string, { credentials: SigningCredentials; kind: WireRequestKind }>();
  const agents = new Map<string, WireAgent>();
  let settings: HandlerSettings | undefined;

  /** Learned anew for each table, and when the credentials were renewed. */
  async function kindFor(table: string): Promise<WireRequestKind> {
    const credentials = await client.config.credentials();
    const known = kinds.get(table);
    if (known?.credentials === credentials) return known.kind;
    const kind = await learnRequestKind(client, credentials, table);
    kinds.set(table, { credentials, kind });
    return kind;
  }

  async function agentFor({ address }: WireRequestKind): Promise<WireAgent> {
    settings ??= await handlerSettingsOf(client);
    let agent = agents.get(address.protocol);
    if (agent === undefined) {
      agent = wireAgent(address, settings);
      agents.set(address.protocol, agent);
    }
    return agent;
  }

  return {
    async batchWrite(table, requests, signal) {
      const kind = await kindFor(table.name);
      const agent = await agentFor(kind);
      const body = Buffer.from(bodyOf(table.name, requests));
      const signature = kind.signer.sign(body, clock.now());
      const length = ["content-length", String(body.length)];
      const headers = [...kind.headers, ...length, ...signature];
      const answer = await post(kind.address, agent, headers, body, signal);
      clock.learn(answer.headers);
      return resultOf(answer, table, requests);
    },
    destroy() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function bodyOf(table: string, requests: readonly WireRequest[]): string {
  let writes = "";
  for (const { op, json } of requests) {
    if (writes !== "") writes += ",";
    writes +=
      op === "put" ? `{"PutRequest":{"Item":${json}}}` : `{"DeleteRequest":{"Key":${json}}}`;
  }
  return `{"RequestItems":{${JSON.stringify(table)}:[${writes}]},"ReturnConsumedCapacity":"INDEXES"}`;
}

interface BatchAnswer {
  readonly UnprocessedItems?: Readonly<Record<string, readonly SentBack[]>>;
  readonly ConsumedCapacity?: readonly CapacityAnswer[];
}

interface SentBack {
  readonly PutRequest?: { readonly Item: AttributeMap };
  readonly DeleteRequest?: { readonly Key: AttributeMap };
}

function resultOf(
  answer: WireAnswer,
  { keys }: TargetTable,
  requests: readonly WireRequest[],
): BatchWriteResult {
  const { status, headers, body } = answer;
  const text = body.toString();
  if (status < 200 || status >= 300) {
    const type = headers["x-amzn-errortype"];
    throw serviceError(status, text, typeof type === "string" ? type : undefined);
  }
  const checksum = headers["x-amz-crc32"];
  if (checksum !== undefined && Number(checksum) !== crc32(body)) {
    throw brokenAnswer(status, "does not have the checksum that it came with");
  }
  const { UnprocessedItems, ConsumedCapacity } = batchAnswerFrom(text, status);
  const keysSentBack = Object.values(UnprocessedItems ?? {})
    .flat()
    .map(({ PutRequest, DeleteRequest }) =>
      keyIfAny(() => keyOf(PutRequest?.Item ?? DeleteRequest?.Key ?? {}, keys)),
    );
  return {
    unprocessed: unprocessedOf(keysSentBack, requests),
    consumed: consumedUnits(ConsumedCapacity ?? []),
  };
}

/** Whatever else is in it, an answer of DynamoDB's is an object; a proxy's page is not. */
function batchAnswerFrom(text: string, status: number): BatchAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw brokenAnswer(status, "is not JSON", cause);
  }
  if (typeof answer === "object" && answer !== null) return answer;
  throw brokenAnswer(status, "is not DynamoDB's");
}
