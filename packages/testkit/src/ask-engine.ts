import { testkitError } from "./testkit-error.ts";

/**
 * Asks DynamoDB in wire JSON, without the SDK, which converts values and loses an attribute that is named
 * `__proto__`: what comes back can be held against what was sent to the letter.
 *
 * @param endpoint that asks for no signature, such as DynamoDB Local's
 * @param operation for example `PutItem`
 * @returns the answer, parsed
 * @throws SpillwayError `ENGINE_REFUSED` with what the engine said
 * @example
 * await askEngine(dynamoDbLocalEndpoint(), "PutItem", { TableName: table.name, Item: { pk: { S: "a" } } });
 */
export async function askEngine(
  endpoint: string,
  operation: string,
  body: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (response.ok) return JSON.parse(answer);
  throw testkitError(
    "ENGINE_REFUSED",
    `expected ${operation} to be done; came ${response.status}: ${answer.slice(0, 200)}`,
  );
}
