import { startDynamoDbLocal } from "./dynamodb-local.ts";
import { SHORT_LIVED_JAVA } from "./java.ts";

/** As many as there are workers of integration tests at most. */
const ENGINES = 3;

/**
 * Vitest's global set-up of the integration tests: a DynamoDB Local for each worker, named in
 * `DYNAMODB_LOCAL_ENDPOINTS`. DynamoDB Local answers about one in thirty creations of a table with
 * InternalFailure where others are being made, and none where it is asked for one thing after the other.
 */
export async function setup(): Promise<() => Promise<void>> {
  // Another project's set-up has started them.
  if (process.env.DYNAMODB_LOCAL_ENDPOINTS !== undefined) return async () => {};
  const env = { ...SHORT_LIVED_JAVA, ...process.env };
  const engines = await Promise.all(
    Array.from({ length: ENGINES }, () => startDynamoDbLocal({ env })),
  );
  process.env.DYNAMODB_LOCAL_ENDPOINTS = engines.map(({ endpoint }) => endpoint).join(" ");
  return async () => {
    await Promise.all(engines.map((engine) => engine.close()));
  };
}
