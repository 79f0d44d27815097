import { crc32 } from "node:zlib";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type AttributeMap, keyOf } from "@spillway/item";
import { type CapacityAnswer, consumedUnits, keyIfAny, unprocessedOf } from "../batch-answer.ts";
import type { BatchWriteResult, TargetTable, Transport, WireRequest } from "../transport.ts";
import { type HandlerSettings, handlerSettingsOf } from "./wire-agent.ts";
import type { WireAnswer } from "./wire-answer-head.ts";
import { WireClock } from "./wire-clock.ts";
import { brokenAnswer, serviceError } from "./wire-error.ts";
import { WirePool } from "./wire-pool.ts";
import { RequestBytes } from "./wire-request-bytes.ts";
import {
  learnRequestKind,
  type WireCredentials,
  type WireRequestKind,
} from "./wire-request-kind.ts";
import { socketOpener, type WireAddress } from "./wire-socket.ts";

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
  const requestBytes = new RequestBytes();
  const ways = new Map<string, Way>();
  const pools = new Map<string, WirePool>();

  /** Learned anew for each table, and when the credentials were renewed. */
  async function wayTo(table: string): Promise<Way> {
    const credentials = await client.config.credentials();
    const known = ways.get(table);
    if (known?.credentials === credentials) return known;
    const kind = await learnRequestKind(client, credentials, table);
    const way = { credentials, kind, pool: poolFor(kind.address, await handlerSettingsOf(client)) };
    ways.set(table, way);
    return way;
  }

  function poolFor(address: WireAddress, settings: HandlerSettings): WirePool {
    const { protocol, hostname, port } = address;
    const origin = `${protocol}//${hostname}:${port}`;
    let pool = pools.get(origin);
    if (pool === undefined) {
      pool = new WirePool(socketOpener(address, settings), () => performance.now());
      pools.set(origin, pool);
    }
    return pool;
  }

  return {
    async batchWrite(table, requests, signal) {
      const { kind, pool } = await wayTo(table.name);
      const bytes = requestBytes.write(kind, bodyOf(table.name, requests), clock.now());
      const answer = await pool.post(bytes, signal);
      requestBytes.release(bytes);
      clock.learn(answer.headers);
      return resultOf(answer, table, requests);
    },
    destroy() {
      for (const pool of pools.values()) pool.destroy();
    },
  };
}

/** How batches for one table go. */
interface Way {
  readonly credentials: WireCredentials;
  readonly kind: WireRequestKind;
  readonly pool: WirePool;
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
    throw serviceError(status, text, headers.get("x-amzn-errortype"));
  }
  const checksum = headers.get("x-amz-crc32");
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
