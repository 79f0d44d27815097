import type { GetMetricData } from "@spillway/aws";
import { readWeeks, type TableShapes } from "@spillway/throughput-scaling";

/** Learning costs a request for weeks of metrics: once a day, and at a cold start. */
const LEARN_EVERY_MS = 24 * 3_600_000;
/** After a failure: not again with each minute. */
const RETRY_AFTER_MS = 3_600_000;

/** What was learned of each table, kept in memory for a day. */
export class LearnedShapes {
  readonly #getMetricData: GetMetricData;
  readonly #known = new Map<string, { readonly shapes: TableShapes; readonly untilMs: number }>();

  constructor(getMetricData: GetMetricData) {
    this.#getMetricData = getMetricData;
  }

  /**
   * What is expected of a table, read anew once a day.
   *
   * @param onFailure told why it can't be read now: without a prediction a table is steered as well
   */
  async of(
    table: string,
    resources: readonly string[],
    span: { readonly nowMs: number; readonly sinceMs?: number },
    onFailure: (error: unknown) => void,
  ): Promise<TableShapes> {
    const known = this.#known.get(table);
    if (known !== undefined && known.untilMs > span.nowMs) return known.shapes;
    try {
      const shapes = await readWeeks(this.#getMetricData, table, resources, span);
      this.#known.set(table, { shapes, untilMs: span.nowMs + LEARN_EVERY_MS });
      return shapes;
    } catch (error) {
      onFailure(error);
      const shapes = known?.shapes ?? {};
      this.#known.set(table, { shapes, untilMs: span.nowMs + RETRY_AFTER_MS });
      return shapes;
    }
  }
}
