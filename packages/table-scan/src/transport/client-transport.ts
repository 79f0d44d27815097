import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { AttributeMap } from "@spillway/item";
import { tableScanError } from "../errors.ts";
import { sendJson } from "./json-command.ts";
import type { ScanAnswer, ScanTransport } from "./scan-transport.ts";

/**
 * Reaches DynamoDB through an AWS client, past its serializers: the request is sent and the answer read
 * as wire JSON, so that no value is turned into another form and back. All else is the client's own:
 * region, endpoint, credentials, signature, timeouts, middleware.
 *
 * @param client with `maxAttempts: 1`: a scan retries by its own rules. It stays its maker's to destroy
 * @example
 * const transport = clientTransport(new DynamoDBClient({ maxAttempts: 1 }));
 */
export function clientTransport(client: DynamoDBClient): ScanTransport {
  return {
    async scan(request, signal) {
      const command = new ScanCommand({ TableName: request.TableName });
      const body = JSON.stringify({ ...request, ReturnConsumedCapacity: "TOTAL" });
      return answerFrom(await sendJson(client, command, body, signal));
    },
  };
}

interface WireAnswer {
  readonly Items?: readonly AttributeMap[];
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: AttributeMap;
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

function answerFrom(text: string): ScanAnswer {
  const answer = wireAnswer(text);
  const { Items: items = [], LastEvaluatedKey: next, ConsumedCapacity: consumed } = answer;
  return {
    items,
    scanned: answer.ScannedCount ?? items.length,
    units: consumed?.CapacityUnits,
    next,
  };
}

/** Whatever else is in it, an answer of DynamoDB's is an object; a proxy's page is not. */
function wireAnswer(text: string): WireAnswer {
  let answer: unknown;
  let cause: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    cause = error;
  }
  if (typeof answer === "object" && answer !== null) return answer;
  throw tableScanError(
    "SCAN_ANSWER_INVALID",
    `expected DynamoDB's answer to a scan, which is JSON; came ${JSON.stringify(text.slice(0, 60))}`,
    { hint: "Is the endpoint a DynamoDB endpoint?", cause },
  );
}
