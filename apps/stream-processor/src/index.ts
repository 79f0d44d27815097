import { FailurePolicies } from "@spillway/change-capture";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { readSettings } from "@spillway/settings";
import {
  functionCredentials,
  type RequestSender,
  requestSender,
  serviceEndpoint,
} from "@spillway/signed-requests";
import { createHandler, type StreamEvent } from "./handler.ts";
import { settingsSchema } from "./settings.ts";
import { destinationOf, sinksOf } from "./sinks.ts";

const telemetry = {
  logger: createLogger("stream-processor"),
  metrics: createMetrics("stream-processor"),
};
const { logger, metrics } = telemetry;

const handle = lazyServices(async () => {
  const settings = readSettings(settingsSchema, process.env);
  const credentials = functionCredentials(process.env);
  const senders = new Map<string, RequestSender>();
  const senderFor = (service: string, region = settings.AWS_REGION): RequestSender => {
    const known = senders.get(`${service} ${region}`);
    if (known !== undefined) return known;
    const endpoint = serviceEndpoint(service, region, process.env);
    const sender = requestSender({ service, region, endpoint, credentials });
    senders.set(`${service} ${region}`, sender);
    return sender;
  };
  const destination = destinationOf(settings, senderFor);
  return createHandler({
    sinks: await sinksOf(settings, senderFor, {
      onSent: (count) => metrics.addMetric("NoticesSent", "Count", count),
      onRepeated: (count) => metrics.addMetric("NoticesRepeated", "Count", count),
      onForgotten: (count, error) => {
        metrics.addMetric("NoticesForgotten", "Count", count);
        logger.warn("notices were sent, but not remembered", String(error));
      },
    }),
    policies: new FailurePolicies(settings.FAILURE_POLICIES),
    ...(destination === undefined ? {} : { destination }),
    concurrency: settings.CONCURRENCY,
    clock: systemClock,
    random: Math.random,
    ...telemetry,
  });
});

export const handler = observedHandler(
  async (event: StreamEvent, context) => (await handle())(event, context),
  telemetry,
);
