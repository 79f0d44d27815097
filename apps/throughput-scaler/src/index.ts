import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { targetOf } from "@spillway/aws";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import {
  functionCredentials,
  type RequestSender,
  requestSender,
  serviceEndpoint,
} from "@spillway/signed-requests";
import { capacityController, dynamodbScalingStore } from "@spillway/throughput-scaling";
import { autoScaledBy } from "./auto-scaled.ts";
import { createHandler } from "./handler.ts";
import { LearnedShapes } from "./learned-shapes.ts";
import { metricDataBy } from "./metric-data.ts";
import { readScalerSettings } from "./settings.ts";

const telemetry = {
  logger: createLogger("throughput-scaler"),
  metrics: createMetrics("throughput-scaler"),
};
const { logger } = telemetry;
const REQUEST_LIMITS = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

const handle = lazyServices(() => {
  const settings = readScalerSettings(process.env);
  const { AWS_REGION: region, SCALING_STATE_TABLE: stateTable, tables } = settings;
  const credentials = functionCredentials(process.env);
  const sender = (service: string): RequestSender => {
    const endpoint = serviceEndpoint(service, region, process.env);
    return requestSender({ service, region, endpoint, credentials });
  };
  const dynamodb = new DynamoDBClient({ maxAttempts: 3, requestHandler: REQUEST_LIMITS });
  const store = dynamodbScalingStore(dynamodb, stateTable);
  const getMetricData = metricDataBy(sender("monitoring"));
  const clock = systemClock;
  return createHandler({
    ...{ settings, dynamodb, getMetricData, store, clock, logger },
    target: targetOf(undefined, { region, endpoint: process.env.AWS_ENDPOINT_URL }, process.env),
    controller: capacityController({
      ...{ client: dynamodb, store, clock, logger },
      scaling: (table) => {
        const scaling = tables.get(table);
        if (scaling === undefined) throw new Error(`${table} is not among SCALED_TABLES`);
        return scaling;
      },
    }),
    isAutoScaled: autoScaledBy(
      sender("application-autoscaling"),
      () => clock.now(),
      (error) =>
        logger.debug("Application Auto Scaling could not be asked", { reason: String(error) }),
    ),
    shapes: new LearnedShapes(getMetricData),
  });
});

export const handler = observedHandler(
  async (event: unknown, context) => (await handle())(event, context),
  telemetry,
);
