import type { ChangeEvent } from "../change-event.ts";
import { auditLine } from "./audit-line.ts";

/**
 * The line of a change, made once however often it is asked for: for two sinks that write lines. It is
 * forgotten with the change.
 */
export function rememberedLines(): (change: ChangeEvent) => string {
  const lines = new WeakMap<ChangeEvent, string>();
  return (change) => {
    let line = lines.get(change);
    if (line === undefined) {
      line = auditLine(change);
      lines.set(change, line);
    }
    return line;
  };
}
