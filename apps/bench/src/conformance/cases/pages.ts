import { ask, type Seen, type Step } from "../step.ts";
import type { Json } from "./wrong-values.ts";

/** Pages until the end, and one more with no start: the first page again. */
export const pages = (
  operation: string,
  content: { readonly [name: string]: Json },
  count: number,
): readonly Step[] =>
  Array.from({ length: count }, (_, page) =>
    ask(operation, ({ last }: Seen) => ({
      ...content,
      ...(page > 0 && last.LastEvaluatedKey ? { ExclusiveStartKey: last.LastEvaluatedKey } : {}),
    })),
  );
