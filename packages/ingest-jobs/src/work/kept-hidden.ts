import {
  type Delivery,
  HIDDEN_SECONDS,
  HIDE_EVERY_MS,
  type WorkServices,
} from "./work-services.ts";

/** Does some work, and keeps its message from others meanwhile. */
export async function kept<Result>(
  { clock, logger }: Pick<WorkServices, "clock" | "logger">,
  delivery: Delivery,
  work: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const hide = async () => {
    while (!ended.signal.aborted) {
      await delivery.hide(HIDDEN_SECONDS).catch((error: unknown) => {
        // The message may come to another: what the table says is what counts.
        logger.warn("the message could not be kept hidden", { error: String(error) });
      });
      await clock.sleep(HIDE_EVERY_MS, ended.signal).catch(() => undefined);
    }
  };
  const hiding = hide();
  try {
    return await work();
  } finally {
    ended.abort();
    await hiding;
  }
}
