import type { FunctionCode } from "../lambda-host/function-code.ts";
import { functionReference } from "../lambda-host/function-reference.ts";
import { type Exchange, succeeded } from "./exchange.ts";
import type { Route } from "./gateway.ts";
import { lambdaPath, qualifierIn } from "./lambda-path.ts";
import type { Upstream } from "./upstream.ts";

/**
 * Keeps the code of CreateFunction and UpdateFunctionCode on its way to moto, and forgets it with
 * DeleteFunction. The answers are moto's own.
 */
export function functionCodeRoute(moto: Upstream, code: FunctionCode): Route {
  return {
    accepts: (exchange) => exchange.service === "lambda" && deployed(exchange) !== undefined,
    async handle(exchange) {
      const name = deployed(exchange);
      if (exchange.method === "DELETE") {
        const answer = await moto.fetch(exchange);
        if (name && succeeded(answer)) await code.forget(name);
        exchange.answer(answer);
        return;
      }
      const sent: unknown = JSON.parse((await exchange.body()).toString("utf8"));
      const answer = await moto.fetch(exchange);
      const zip = zipOf(sent);
      if (succeeded(answer) && zip !== undefined) {
        await code.keep(name || nameOf(sent), Buffer.from(zip, "base64"));
      }
      exchange.answer(answer);
    },
  };
}

/** The function that a request deploys or deletes: "" when only its body tells, undefined when none. */
function deployed(exchange: Exchange): string | undefined {
  const place = lambdaPath(exchange.path);
  if (place?.kind === "functions" && exchange.method === "POST") return "";
  if (place?.kind !== "function") return undefined;
  if (place.part === "code" && exchange.method === "PUT") return place.name;
  // With a qualifier only a published version goes; the function and its newest code stay.
  if ((place.qualifier ?? qualifierIn(exchange.query)) !== undefined) return undefined;
  if (place.part === undefined && exchange.method === "DELETE") return place.name;
  return undefined;
}

function zipOf(sent: unknown): string | undefined {
  if (typeof sent !== "object" || sent === null) return undefined;
  const code = "Code" in sent ? sent.Code : sent;
  if (typeof code !== "object" || code === null || !("ZipFile" in code)) return undefined;
  return typeof code.ZipFile === "string" ? code.ZipFile : undefined;
}

function nameOf(sent: unknown): string {
  if (typeof sent !== "object" || sent === null || !("FunctionName" in sent)) return "";
  return typeof sent.FunctionName === "string" ? functionReference(sent.FunctionName).name : "";
}
