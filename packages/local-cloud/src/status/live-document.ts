import * as z from "zod";

const count = z.number().nonnegative();

const tableSecond = z.object({
  writeUnits: count,
  readUnits: count,
  /** Refused items and reads, each counted at the table or index that refused it. */
  throttles: count,
});

const queueSecond = z.object({ visible: count, inFlight: count, delayed: count });

const functionSecond = z.object({
  /** Those that ended in this second. */
  invocations: count,
  errors: count,
  throttles: count,
  /** Of all of them together. */
  durationMs: count,
});

/**
 * What happened in one second. Tables, queues and functions are named by `name`, or by `name (region)`
 * outside of the local cloud's own region, and an index by `table/index`. Of each kind the busiest are
 * named; what the rest did is added up under `all others`.
 */
export const liveSecond = z.object({
  /** Seconds since 1970. */
  at: z.number().int(),
  /** Requests from outside by service: not what the local cloud asks itself. */
  requests: z.record(z.string(), count),
  /** Requests that policies refused. */
  refused: count,
  /** Requests for what nothing here runs. */
  notServed: count,
  tables: z.record(z.string(), tableSecond),
  /** As they were last seen in this second; a queue that is not looked at has not changed. */
  queues: z.record(z.string(), queueSecond),
  functions: z.record(z.string(), functionSecond),
  /** Invocations that run at once: the most in this second, and at its end. */
  running: z.object({ most: count, last: count }),
});

/** What `GET /_spillway/live` sends once a second as an event of the type `second`. */
export const liveMessage = z.object({
  /** Of the local cloud's start, ISO 8601: another one means another local cloud. */
  startedAt: z.string(),
  /** Another one means that `GET /_spillway/state` says something new. */
  revision: z.number().int(),
  /** Seconds since 1970. */
  at: z.number().int(),
  /**
   * Seconds that are new, or have changed since they were sent. The first message has all that is
   * kept, ten minutes. A second in which nothing happened is left out.
   */
  seconds: z.array(liveSecond),
});

export type LiveSecond = z.infer<typeof liveSecond>;
export type LiveMessage = z.infer<typeof liveMessage>;
export type TableSecond = z.infer<typeof tableSecond>;
export type QueueSecond = z.infer<typeof queueSecond>;
export type FunctionSecond = z.infer<typeof functionSecond>;
