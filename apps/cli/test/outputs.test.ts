import { isSpillwayError } from "@spillway/errors";
import { expect, test } from "vitest";
import { parseOutputs, requireFeature } from "../src/environment/outputs.ts";
import { deployedStrategies } from "../src/strategies/deployed-strategies.ts";
import {
  OUTPUT_VALUES,
  outputsBeforeFeatures,
  outputsWith,
  WITHOUT_SPILLOVER,
} from "./compare/sample-comparison.ts";

const CAPTURE = {
  table_name: "spillway-local-user-activity",
  table_arn: "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-local-user-activity",
  stream_arn:
    "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-local-user-activity/stream/2026-11-28T08:00:00.000",
  function_name: "spillway-local-stream-processor",
  log_group_name: "/aws/lambda/spillway-local-stream-processor",
  mapping_id: "4a1c5a9e-0000-4000-8000-000000000000",
  audit_bucket: "spillway-local-audit-123456789012",
  audit_prefix: "audit-logs/",
  failure_destination: "sqs",
  failure_bucket: null,
  dead_letter_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-capture-dead-letters",
  dead_letter_queue_name: "spillway-local-capture-dead-letters",
  notice_topic_arn: null,
  notice_topic_name: null,
  notice_table_name: null,
  glue_database: null,
  glue_table: null,
  named_query_id: null,
};

const JOBS = {
  api_url: "http://a1b2c3d4e5.execute-api.us-east-1.localhost:4566",
  api_id: "a1b2c3d4e5",
  authorization: "iam",
  jobs_table_name: "spillway-local-jobs",
  chunk_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-chunks",
  chunk_queue_name: "spillway-local-chunks",
  dead_letter_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-chunks-dead-letters",
  dead_letter_queue_name: "spillway-local-chunks-dead-letters",
  bucket: "spillway-local-ingest-123456789012",
  topic_arn: "arn:aws:sns:us-east-1:123456789012:spillway-local-jobs",
  topic_name: "spillway-local-jobs",
  api_function_name: "spillway-local-ingest-api",
  worker_function_name: "spillway-local-ingest-worker",
  worker_log_group_name: "/aws/lambda/spillway-local-ingest-worker",
  maximum_concurrency: 4,
  tables: {
    "spillway-local-users": {
      arn: "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-local-users",
      buffer_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-users-buffer",
    },
    "spillway-local-events": {
      arn: "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-local-events",
      buffer_queue_url: null,
    },
  },
  default_table_name: "spillway-local-events",
};

const wrapped = (values: Record<string, unknown>) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { sensitive: false, type: [], value }]),
    ),
  );

test("reads what terraform output -json writes", () => {
  const outputs = parseOutputs(wrapped(OUTPUT_VALUES), "local.json");
  expect(outputs.spike?.direct.table_name).toBe("spillway-local-direct");
  expect(outputs.endpoint_url).toBe("http://127.0.0.1:4566");
});

test("on AWS the endpoint is left out", () => {
  const { endpoint_url: _, ...values } = OUTPUT_VALUES;
  expect(parseOutputs(wrapped(values), "dev.json").endpoint_url).toBeNull();
});

test("what feature capture lacks is null", () => {
  const outputs = parseOutputs(wrapped({ ...OUTPUT_VALUES, capture: CAPTURE }), "local.json");
  expect(requireFeature(outputs, "capture").capture).toEqual(CAPTURE);
});

test("a table without a buffer queue can take jobs", () => {
  const outputs = parseOutputs(wrapped({ ...OUTPUT_VALUES, jobs: JOBS }), "local.json");
  expect(requireFeature(outputs, "jobs").jobs).toEqual(JOBS);
});

test("an environment that was deployed before there was spillover has two strategies", () => {
  const before = outputsWith(WITHOUT_SPILLOVER);
  expect(Object.keys(deployedStrategies(before))).toEqual(["direct", "buffered"]);
  const after = outputsWith();
  expect(Object.keys(deployedStrategies(after))).toEqual(["direct", "buffered", "spillover"]);
});

test("an environment that was deployed before there were features has the spike", () => {
  const before = parseOutputs(wrapped(outputsBeforeFeatures()), "local.json");
  const { dashboard_name } = OUTPUT_VALUES.spike;
  expect(before).toEqual(parseOutputs(wrapped(OUTPUT_VALUES), "local.json"));
  expect(before.spike).toMatchObject({ dashboard_name, schedule_expression: "rate(10 minutes)" });
});

test("an environment without a feature says so, and how to add it", () => {
  const { spike: _, ...shared } = OUTPUT_VALUES;
  const outputs = parseOutputs(wrapped({ ...shared, features: [] }), "local.json");
  expect(() => requireFeature(outputs, "spike")).toThrow(
    expect.objectContaining({
      code: "FEATURE_NOT_DEPLOYED",
      message: "expected feature spike in environment local; came none",
      hint: expect.stringContaining("features in terraform/environments/local.tfvars"),
    }),
  );
});

test.each([
  [
    wrapped({
      ...OUTPUT_VALUES,
      spike: { ...OUTPUT_VALUES.spike, spillover: { table_name: "t" } },
    }),
    "spike.spillover.write_capacity: ",
  ],
  [
    wrapped({ ...OUTPUT_VALUES, capture: { ...CAPTURE, failure_destination: "sns" } }),
    "capture.failure_destination: ",
  ],
  ["{", "it is not JSON"],
  ["[]", "expected object"],
  [wrapped({ ...OUTPUT_VALUES, region: 7, metric_period_seconds: 0 }), "region: "],
  [wrapped({ ...OUTPUT_VALUES, metric_period_seconds: 0 }), "metric_period_seconds: "],
])("refuses %.20s…", (text, problem) => {
  const parse = () => parseOutputs(text, "x.json");
  expect(parse).toThrow(problem);
  expect(parse).toThrow(
    expect.toSatisfy((error: unknown) => isSpillwayError(error, "OUTPUTS_INVALID")),
  );
});
