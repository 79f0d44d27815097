import type { ExpectedUse } from "../rules/resource-case.ts";
import { predictedNeed, type UseShape } from "./use-shape.ts";

/** What was learned of a table's capacities, by the index's name; the table's is `TABLE_RESOURCE`. */
export type TableShapes = Readonly<
  Record<string, { readonly read?: UseShape; readonly write?: UseShape }>
>;

/**
 * What is expected of a table from a moment on, for `decideCapacity`.
 *
 * @example
 * decideCapacity(scaling, view, memory, expectedUse(shapes, view.nowMs));
 */
export function expectedUse(shapes: TableShapes, nowMs: number): ExpectedUse {
  return (resource, access, aheadMs) => {
    const shape = shapes[resource]?.[access];
    return shape === undefined ? 0 : predictedNeed(shape, nowMs, aheadMs);
  };
}
