import * as z from "zod";

const count = z.number().int().nonnegative();
/** ISO 8601. */
const moment = z.string();

const processStatus = z.object({
  what: z.enum(["local cloud", "moto", "function"]),
  pid: z.number().int().positive(),
  /** What it holds in memory; missing where the system does not tell. */
  memoryBytes: count.optional(),
});

/** How the last invocation of a function came out. */
const lastResult = z.object({
  at: moment,
  /** `error`: the handler threw, or its process ended. */
  result: z.enum(["ok", "error", "timeout", "throttled"]),
  /** Missing when it was throttled. */
  durationMs: z.number().nonnegative().optional(),
});

const functionStatus = z.object({
  region: z.string(),
  name: z.string(),
  /** Invocations that run now. */
  running: count,
  /** Execution environments that wait for the next one. */
  warm: count,
  /** Ids of the processes of both: killing one is what a lost machine is on AWS. */
  pids: z.array(z.number().int().positive()),
  /** Since the start, errors and timeouts among them, throttles not. */
  invocations: count,
  /** Invocations that failed, timeouts among them. */
  errors: count,
  throttles: count,
  last: lastResult.optional(),
});

const eventSourceStatus = z.object({
  region: z.string(),
  uuid: z.string(),
  /** ARN of the queue or stream. */
  source: z.string(),
  /** Name of the queue, or of the stream's table. */
  sourceName: z.string(),
  /** Name of the function. */
  function: z.string(),
  enabled: z.boolean(),
  /** In words, what it waits for: messages, changes, or the end of a problem. */
  waitsFor: z.string(),
  /** What came of its last batch, as `LastProcessingResult` says it; missing while it is disabled. */
  lastResult: z.string().optional(),
  /** Batches that the function works on. */
  batchesInFlight: count,
  /** Why it can't poll, such as a right that the function's role lacks. */
  problem: z.string().optional(),
});

const queueStatus = z.object({
  region: z.string(),
  name: z.string(),
  visible: count,
  /** Received, and neither deleted nor visible again. */
  inFlight: count,
  delayed: count,
  /** Seconds since the oldest message was sent; 0 when none is there. */
  oldestAgeSeconds: z.number().nonnegative(),
  /** Messages since the start. */
  sent: count,
  received: count,
  deleted: count,
});

const tableStatus = z.object({
  region: z.string(),
  name: z.string(),
  /** A global index, which has its own capacity; missing for the table itself. */
  index: z.string().optional(),
  /** Units a second; missing on demand, and as long as nobody has used the table. */
  provisionedWriteUnits: z.number().nonnegative().optional(),
  provisionedReadUnits: z.number().nonnegative().optional(),
  /** Units that were used in the last whole second. */
  writeUnitsNow: z.number().nonnegative(),
  readUnitsNow: z.number().nonnegative(),
  /** Units since the start. */
  writeUnits: z.number().nonnegative(),
  readUnits: z.number().nonnegative(),
  /** Refused items and reads since the start. */
  writeThrottles: count,
  readThrottles: count,
});

const scheduleStatus = z.object({
  region: z.string(),
  /** Name of the rule or schedule. */
  name: z.string(),
  /** `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)`. */
  expression: z.string(),
  /** When it fires next; missing when it never does. */
  next: moment.optional(),
});

/** Of a route of an HTTP API that was called, since the start. */
const apiRouteStatus = z.object({
  region: z.string(),
  /** Id of the API. */
  api: z.string(),
  /** `POST /jobs`, or `no route` for requests that none takes. */
  route: z.string(),
  requests: count,
  /** Those that were answered with a status of 400 to 499. */
  clientErrors: count,
  /** 500 and above. */
  serverErrors: count,
});

const serviceRequests = z.object({ service: z.string(), count });

const notServed = z.object({
  /** `a container image`. */
  what: z.string(),
  count: count.min(1),
  last: moment,
});

const reportedError = z.object({
  message: z.string(),
  /** How often the same was said. */
  count: count.min(1),
  last: moment,
});

/**
 * What `GET /_spillway/state` answers: what runs in the local cloud, and what came of it since its
 * start. It is put together when it is asked for. Counters are of this process: they begin at 0 with it.
 */
export const statusDocument = z.object({
  at: moment,
  startedAt: moment,
  uptimeSeconds: z.number().nonnegative(),
  pid: z.number().int().positive(),
  /** What an AWS client takes as its endpoint. */
  endpoint: z.string(),
  /** The addresses of moto and of the capacity proxy, which the gateway hides. */
  moto: z.string(),
  capacityProxy: z.string(),
  versions: z.object({ node: z.string() }),
  /** Where a request without a region goes. */
  region: z.string(),
  /** Those that were asked for anything, in the order of their first use. */
  regions: z.array(z.string()),
  processes: z.array(processStatus),
  /** Of all processes together; memory that two share is counted in both. */
  memoryBytes: count,
  functions: z.array(functionStatus),
  eventSources: z.array(eventSourceStatus),
  queues: z.array(queueStatus),
  tables: z.array(tableStatus),
  schedules: z.array(scheduleStatus),
  apiRoutes: z.array(apiRouteStatus),
  requests: z.array(serviceRequests),
  /** Requests that policies refused, by the ARN of the role or user that sent them. */
  refusals: z.record(z.string(), count),
  /** Requests for what nothing here runs, the most frequent first. */
  notServed: z.array(notServed),
  /** What went wrong in the local cloud itself, the last ones first. */
  errors: z.array(reportedError),
});

export type StatusDocument = z.infer<typeof statusDocument>;
export type FunctionStatus = z.infer<typeof functionStatus>;
export type EventSourceStatus = z.infer<typeof eventSourceStatus>;
export type QueueStatus = z.infer<typeof queueStatus>;
export type TableStatus = z.infer<typeof tableStatus>;
export type ScheduleStatus = z.infer<typeof scheduleStatus>;
export type ApiRouteStatus = z.infer<typeof apiRouteStatus>;
export type ProcessStatus = z.infer<typeof processStatus>;
