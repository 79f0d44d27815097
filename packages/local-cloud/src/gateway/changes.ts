import type { Exchange } from "./exchange.ts";
import { lambdaPath } from "./lambda-path.ts";

/** What an answered request may have changed of that which the local cloud follows. */
export type Change =
  | { readonly kind: "function"; readonly name: string; readonly deleted: boolean }
  | { readonly kind: "mappings" }
  | { readonly kind: "rules" };

const RULE_OPERATIONS = new Set(["PutRule", "DeleteRule", "EnableRule", "DisableRule"]);

/** What a request changes, by what it is; undefined for everything that nobody follows. */
export function changedBy(
  exchange: Pick<Exchange, "service" | "method" | "path" | "operation">,
): Change | undefined {
  const { service, method, path, operation } = exchange;
  if (service === "events") {
    return RULE_OPERATIONS.has(operation ?? "") ? { kind: "rules" } : undefined;
  }
  if (service !== "lambda" || method === "GET") return undefined;
  const place = lambdaPath(path);
  if (place?.kind === "mapping" || place?.kind === "mappings") return { kind: "mappings" };
  if (place?.kind !== "function" || place.part === "invocations") return undefined;
  const deleted = method === "DELETE" && place.part === undefined;
  return { kind: "function", name: place.name, deleted };
}
