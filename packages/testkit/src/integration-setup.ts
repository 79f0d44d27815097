import { startDynamoDbLocal } from "./dynamodb-local.ts";

/** Vitest's global set-up of the integration tests: one DynamoDB Local for all of them. */
export async function setup(): Promise<() => Promise<void>> {
  const engine = await startDynamoDbLocal();
  process.env.DYNAMODB_LOCAL_ENDPOINT = engine.endpoint;
  return () => engine.close();
}
