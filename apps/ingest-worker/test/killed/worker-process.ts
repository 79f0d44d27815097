// A worker, alone in its process, which its parent may kill: `worker-process.ts SETTINGS`.
import { createClients } from "@spillway/aws-clients";
import { KeptPacers, type WorkSettings } from "@spillway/ingest-jobs";
import { createMetrics } from "@spillway/lambda-runtime";
import { requestSender } from "@spillway/signed-requests";
import { lambdaContext, type SqsRecordOptions, sqsEvent } from "@spillway/testkit";
import { announceOn } from "../../src/announce.ts";
import { createHandler } from "../../src/handler.ts";
import { fastClock } from "./fast-clock.ts";

/** What a worker process is told when it starts. */
export interface WorkerSettings {
  readonly endpoint: string;
  readonly table: string;
  /** The table that jobs may write. */
  readonly users: string;
  readonly epochMs: number;
  readonly speed: number;
  /** Time that a message has, by the fast clock. */
  readonly remainingMs: number;
  readonly settings: WorkSettings;
}

/** A message as its parent sends it. */
export type WorkerTask = Required<
  Pick<SqsRecordOptions, "body" | "messageId" | "sentAtMs" | "receiveCount">
>;

/** What became of it. */
export interface WorkerAnswer {
  /** Whether the message has to come again. */
  readonly isLater: boolean;
}

const told: WorkerSettings = JSON.parse(process.argv[2] ?? "");
const { endpoint, table, settings, remainingMs } = told;
const clock = fastClock(told.epochMs, told.speed);
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const region = "us-east-1";
const sns = requestSender({ service: "sns", region, endpoint: new URL(endpoint), credentials });
const handler = createHandler({
  clients: createClients({ region, endpoint, credentials }),
  ...{ table, bucket: "ingest", queueUrl: "http://sqs.test/1/chunks", settings, clock },
  tables: { [told.users]: { buffer_queue_url: null } },
  pacers: new KeptPacers(),
  announce: announceOn(sns, "arn:aws:sns:us-east-1:123456789012:jobs"),
  random: Math.random,
  logger: { info: () => {}, warn: () => {} },
  metrics: createMetrics("ingest-worker"),
});

process.on("message", async (task: WorkerTask) => {
  const context = lambdaContext({ clock, remainingMs });
  const { batchItemFailures } = await handler(sqsEvent([task]), context);
  const answer: WorkerAnswer = { isLater: batchItemFailures.length > 0 };
  process.send?.(answer);
});
// Its parent may be gone without a word.
process.on("disconnect", () => process.exit());
