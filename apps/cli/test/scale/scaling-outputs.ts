import { OUTPUT_VALUES } from "../compare/sample-comparison.ts";

/** Outputs of an environment with feature scaling: base 5 and 5, at most 100 reads and 50 writes. */
export function scalingOutputs(
  endpoint_url: string,
  state_table_name: string,
  tables: Readonly<Record<string, object>>,
): Readonly<Record<string, unknown>> {
  return {
    ...OUTPUT_VALUES,
    endpoint_url,
    scaling: {
      ...{ tables, state_table_name, scale_up_factor: 2, scale_down_delay_minutes: 10 },
      ...{ base: { read: 5, write: 5 }, max: { read: 100, write: 50 } },
    },
  };
}
