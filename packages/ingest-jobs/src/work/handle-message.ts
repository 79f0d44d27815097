import { readJobMessage } from "../queue/job-message.ts";
import { runChunk } from "./chunk/run-chunk.ts";
import { planJob } from "./plan/plan-job.ts";
import { sendAllMessages } from "./send-messages.ts";
import {
  type Delivery,
  type Handled,
  NOTHING_WRITTEN,
  type WorkServices,
} from "./work-services.ts";

/** A message that has come back so often is replaced by a new one: no queue counts it as a failure. */
const MAX_RETURNS = 20;

/**
 * Does what a message of the queue of chunks asks for.
 *
 * @returns `later` where the message must come back; it is hidden until then
 */
export async function handleMessage(
  services: WorkServices,
  body: string,
  delivery: Delivery,
): Promise<Handled> {
  const message = readJobMessage(body);
  if (message === undefined) {
    services.logger.warn("a message is none of jobs", { body: body.slice(0, 200) });
    // It goes on to the dead-letter queue, where a person finds it.
    return {
      kind: "later",
      seconds: 1,
      why: "the message is none of jobs",
      written: NOTHING_WRITTEN,
    };
  }
  const received = { ...delivery, hide: hidden(services, delivery) };
  const handled =
    message.kind === "plan"
      ? await planJob(services, message.job, received)
      : await runChunk(services, message, received);
  if (handled.kind === "done") return handled;
  if (message.kind === "chunk" && delivery.receiveCount >= MAX_RETURNS) {
    await sendAllMessages(services, [body], handled.seconds);
    return { kind: "done", written: handled.written };
  }
  await received.hide(handled.seconds);
  return handled;
}

/** Where a message can't be hidden it may come to another worker: what counts is in the table. */
function hidden({ logger }: WorkServices, delivery: Delivery): Delivery["hide"] {
  return async (seconds) => {
    try {
      await delivery.hide(seconds);
    } catch (error) {
      logger.warn("the message could not be hidden", { seconds, error: String(error) });
    }
  };
}
