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
import {
  capacityController,
  dynamodbDayStore,
  dynamodbScalingStore,
  dynamodbWatchStore,
  type TableScaling,
} from "@spillway/throughput-scaling";
import { autoScaledBy } from "./auto-scaled.ts";
import { createHandler } from "./handler.ts";
import { LearnedShapes } from "./learned-shapes.ts";
import { metricDataBy } from "./metric-data.ts";
import { readScalerSettings } from "./settings.ts";
import { countByLine } from "./telling/count.ts";
import { pricesOfRegion } from "./telling/prices-of-region.ts";
import { publisherTo } from "./telling/publish.ts";
import { StepLog } from "./telling/step-log.ts";

const SERVICE = "throughput-scaler";
const telemetry = { logger: createLogger(SERVICE), metrics: createMetrics(SERVICE) };
const { logger } = telemetry;
const clock = systemClock;
const REQUEST_LIMITS = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

const handle = lazyServices(() => {
  const settings = readScalerSettings(process.env);
  const { AWS_REGION: region, SCALING_STATE_TABLE: stateTable, tables } = settings;
  const credentials = functionCredentials(process.env);
  const sender = (service: string, inRegion = region): RequestSender => {
    const endpoint = serviceEndpoint(service, inRegion, process.env);
    return requestSender({ service, region: inRegion, endpoint, credentials });
  };
  const dynamodb = new DynamoDBClient({ maxAttempts: 3, requestHandler: REQUEST_LIMITS });
  const store = dynamodbScalingStore(dynamodb, stateTable);
  const getMetricData = metricDataBy(sender("monitoring"));
  const topic = settings.NOTICE_TOPIC_ARN;
  // A topic may be in another region than the function.
  const publish = topic && publisherTo(sender("sns", topic.split(":")[3] || region), topic);
  return createHandler({
    ...{ settings, dynamodb, getMetricData, store, clock, publish: publish || undefined },
    ...telemetry,
    target: targetOf(undefined, { region, endpoint: process.env.AWS_ENDPOINT_URL }, process.env),
    controller: capacityController({
      ...{ client: dynamodb, store, clock },
      // What it says of a change, each step says with its reason.
      logger: { info: logger.debug.bind(logger), warn: logger.warn.bind(logger) },
      scaling: (table) => scalingOf(tables, table),
    }),
    watches: dynamodbWatchStore(dynamodb, stateTable),
    days: dynamodbDayStore(dynamodb, stateTable),
    prices: pricesOfRegion(region, logger),
    count: countByLine(SERVICE),
    steps: new StepLog(logger, tables),
    isAutoScaled: autoScaledBy(
      sender("application-autoscaling"),
      () => clock.now(),
      (error) =>
        logger.warn("Application Auto Scaling could not be asked whether it scales a table", {
          reason: String(error),
        }),
    ),
    shapes: new LearnedShapes(getMetricData),
  });
});

function scalingOf(tables: ReadonlyMap<string, TableScaling>, table: string): TableScaling {
  const scaling = tables.get(table);
  if (scaling === undefined) throw new Error(`expected a table of SCALED_TABLES; came ${table}`);
  return scaling;
}

export const handler = observedHandler(
  async (event: unknown, context) => (await handle())(event, context),
  telemetry,
);
