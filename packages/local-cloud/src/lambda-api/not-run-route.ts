import type { Exchange } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { lambdaPath } from "../gateway/lambda-path.ts";
import type { NotRun } from "../gateway/not-run.ts";

/** What may be set of a function and is not run, by the part of its path. */
const PARTS: Readonly<Record<string, readonly [string, string]>> = {
  "function-scaling-config": ["the scaling of a function", "leave it out"],
  "provisioned-concurrency": [
    "provisioned concurrency",
    "functions are kept warm for five minutes",
  ],
};

/** Refuses what of a function moto does not even know. */
export function notRunRoute(notRun: NotRun): Route {
  return {
    accepts: (exchange) => exchange.service === "lambda" && partOf(exchange) !== undefined,
    async handle(exchange) {
      const [what = "", instead = ""] = partOf(exchange) ?? [];
      notRun.refuse(exchange, what, instead);
    },
  };
}

function partOf({ method, path }: Exchange): readonly [string, string] | undefined {
  const place = lambdaPath(path);
  if (method !== "PUT" || place?.kind !== "function" || place.part === undefined) return undefined;
  return Object.hasOwn(PARTS, place.part) ? PARTS[place.part] : undefined;
}
