import {
  auditSink,
  dynamodbLedger,
  type FailureDestination,
  firehoseStream,
  handlerSink,
  lakeSink,
  loadHandler,
  type NoticeSinkOptions,
  noticeSink,
  rememberedLines,
  type Sink,
  s3AuditStore,
  s3Destination,
  snsTopic,
  sqsDestination,
} from "@spillway/change-capture";
import type { RequestSender } from "@spillway/signed-requests";
import type { Settings } from "./settings.ts";

/** Gives a sender for a service of a region; default the function's. */
export type SenderFor = (service: string, region?: string) => RequestSender;
/** What is told of notices beside what became of changes. */
export type NoticeEvents = Pick<NoticeSinkOptions, "onSent" | "onRepeated" | "onForgotten">;

/**
 * The sinks that the settings turn on, in the order in which they get changes.
 *
 * @throws HANDLER_MODULE_INVALID
 */
export async function sinksOf(
  settings: Settings,
  senderFor: SenderFor,
  events: NoticeEvents,
): Promise<readonly Sink[]> {
  const sinks: Sink[] = [];
  const { AUDIT_BUCKET, AUDIT_PREFIX, FIREHOSE_STREAM, HANDLER_MODULE } = settings;
  // Only where two sinks write a change's line is it worth remembering.
  const lines = AUDIT_BUCKET && FIREHOSE_STREAM ? { lineOf: rememberedLines() } : {};
  if (AUDIT_BUCKET) {
    const store = s3AuditStore(senderFor("s3"), AUDIT_BUCKET);
    sinks.push(auditSink({ store, prefix: AUDIT_PREFIX, ...lines }));
  }
  if (FIREHOSE_STREAM) {
    const stream = firehoseStream(senderFor("firehose"), FIREHOSE_STREAM);
    sinks.push(lakeSink({ stream, ...lines }));
  }
  const { NOTICE_TOPIC_ARN, NOTICE_TABLE, NOTICE_RULES } = settings;
  if (NOTICE_TOPIC_ARN && NOTICE_TABLE && NOTICE_RULES.length > 0) {
    sinks.push(
      noticeSink({
        rules: NOTICE_RULES,
        topic: snsTopic(senderFor("sns", regionOf(NOTICE_TOPIC_ARN)), NOTICE_TOPIC_ARN),
        ledger: dynamodbLedger({
          dynamodb: senderFor("dynamodb"),
          tableName: NOTICE_TABLE,
          now: Date.now,
        }),
        ...events,
      }),
    );
  }
  if (HANDLER_MODULE) sinks.push(handlerSink(await loadHandler(HANDLER_MODULE)));
  return sinks;
}

/** Where failures of policy `destination` go. */
export function destinationOf(
  { FAILURE_DESTINATION_ARN: arn }: Settings,
  senderFor: SenderFor,
): FailureDestination | undefined {
  if (arn === undefined) return undefined;
  const [, , service, region, account, name = ""] = arn.split(":");
  if (service === "s3") return s3Destination(senderFor("s3"), name);
  const sqs = senderFor("sqs", region);
  return sqsDestination(sqs, new URL(`${account}/${name}`, sqs.endpoint).href);
}

function regionOf(arn: string): string | undefined {
  return arn.split(":")[3];
}
