import type { AsynchronousInvocations } from "../lambda-host/asynchronous-invocations.ts";
import { type FunctionReference, functionArn } from "../lambda-host/function-reference.ts";
import type { InvocationResult, LambdaHost } from "../lambda-host/lambda-host.ts";
import type { Exchange } from "./exchange.ts";
import type { Route } from "./gateway.ts";
import { lambdaPath, qualifierIn } from "./lambda-path.ts";

/**
 * Invoke: runs the function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invokeRoute(host: LambdaHost, events: AsynchronousInvocations): Route {
  return {
    accepts: (exchange) => exchange.service === "lambda" && invoked(exchange) !== undefined,
    async handle(exchange) {
      const reference = invoked(exchange) ?? { name: "" };
      const qualifier = qualifierIn(exchange.query);
      if (
        reference.qualifier !== undefined &&
        (qualifier ?? reference.qualifier) !== reference.qualifier
      ) {
        refuse(exchange, 400, "InvalidParameterValueException", {
          Type: "User",
          message:
            "The derived qualifier from the function name does not match the specified qualifier.",
        });
        return;
      }
      const named = { name: reference.name, qualifier: reference.qualifier ?? qualifier };
      const body = await exchange.body();
      const payload = body.length === 0 ? Buffer.from("{}") : body;
      if (!isJson(payload)) {
        refuse(exchange, 400, "InvalidRequestContentException", {
          Type: "User",
          message: "Could not parse request body into json",
        });
        return;
      }
      const type = exchange.request.headers["x-amz-invocation-type"] ?? "RequestResponse";
      if (type === "RequestResponse") {
        answer(exchange, named, await host.invoke(named, payload));
      } else if (!(await host.knows(named))) {
        notFound(exchange, named);
      } else if (type === "Event") {
        events.accept(named, payload);
        exchange.reply(202, "");
      } else {
        exchange.reply(204, "");
      }
    },
  };
}

function invoked(exchange: Exchange): FunctionReference | undefined {
  const place = lambdaPath(exchange.path);
  if (place?.kind !== "function" || exchange.method !== "POST") return undefined;
  return place.part === "invocations" ? place : undefined;
}

function answer(exchange: Exchange, reference: FunctionReference, result: InvocationResult): void {
  if (result.kind === "not-found") {
    notFound(exchange, reference);
  } else if (result.kind === "throttled") {
    refuse(exchange, 429, "TooManyRequestsException", {
      Type: "User",
      Reason: result.reason,
      message: "Rate Exceeded.",
    });
  } else {
    const headers: Record<string, string> = {
      "x-amzn-requestid": result.requestId,
      "x-amz-executed-version": result.version,
    };
    if (result.failed) headers["x-amz-function-error"] = "Unhandled";
    if (exchange.request.headers["x-amz-log-type"] === "Tail") {
      headers["x-amz-log-result"] = Buffer.from(result.logTail).toString("base64");
    }
    exchange.reply(200, result.payload, headers);
  }
}

function notFound(exchange: Exchange, reference: FunctionReference): void {
  const arn = functionArn(reference, exchange.scope?.region ?? "");
  refuse(exchange, 404, "ResourceNotFoundException", {
    Type: "User",
    Message: `Function not found: ${arn}`,
  });
}

function refuse(
  exchange: Exchange,
  status: number,
  errorType: string,
  body: Record<string, string>,
): void {
  exchange.reply(status, JSON.stringify(body), { "x-amzn-errortype": errorType });
}

function isJson(payload: Buffer): boolean {
  try {
    JSON.parse(payload.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}
