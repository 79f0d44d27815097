import type { Exchange } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { AsynchronousInvocations } from "../lambda-host/asynchronous-invocations.ts";
import { type FunctionReference, functionArn } from "../lambda-host/function-reference.ts";
import type { InvocationResult, LambdaHost } from "../lambda-host/lambda-host.ts";
import { type InvokeRequest, invokeOperation, invokeRequest } from "./invoke-request.ts";
import { answerError } from "./lambda-error.ts";

export interface InvokeRouteOptions {
  readonly host: LambdaHost;
  readonly events: AsynchronousInvocations;
  readonly region: string;
  readonly notRun: NotRun;
}

/**
 * Invoke, and InvokeAsync before it: runs the function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invokeRoute({ host, events, region, notRun }: InvokeRouteOptions): Route {
  return {
    accepts: (exchange) => exchange.service === "lambda" && invokeOperation(exchange) !== undefined,
    async handle(exchange) {
      const operation = invokeOperation(exchange);
      if (operation === "InvokeWithResponseStream") {
        notRun.refuse(exchange, "a response stream of a function", "use Invoke");
        return;
      }
      const request = await invokeRequest(exchange);
      if ("status" in request) return answerError(exchange, request);
      const { reference, type, payload, clientContext } = request;
      if (type === "RequestResponse") {
        const result = await host.invoke(reference, payload, { clientContext });
        answer(exchange, request, result, region);
      } else if (!(await host.knows(reference))) {
        notFound(exchange, reference, region);
      } else if (type === "Event") {
        const headers = { "x-amzn-requestid": events.accept(reference, payload) };
        exchange.reply(202, operation === "InvokeAsync" ? '{"Status":202}' : "", headers);
      } else {
        exchange.reply(204, "");
      }
    },
  };
}

function answer(
  exchange: Exchange,
  { reference, wantsLogTail }: InvokeRequest,
  result: InvocationResult,
  region: string,
): void {
  if (result.kind === "not-found") {
    notFound(exchange, reference, region);
  } else if (result.kind === "throttled") {
    answerError(exchange, {
      status: 429,
      type: "TooManyRequestsException",
      message: "Rate Exceeded.",
      more: { Reason: result.reason },
    });
  } else {
    const headers: Record<string, string> = {
      "x-amzn-requestid": result.requestId,
      "x-amz-executed-version": result.version,
    };
    if (result.failed) headers["x-amz-function-error"] = "Unhandled";
    if (wantsLogTail) headers["x-amz-log-result"] = Buffer.from(result.logTail).toString("base64");
    exchange.reply(200, result.payload, headers);
  }
}

function notFound(exchange: Exchange, reference: FunctionReference, region: string): void {
  answerError(exchange, {
    status: 404,
    type: "ResourceNotFoundException",
    message: `Function not found: ${functionArn(reference, region)}`,
  });
}
