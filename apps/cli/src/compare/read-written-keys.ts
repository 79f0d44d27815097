import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import { type Clock, type Deadline, fullJitterDelay, type Random } from "@spillway/pacing";
import { cliError } from "../errors.ts";
import type { RecordKey } from "./key-ledger.ts";

/** BatchGetItem's limit. */
export const KEYS_A_REQUEST = 100;

/**
 * Which of these keys (at most 100) the table holds. Keys that DynamoDB sends back unprocessed are
 * asked for again with full-jitter back-off until the deadline; after that they count as not seen.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export async function readWrittenKeys(
  clients: Clients,
  table: string,
  keys: readonly RecordKey[],
  options: { consistent: boolean; clock: Clock; random: Random; deadline: Deadline },
): Promise<RecordKey[]> {
  if (keys.length > KEYS_A_REQUEST) {
    throw cliError("TOO_MANY_KEYS", `expected at most ${KEYS_A_REQUEST} keys; came ${keys.length}`);
  }
  const { BatchGetItemCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await clients.dynamodb();
  const found: RecordKey[] = [];
  let pending = keys.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { N: sk } }));
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    if (attempt > 0) {
      const delayMs = fullJitterDelay({ attempt: attempt - 1, random: options.random });
      if (delayMs >= options.deadline.remainingMs()) return found;
      await options.clock.sleep(delayMs);
    }
    const command = new BatchGetItemCommand({
      RequestItems: {
        [table]: {
          Keys: pending,
          ProjectionExpression: "pk, sk",
          ConsistentRead: options.consistent,
        },
      },
    });
    const answer = await awsRequest(`could not read keys of ${table}`, clients.target, async () => {
      try {
        return await client.send(command);
      } catch (error) {
        // Thrown only when no key at all could be read: the same as all of them unprocessed.
        if (error instanceof Error && error.name === "ProvisionedThroughputExceededException") {
          return undefined;
        }
        throw error;
      }
    });
    if (answer === undefined) continue;
    for (const item of answer.Responses?.[table] ?? []) {
      if (item.pk?.S !== undefined && item.sk?.N !== undefined) {
        found.push({ pk: item.pk.S, sk: item.sk.N });
      }
    }
    const unprocessed = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    const left = new Set(unprocessed.map((key) => `${key.pk?.S}\n${key.sk?.N}`));
    pending = pending.filter((key) => left.has(`${key.pk.S}\n${key.sk.N}`));
  }
  return found;
}
