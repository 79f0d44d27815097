export { currentTable, type DescribeTable, sdkDescribeTable } from "./current-table.ts";
export { deadlineFrom, type TimeLeft } from "./deadline-from.ts";
export { type LambdaRuntimeErrorCode, lambdaRuntimeError } from "./lambda-runtime-error.ts";
export { lazyServices } from "./lazy-services.ts";
export { type LambdaHandler, observedHandler } from "./observed-handler.ts";
export { type PartialBatchResponse, partialBatchResponse } from "./partial-batch-response.ts";
export { readEvent } from "./read-event.ts";
export { createLogger, createMetrics, type Telemetry } from "./telemetry.ts";
