import { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { ErrorReport } from "../error-report.ts";
import type { ServiceEvent } from "../event-bus/bus-event.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import { bucketNotificationRoute } from "./bucket-notification-route.ts";
import { BucketNotifier } from "./bucket-notifier.ts";
import { KnownBuckets } from "./known-buckets.ts";

export interface StartBucketNotificationsOptions {
  /** moto's address. */
  readonly moto: string;
  readonly motoUpstream: Upstream;
  /** Any one: buckets belong to no region here. */
  readonly region: string;
  readonly ownKey: string;
  readonly kept: KeptState;
  readonly deliveries: Deliveries;
  readonly toEventBridge: (region: string, event: ServiceEvent) => void;
  readonly notRun: NotRun;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** Puts together what notifies of changes in buckets, whichever region they are in. */
export function startBucketNotifications(options: StartBucketNotificationsOptions): Route {
  const { moto, motoUpstream, region, ownKey, closing, deliveries, notRun, onError } = options;
  const client = new S3Client({
    endpoint: moto,
    region,
    credentials: { accessKeyId: ownKey, secretAccessKey: ownKey },
    forcePathStyle: true,
  });
  closing.add("client of buckets", () => client.destroy());
  const buckets = new KnownBuckets(
    client,
    options.kept.map("buckets-to-eventbridge", z.literal(true)),
  );
  const notifier = new BucketNotifier({
    buckets,
    deliveries,
    toEventBridge: options.toEventBridge,
    now: Date.now,
    onError,
  });
  return bucketNotificationRoute({ moto: motoUpstream, buckets, notifier, notRun });
}
