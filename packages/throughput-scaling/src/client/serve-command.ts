import type { ScalingSettings } from "../settings/scaling-settings.ts";
import { commandTargets } from "../throttles/command-targets.ts";
import { type Fields, fieldsOf } from "../throttles/fields.ts";
import { readThrottle } from "../throttles/read-throttle.ts";
import type { SentCommand } from "../throttles/throttle.ts";
import { BATCH_KINDS, leftoverThrottle } from "./batch-leftovers.ts";
import { Recovery } from "./recovery.ts";
import type { ScalingServices } from "./scaling-services.ts";

/** A command's answer as the SDK's middleware hands it on. */
export interface CommandAnswer {
  readonly output: object;
}

/**
 * Sends a command until it is done, fails for another reason than a throttle, or is given up; and a
 * batch until nothing is left of it.
 *
 * @param send sends it once, with this input
 * @throws what `send` throws, as it is, unless that is a throttle: then an error of this package
 */
export async function serveCommand<Answer extends CommandAnswer>(
  services: ScalingServices,
  command: SentCommand & { readonly settings: ScalingSettings },
  signal: () => AbortSignal | undefined,
  send: (input: Fields) => Promise<Answer>,
): Promise<Answer> {
  const { name, settings } = command;
  const batch = BATCH_KINDS.get(name);
  let { input } = command;
  let recovery: Recovery | undefined;
  /** Of a batch: what was answered so far. */
  let answered: Answer | undefined;
  for (;;) {
    const sentAtMs = services.clock.now();
    let answer: Answer;
    try {
      answer = await sendMeasured(services, { name, input }, send);
    } catch (error) {
      const throttle = readThrottle(error, { name, input }, undefined);
      if (throttle === undefined) {
        // What was done before would be done twice, if all of it had to be sent again.
        if (answered === undefined || signal()?.aborted) throw error;
        return givenUp(services, name, answered, error);
      }
      recovery ??= new Recovery(services, { name, settings, signal: signal() });
      const failure = await recovery.recover(throttle, sentAtMs, { name, input });
      if (failure === undefined) continue;
      if (answered === undefined) throw failure;
      return givenUp(services, name, answered, failure);
    }
    const isSecond = answered !== undefined;
    if (batch !== undefined && answered !== undefined) {
      const output = batch.merged(fieldsOf(answered.output), fieldsOf(answer.output));
      answer = { ...answer, output };
    }
    const left = batch?.left(command.input, fieldsOf(answer.output));
    if (left === undefined) {
      recovery?.succeeded();
      return answer;
    }
    answered = answer;
    input = left;
    recovery ??= new Recovery(services, { name, settings, signal: signal() });
    // Where nothing of the rest passes, DynamoDB names the reason: that is asked for first.
    if (!isSecond) {
      if (await recovery.wait()) continue;
      return answered;
    }
    const sent = { name, input };
    const failure = await recovery.recover(leftoverThrottle(sent), sentAtMs, sent);
    if (failure !== undefined) return givenUp(services, name, answered, failure);
  }
}

/** A batch is answered as DynamoDB does: with what is left of it. */
function givenUp<Answer>(
  { logger }: ScalingServices,
  operation: string,
  answered: Answer,
  error: unknown,
): Answer {
  logger.warn("a part of the batch is left", { operation, error });
  return answered;
}

/** Counts what the command consumed, where that is wanted of its table; who did not ask for it is not told. */
async function sendMeasured<Answer extends CommandAnswer>(
  { meter, clock }: ScalingServices,
  sent: SentCommand,
  send: (input: Fields) => Promise<Answer>,
): Promise<Answer> {
  if (!meter.wants(sent)) return send(sent.input);
  const { ReturnConsumedCapacity: asked = "NONE" } = sent.input;
  const answer = await send({ ...sent.input, ReturnConsumedCapacity: "INDEXES" });
  const { ConsumedCapacity: consumed, ...output } = fieldsOf(answer.output);
  meter.count(commandTargets(sent)[0]?.access ?? "write", consumed, clock.now());
  return asked === "NONE" ? { ...answer, output } : answer;
}
