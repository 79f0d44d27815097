import { BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import type { AttributeMap } from "@spillway/item";
import { AwsServiceError, jsonOperation, type RequestSender } from "@spillway/signed-requests";
import type { SinkContext } from "../sink.ts";
import type { NoticeLedger } from "./notice-ledger.ts";

/** What the ledger works with. */
export interface LedgerOptions {
  /** A sender for DynamoDB. */
  readonly dynamodb: RequestSender;
  /** Partition key `id` (S); TTL attribute `expires_at`. */
  readonly tableName: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Retry = SinkContext["retry"];
interface Keys {
  readonly Keys: readonly AttributeMap[];
  readonly ConsistentRead?: boolean;
  readonly ProjectionExpression?: string;
}
type Table<Part> = Readonly<Record<string, Part>>;
interface Put {
  readonly PutRequest: { readonly Item: AttributeMap };
}

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
const BATCH_GET_MAX_KEYS = 100;
/** Longer than what failed is kept by default, 90 days: a replay then must not announce a second time. */
const LIFETIME_SECONDS = 120 * 24 * 3_600;
const THROTTLED = 400;

/**
 * A ledger in a DynamoDB table. What a batch leaves unprocessed is asked for again, as `retry` has it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function dynamodbLedger(options: LedgerOptions): NoticeLedger {
  const { dynamodb, tableName, now } = options;
  const batchGet = jsonOperation<
    { RequestItems: Table<Keys> },
    { Responses?: Table<readonly AttributeMap[]>; UnprocessedKeys?: Table<Keys> }
  >(dynamodb, "DynamoDB_20120810.BatchGetItem", "1.0");
  const batchWrite = jsonOperation<
    { RequestItems: Table<readonly Put[]> },
    { UnprocessedItems?: Table<readonly Put[]> }
  >(dynamodb, "DynamoDB_20120810.BatchWriteItem", "1.0");

  async function find(ids: readonly string[], found: Set<string>, retry: Retry): Promise<void> {
    let wanted: readonly AttributeMap[] = ids.map((id) => ({ id: { S: id } }));
    await retry(async () => {
      const request = { Keys: wanted, ConsistentRead: true, ProjectionExpression: "id" };
      const answer = await batchGet({ RequestItems: { [tableName]: request } });
      for (const { id } of answer.Responses?.[tableName] ?? []) {
        if (id !== undefined && "S" in id) found.add(id.S);
      }
      wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      if (wanted.length > 0) throw unprocessed(wanted.length);
    });
  }

  async function write(ids: readonly string[], retry: Retry): Promise<void> {
    const expiresAt = { N: String(Math.floor(now() / 1_000) + LIFETIME_SECONDS) };
    let puts: readonly Put[] = ids.map((id) => ({
      PutRequest: { Item: { id: { S: id }, expires_at: expiresAt } },
    }));
    await retry(async () => {
      const answer = await batchWrite({ RequestItems: { [tableName]: puts } });
      puts = answer.UnprocessedItems?.[tableName] ?? [];
      if (puts.length > 0) throw unprocessed(puts.length);
    });
  }

  return {
    async sent(ids, retry) {
      const found = new Set<string>();
      await Promise.all(parts(ids, BATCH_GET_MAX_KEYS).map((part) => find(part, found, retry)));
      return found;
    },
    async remember(ids, retry) {
      await Promise.all(parts(ids, BATCH_WRITE_MAX_REQUESTS).map((part) => write(part, retry)));
    },
  };
}

/** What DynamoDB leaves undone it would not take at once: throttling, with a status of success. */
function unprocessed(count: number): AwsServiceError {
  const message = `${count} of a batch were not processed`;
  return new AwsServiceError("ProvisionedThroughputExceededException", message, THROTTLED);
}

function parts(ids: readonly string[], size: number): string[][] {
  const list: string[][] = [];
  for (let start = 0; start < ids.length; start += size) list.push(ids.slice(start, start + size));
  return list;
}
