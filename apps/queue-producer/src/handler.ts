import { admitItem, type PlainRecord, timeOrderedId } from "@spillway/item";
import {
  deadlineFrom,
  type LambdaHandler,
  readEvent,
  type Telemetry,
} from "@spillway/lambda-runtime";
import type { Clock, Random } from "@spillway/pacing";
import { SPIKE_KEYS, spikeEventSchema, spikeRecords } from "@spillway/sample-spike";
import {
  type Queue,
  type QueuedItem,
  type SendReport,
  sendAll,
  spreadDelays,
} from "@spillway/write-buffer";
import { queueProducerError } from "./queue-producer-error.ts";
import type { Settings } from "./settings.ts";

/** All that the handler works with. */
export interface Services {
  readonly settings: Settings;
  /** The records of one spike, read anew by every run. */
  readonly sample: () => Iterable<PlainRecord> | AsyncIterable<PlainRecord>;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Pick<Telemetry["logger"], "info">;
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
}

export interface Answer {
  readonly run: string;
  readonly strategy: "buffered";
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly report: SendReport;
  /** Partition and sort key of every record of the run, if the event asked for them. */
  readonly keys?: readonly (readonly [string, number])[];
}

/**
 * Sends the sample to the buffer queue, due evenly over the distribution window: the spike becomes a
 * slope.
 *
 * @throws SpillwayError `EVENT_INVALID`; `RECORDS_NOT_SENT` if some are not in the queue
 */
export function createHandler(services: Services): LambdaHandler<unknown, Answer> {
  const { settings, queue, clock, random, logger, metrics } = services;
  return async (event, context) => {
    const startedAtMs = clock.now();
    const {
      run = timeOrderedId(startedAtMs),
      returnKeys,
      records: limit,
    } = readEvent(spikeEventSchema, event);
    const spike = { run, limit, now: () => clock.now(), ttlSeconds: settings.RECORD_TTL_SECONDS };

    // How far apart the records are due depends on how many there are: they are read before any is sent.
    const items: string[] = [];
    const keys: [string, number][] = [];
    for await (const record of spikeRecords(services.sample(), spike)) {
      items.push(admitItem(record, SPIKE_KEYS).json);
      if (returnKeys) keys.push([record.pk, record.sk]);
    }
    const delays = spreadDelays(items.length, settings.DISTRIBUTION_WINDOW_SECONDS);
    const sendingSinceMs = clock.now();
    function* queued(): Generator<QueuedItem> {
      for (const [index, json] of items.entries()) {
        // Counted from the start: the time that sending takes does not lengthen the window.
        const elapsedSeconds = (clock.now() - sendingSinceMs) / 1_000;
        const delaySeconds = Math.max(0, Math.round((delays[index] ?? 0) - elapsedSeconds));
        yield { json, delaySeconds };
      }
    }
    const report = await sendAll(queued(), {
      queue,
      clock,
      random,
      deadline: deadlineFrom(context, clock),
    });

    const { read, sent, failed, requests, durationMs } = report;
    metrics.addMetric("RecordsSent", "Count", sent);
    metrics.addMetric("RecordsFailed", "Count", failed);
    logger.info("the spike was sent to the queue", {
      run,
      read,
      sent,
      failed,
      requests,
      durationMs,
      windowSeconds: settings.DISTRIBUTION_WINDOW_SECONDS,
    });
    if (failed > 0) throw notSent(report);
    return {
      run,
      strategy: "buffered",
      startedAt: new Date(startedAtMs).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      report,
      ...(returnKeys ? { keys } : {}),
    };
  };
}

function notSent({ failed, read, errors }: SendReport) {
  const why = errors[0];
  return queueProducerError(
    "RECORDS_NOT_SENT",
    `${failed} of ${read} records could not be put into the queue${why === undefined ? "" : ` (${why.code}: ${why.message})`}`,
    {
      hint: "Check that the queue exists and that the function may send to it. The other records are in the queue.",
      details: { failed, read, errors: errors.slice(0, 10) },
    },
  );
}
