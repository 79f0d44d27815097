import type { ApiStage } from "../definition/http-api.ts";

/** The stage that an address names, and the path behind it. */
export interface MatchedStage {
  readonly stage: ApiStage;
  /** Without the stage and the query, as it was sent. */
  readonly path: string;
}

/**
 * The stage of a request: the one that its path begins with, else `$default`. Undefined when there is
 * neither.
 *
 * @param url path and query
 */
export function matchStage(
  stages: ReadonlyMap<string, ApiStage>,
  url: string,
): MatchedStage | undefined {
  const [path = "/"] = url.split("?", 1);
  const [, first = ""] = path.split("/", 2);
  const named = first === "$default" ? undefined : stages.get(first);
  if (named !== undefined) return { stage: named, path: path.slice(first.length + 1) || "/" };
  const stage = stages.get("$default");
  return stage && { stage, path };
}
