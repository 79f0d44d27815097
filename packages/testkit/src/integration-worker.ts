// Vitest's set-up of each worker of integration tests: its own DynamoDB Local of those that
// integration-setup.ts has started.
const endpoints = (process.env.DYNAMODB_LOCAL_ENDPOINTS ?? "").split(" ").filter(Boolean);
const worker = Number(process.env.VITEST_POOL_ID ?? "1") - 1;
const endpoint = endpoints[worker % endpoints.length];
if (endpoint !== undefined) process.env.DYNAMODB_LOCAL_ENDPOINT = endpoint;
