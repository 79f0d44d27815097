export { ManualClock } from "@spillway/pacing";
export { askEngine } from "./ask-engine.ts";
export {
  type DynamoDbLocal,
  type DynamoDbLocalOptions,
  startDynamoDbLocal,
} from "./dynamodb-local.ts";
export { FakeQueue, noSuchQueue, refused } from "./fake-queue.ts";
export { FakeTable } from "./fake-table.ts";
export { type ApiEventOptions, apiEvent, CALLER_ARN, tokenOf } from "./http-api/api-event.ts";
export {
  type ApiEventsOptions,
  apiEvents,
  type FuzzedApiEvent,
  mostly,
} from "./http-api/api-events.ts";
export { type ApiFuzz, fuzzApi, payloadOf } from "./http-api/fuzz-api.ts";
export { type OpenApiFlaw, openApiFlaws } from "./http-api/open-api-flaws.ts";
export { hurriedClock } from "./hurried-clock.ts";
export {
  type ArbitraryAttributeValue,
  type ArbitraryKeyAttribute,
  type ArbitraryPlainValue,
  attributeMaps,
  plainRecords,
  plainValues,
  storableBigInts,
  storableNumbers,
  texts,
  wireNumbers,
} from "./item-arbitraries.ts";
export { canonicalItem, itemsOfEveryType, KEYS_OF_EVERY_TYPE } from "./items-of-every-type.ts";
export { SHORT_LIVED_JAVA } from "./java.ts";
export { type LambdaContextOptions, lambdaContext } from "./lambda-context.ts";
export { putItems } from "./put-items.ts";
export { scheduledEvent } from "./scheduled-event.ts";
export { FakeObjects, type ObjectRequest } from "./services/fake-objects.ts";
export {
  type FakeServices,
  type FakeServicesOptions,
  fakeServices,
} from "./services/fake-services.ts";
export { type SqsRecordOptions, sqsEvent } from "./sqs-event.ts";
export { type StreamRecordOptions, streamEvent } from "./stream-event.ts";
export { isFullSize } from "./test-size.ts";
export {
  createTestTable,
  dynamoDbLocalEndpoint,
  type KeyText,
  localClientSettings,
  type TestTable,
  type TestTableOptions,
} from "./test-table.ts";
export { type TestkitErrorCode, testkitError } from "./testkit-error.ts";
