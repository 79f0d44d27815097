import type { PlainRecord } from "@spillway/item";
import { timeOrderedId } from "@spillway/item";
import {
  deadlineFrom,
  type LambdaHandler,
  readEvent,
  type Telemetry,
} from "@spillway/lambda-runtime";
import type { Clock, Random } from "@spillway/pacing";
import { numberedRecords } from "@spillway/records";
import {
  SPIKE_KEYS,
  type SpikeRecord,
  spikeEventSchema,
  spikeRecords,
} from "@spillway/sample-spike";
import {
  type Transport,
  type WriteOutcome,
  type WriteReport,
  writeAll,
} from "@spillway/table-writer";
import type { Queue } from "@spillway/write-buffer";
import { reportFailures } from "./report-failures.ts";
import type { Settings } from "./settings.ts";
import { type SpilloverServices, spilloverOptions } from "./spillover.ts";

/** All that the handler works with. */
export interface Services {
  readonly settings: Settings;
  /** The records of one spike, read anew by every run. */
  readonly sample: () => Iterable<PlainRecord> | AsyncIterable<PlainRecord>;
  readonly transport: Transport;
  readonly failureQueue: Queue;
  /** If it is a spillover writer. */
  readonly spillover?: SpilloverServices;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Pick<Telemetry["logger"], "info" | "warn" | "error">;
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
}

export interface Answer {
  readonly run: string;
  readonly strategy: "direct" | "spillover";
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly report: WriteReport;
  /** Partition and sort key of every record of the run, if the event asked for them. */
  readonly keys?: readonly (readonly [string, number])[];
}

// Time kept to put what is unwritten into the failure queue: at most a quarter of what there is.
const HAND_OVER_MS = 10_000;

/**
 * Writes the sample at once, as fast as it can and unpaced: the spike. What is still unwritten after
 * the last attempt or at the deadline goes into the failure queue with its reason.
 *
 * A spillover writer writes at the pace of the table instead, and what does not fit goes into the
 * spill queue; the failure queue gets what that does not take.
 *
 * @throws SpillwayError `EVENT_INVALID`; `FAILURES_LOST` if records could be put neither into the
 * table nor into the failure queue
 */
export function createHandler(services: Services): LambdaHandler<unknown, Answer> {
  const { settings, transport, failureQueue, spillover, clock, random, logger, metrics } = services;
  return async (event, context) => {
    const startedAtMs = clock.now();
    const {
      run = timeOrderedId(startedAtMs),
      returnKeys,
      records: limit,
    } = readEvent(spikeEventSchema, event);
    const spike = { run, limit, now: () => clock.now(), ttlSeconds: settings.RECORD_TTL_SECONDS };
    const keys: [string, number][] = [];
    async function* records(): AsyncGenerator<SpikeRecord> {
      for await (const record of spikeRecords(services.sample(), spike)) {
        if (returnKeys) keys.push([record.pk, record.sk]);
        yield record;
      }
    }

    const unwritten: WriteOutcome[] = [];
    const handOverMs = Math.min(HAND_OVER_MS, context.getRemainingTimeInMillis() / 4);
    const report = await writeAll(numberedRecords(records()), {
      transport,
      table: { name: settings.TABLE_NAME, keys: SPIKE_KEYS },
      clock,
      random,
      concurrency: settings.WRITE_CONCURRENCY,
      maxAttempts: settings.MAX_ATTEMPTS,
      deadline: deadlineFrom(context, clock, handOverMs),
      ...(spillover === undefined
        ? {}
        : await spilloverOptions({ ...services, ...spillover, context, handOverMs })),
      onOutcome: (outcome) => {
        unwritten.push(outcome);
      },
    });

    const { read, written, spilled, throttledWrites, durationMs, stopped } = report;
    const failed = report.failed + report.rejected;
    metrics.addMetric("RecordsWritten", "Count", written);
    if (spillover !== undefined) metrics.addMetric("RecordsSpilled", "Count", spilled);
    metrics.addMetric("RecordsFailed", "Count", failed);
    logger.info("the spike was written", {
      run,
      read,
      written,
      spilled,
      failed,
      throttledWrites,
      durationMs,
      ...(stopped === undefined ? {} : { stopped }),
    });
    await reportFailures(unwritten, {
      queue: failureQueue,
      clock,
      random,
      deadline: deadlineFrom(context, clock, handOverMs / 10),
      logger,
    });
    return {
      run,
      strategy: spillover === undefined ? "direct" : "spillover",
      startedAt: new Date(startedAtMs).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      report,
      ...(returnKeys ? { keys } : {}),
    };
  };
}
