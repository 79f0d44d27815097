import { plannerError } from "../planner-error.ts";
import { itemProfile } from "./item-profile.ts";
import {
  DEFAULT_ITEM_BYTES,
  hotKeySources,
  hotKeysOf,
  type LoadFacts,
  sizeSource,
} from "./load-facts.ts";
import { checkLength, checkRate } from "./load-limits.ts";
import type { NamedShape, ShapeSize } from "./named-shapes.ts";
import { withReads } from "./with-reads.ts";
import type { Traffic } from "./workload.ts";

/** How big a shape is, and what its items are. Items have 1 KB where nobody says. */
export interface ShapeOptions extends LoadFacts, ShapeSize {}

const OPTION_OF = { perSecond: "--per-second", days: "--days" } as const;

/**
 * The traffic of a shape that was asked for by name.
 *
 * @throws WORKLOAD_INVALID for a size that the shape's name says already, for more than 366 days (31 of a
 *   shape by the second), and for more than 100 million writes a second
 */
export function shapeWorkload(shape: NamedShape, options: ShapeOptions): Traffic {
  const twice = shape.fixes.find((key) => options[key] !== undefined);
  if (twice !== undefined) {
    throw plannerError(
      "WORKLOAD_INVALID",
      `expected no ${OPTION_OF[twice]} with the pattern ${shape.name}, which says so itself; came ${options[twice]}`,
    );
  }
  const { table, itemBytes = DEFAULT_ITEM_BYTES, consistentReads = false } = options;
  const what = `the pattern ${shape.name}`;
  checkLength(what, (options.days ?? 0) * 86_400, shape.stepSeconds);
  checkRate(what, options.perSecond ?? 0);
  const pattern = withReads(shape.make(options), options.reads ?? {});
  return {
    kind: "traffic",
    name: shape.name,
    sources: [`the shape ${shape.name}`, sizeSource(options), ...hotKeySources(options)],
    item: itemProfile({ bytes: itemBytes, consistentReads }, table),
    hotKeys: hotKeysOf(options),
    pattern: { ...pattern, name: shape.name },
    isRecurring: !(options.isOnce ?? shape.isOnce),
  };
}
