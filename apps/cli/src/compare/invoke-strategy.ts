import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import * as z from "zod";
import { cliError } from "../errors.ts";
import { parseAnswer, type StrategyAnswer } from "./strategy-answer.ts";

const functionErrorSchema = z.object({
  errorType: z.string().default("Error"),
  errorMessage: z.string().default("no message"),
});

/**
 * Runs a producer function once and waits for its answer.
 *
 * @throws SpillwayError FUNCTION_FAILED when the function threw or ran out of time or memory;
 * INVOCATION_TIMED_OUT when `signal` ended the waiting; what awsRequest makes of the rest.
 */
export async function invokeStrategy(
  clients: Clients,
  functionName: string,
  event: { run: string; returnKeys: true; records?: number },
  signal: AbortSignal,
): Promise<StrategyAnswer> {
  const { InvokeCommand } = await import("@aws-sdk/client-lambda");
  const client = await clients.lambda();
  const command = new InvokeCommand({
    FunctionName: functionName,
    Payload: new TextEncoder().encode(JSON.stringify(event)),
  });
  const answer = await awsRequest(`could not invoke ${functionName}`, clients.target, async () => {
    try {
      return await client.send(command, { abortSignal: signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      throw cliError("INVOCATION_TIMED_OUT", `${functionName} did not answer in time`, {
        hint: "Pass a longer --timeout, or look at the function's log.",
        cause: error,
      });
    }
  });
  const payload = new TextDecoder().decode(answer.Payload);
  if (answer.FunctionError === undefined) return parseAnswer(payload, functionName);
  const { errorType, errorMessage } = functionError(payload);
  throw cliError("FUNCTION_FAILED", `${functionName} failed: ${errorType}: ${errorMessage}`, {
    hint: "Its log says more: in CloudWatch Logs, or below .spillway/local-cloud.",
  });
}

function functionError(payload: string) {
  try {
    return functionErrorSchema.parse(JSON.parse(payload));
  } catch {
    return { errorType: "Error", errorMessage: payload.slice(0, 500) };
  }
}
