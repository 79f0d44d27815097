import { isSpillwayError } from "@spillway/errors";
import { expect, test } from "vitest";
import { parseOutputs } from "../src/environment/outputs.ts";
import { deployedStrategies } from "../src/strategies/deployed-strategies.ts";
import { OUTPUT_VALUES } from "./sample-comparison.ts";

const wrapped = (values: Record<string, unknown>) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { sensitive: false, type: [], value }]),
    ),
  );

test("reads what terraform output -json writes", () => {
  const outputs = parseOutputs(wrapped(OUTPUT_VALUES), "local.json");
  expect(outputs.direct.table_name).toBe("spillway-local-direct");
  expect(outputs.endpoint_url).toBe("http://127.0.0.1:4566");
});

test("on AWS the endpoint is left out", () => {
  const { endpoint_url: _, ...values } = OUTPUT_VALUES;
  expect(parseOutputs(wrapped(values), "dev.json").endpoint_url).toBeNull();
});

test("an environment that was deployed before there was spillover has two strategies", () => {
  const { spillover: _, ...values } = OUTPUT_VALUES;
  const before = parseOutputs(wrapped(values), "dev.json");
  expect(Object.keys(deployedStrategies(before))).toEqual(["direct", "buffered"]);
  const after = parseOutputs(wrapped(OUTPUT_VALUES), "dev.json");
  expect(Object.keys(deployedStrategies(after))).toEqual(["direct", "buffered", "spillover"]);
});

test.each([
  [wrapped({ ...OUTPUT_VALUES, spillover: { table_name: "t" } }), "spillover.write_capacity: "],
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
