import { type JobMessage, readJobMessage } from "../queue/job-message.ts";
import { runChunk } from "./chunk/run-chunk.ts";
import { planJob } from "./plan/plan-job.ts";
import { sendAllMessages } from "./send-messages.ts";
import {
  type Delivery,
  type Handled,
  MAX_RETURNS,
  NOTHING_WRITTEN,
  type WorkServices,
} from "./work-services.ts";

/** A message whose worker failed comes again so much later; twice as much each time, up to the most. */
const FAILURE_SECONDS = 5;
const MOST_FAILURE_SECONDS = 300;

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
  const handled = await done(services, message, received).catch(async (error: unknown) => {
    // The queue's own visibility is hours, so that it suits every function.
    await received.hide(secondsAfterFailure(delivery.receiveCount));
    throw error;
  });
  if (handled.kind === "done") return handled;
  if (message.kind === "chunk" && delivery.receiveCount >= MAX_RETURNS) {
    await sendAllMessages(services, [body], handled.seconds);
    return { kind: "done", written: handled.written };
  }
  await received.hide(handled.seconds);
  return handled;
}

function done(services: WorkServices, message: JobMessage, delivery: Delivery): Promise<Handled> {
  return message.kind === "plan"
    ? planJob(services, message.job, delivery)
    : runChunk(services, message, delivery);
}

/** Later each time: what is out of reach for hours must not bring a message into the dead-letter queue. */
function secondsAfterFailure(receiveCount: number): number {
  return Math.min(MOST_FAILURE_SECONDS, FAILURE_SECONDS * 2 ** (receiveCount - 1));
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
