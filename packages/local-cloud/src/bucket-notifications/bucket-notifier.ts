import { ACCOUNT } from "../account.ts";
import type { Deliveries } from "../deliveries/deliveries.ts";
import { targetKind } from "../deliveries/delivery.ts";
import type { ErrorReport } from "../error-report.ts";
import type { ServiceEvent } from "../event-bus/bus-event.ts";
import type { KnownBuckets, TellingBucket } from "./known-buckets.ts";
import { isAbout } from "./notification-configuration.ts";
import {
  bucketEvent,
  type ObjectEvent,
  type ObjectEventContext,
  objectRecord,
  testEvent,
} from "./object-event.ts";

export interface BucketNotifierOptions {
  readonly buckets: Pick<KnownBuckets, "withSize">;
  readonly deliveries: Deliveries;
  /** Takes an event of a service into the default bus of a region. */
  readonly toEventBridge: (region: string, event: ServiceEvent) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onError: ErrorReport;
}

/** What is known of the request that changed an object. */
export interface Cause {
  readonly requestId: string;
  readonly sourceIp: string;
  readonly principalId: string;
}

const SERVICE = "s3.amazonaws.com";
const SEQUENCER_DIGITS = 18;

/** Tells functions, queues, topics and EventBridge what happens in buckets. */
export class BucketNotifier {
  readonly #options: BucketNotifierOptions;
  #sequence = 0;

  constructor(options: BucketNotifierOptions) {
    this.#options = options;
  }

  /** Tells what happened; what becomes of it is not waited for. */
  happened(bucket: TellingBucket, events: readonly ObjectEvent[], cause: Cause): void {
    for (const event of events) {
      const context = {
        ...cause,
        region: bucket.region,
        account: ACCOUNT,
        atMs: this.#options.now(),
        sequencer: this.#nextSequencer(),
      };
      this.#tell(bucket, event, context).catch((error: unknown) =>
        this.#options.onError(`notifications of bucket ${event.bucket}`, error),
      );
    }
  }

  /** Why S3 may not tell a target; undefined when it may. */
  async refusalOf(bucket: string, target: string): Promise<string | undefined> {
    const kind = targetKind(target);
    if (kind === undefined) return `${target} is no function, queue or topic`;
    return this.#options.deliveries.refusalOf(target, kind, sender(bucket));
  }

  /** Tells queues and topics that they will be told, as S3 does when notifications are set. */
  async test(name: string, { notifications }: TellingBucket, requestId: string): Promise<void> {
    const text = JSON.stringify(testEvent(name, this.#options.now(), requestId));
    const targets = new Set(notifications.map(({ target }) => target));
    for (const target of targets) {
      if (targetKind(target) !== "function") await this.#deliver(name, target, text);
    }
  }

  async #tell(
    bucket: TellingBucket,
    happened: ObjectEvent,
    context: ObjectEventContext,
  ): Promise<void> {
    const asked = bucket.notifications.filter((one) => isAbout(one, happened));
    if (asked.length === 0 && !bucket.toEventBridge) return;
    const event = await this.#options.buckets.withSize(happened);
    if (bucket.toEventBridge) {
      const told = { source: "aws.s3", ...bucketEvent(event, context) };
      this.#options.toEventBridge(context.region, told);
    }
    await Promise.all(
      asked.map(({ id, target }) => {
        const records = { Records: [objectRecord(event, context, id)] };
        return this.#deliver(event.bucket, target, JSON.stringify(records));
      }),
    );
  }

  async #deliver(bucket: string, target: string, text: string): Promise<void> {
    const kind = targetKind(target);
    const delivery =
      kind === "function"
        ? ({ kind, payload: text } as const)
        : kind === "queue"
          ? ({ kind, message: { body: text } } as const)
          : ({ kind: "topic", text, subject: "Amazon S3 Notification" } as const);
    const why = await this.#options.deliveries.deliver(target, delivery, sender(bucket));
    if (why !== undefined) {
      this.#options.onError(`bucket ${bucket}: ${target} was not told: ${why}`, undefined);
    }
  }

  #nextSequencer(): string {
    this.#sequence += 1;
    const milliseconds = this.#options.now().toString(16).toUpperCase().padStart(12, "0");
    const left = SEQUENCER_DIGITS - milliseconds.length;
    return (
      milliseconds + (this.#sequence % 16 ** left).toString(16).toUpperCase().padStart(left, "0")
    );
  }
}

function sender(bucket: string) {
  return { service: SERVICE, arn: `arn:aws:s3:::${bucket}` };
}
