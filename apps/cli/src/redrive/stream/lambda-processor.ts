import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import { type ReplayEvent, replayAnswer } from "@spillway/change-capture";
import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import type { Outcome, Processor } from "./ports.ts";

const ATTEMPTS = 6;
const FIRST_DELAY_MS = 250;
// The function did not run: too many at once, or Lambda itself failed. A replay may run twice anyway.
const PASSING = /^(TooManyRequestsException|ServiceException|EC2ThrottledException)$/;

/**
 * The processor in Lambda, invoked synchronously.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function lambdaProcessor(
  clients: Clients,
  functionName: string,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<Processor> {
  const { InvokeCommand } = await import("@aws-sdk/client-lambda");
  const client = await clients.lambda();
  return {
    async replay(records, id) {
      const event: ReplayEvent = { Records: records, replay: { id } };
      const command = new InvokeCommand({
        FunctionName: functionName,
        Payload: Buffer.from(JSON.stringify(event)),
        LogType: "Tail",
      });
      const answer = await awsRequest(
        `could not invoke ${functionName}`,
        clients.target,
        async () => {
          for (let attempt = 1; ; attempt += 1) {
            try {
              return await client.send(command);
            } catch (error) {
              const passes = error instanceof Error && PASSING.test(error.name);
              if (!passes || attempt === ATTEMPTS) throw error;
            }
            const delay = { attempt: attempt - 1, baseMs: FIRST_DELAY_MS, random };
            await clock.sleep(fullJitterDelay(delay));
          }
        },
      );
      return outcomeOf(records, {
        payload: new TextDecoder().decode(answer.Payload),
        failed: answer.FunctionError !== undefined,
        log: Buffer.from(answer.LogResult ?? "", "base64").toString("utf8"),
      });
    },
  };
}

interface Answer {
  readonly payload: string;
  readonly failed: boolean;
  /** The last 4 KB. */
  readonly log: string;
}

/** What an answer says of the records. */
export function outcomeOf(records: readonly unknown[], { payload, failed, log }: Answer): Outcome {
  if (failed) return { kind: "failed-from", place: 0, error: functionError(payload) };
  const answer = replayAnswer(payload, records);
  if (answer.kind === "done") return answer;
  return { ...answer, error: reasonIn(log) ?? "the processor named it as failed: see its log" };
}

function functionError(payload: string): string {
  const { errorType, errorMessage } = objectOf(payload);
  const type = typeof errorType === "string" ? errorType : "Error";
  return `${type}: ${typeof errorMessage === "string" ? errorMessage : payload.slice(0, 500)}`;
}

/** Why records failed, as the processor's log says it in its last lines. */
function reasonIn(log: string): string | undefined {
  for (const line of log.split("\n").reverse()) {
    const { sink, code, reason } = objectOf(line);
    if (typeof reason !== "string") continue;
    const words = [sink, code, reason].filter((word) => typeof word === "string");
    return words.join(": ");
  }
  return undefined;
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
