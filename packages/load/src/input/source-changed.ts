import { loadError } from "../errors.ts";

/** A source that is another one than when it was opened first: what was written of it may not belong together. */
export function sourceChanged(name: string, cause?: unknown): Error {
  return loadError("SOURCE_CHANGED", `${name} was replaced or deleted since the load of it began`, {
    hint: "Load it again, from its beginning.",
    cause,
  });
}
