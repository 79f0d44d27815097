import { isSpillwayError } from "@spillway/errors";
import { expect, test } from "vitest";
import { parseOutputs, requireFeature } from "../src/environment/outputs.ts";
import { deployedStrategies } from "../src/strategies/deployed-strategies.ts";
import {
  OUTPUT_VALUES,
  outputsBeforeFeatures,
  outputsWith,
  WITHOUT_SPILLOVER,
} from "./sample-comparison.ts";

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
