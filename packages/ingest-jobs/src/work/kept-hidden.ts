import {
  type Delivery,
  HIDDEN_SECONDS,
  HIDE_EVERY_MS,
  type WorkServices,
} from "./work-services.ts";

/** Does some work, and keeps its message from others meanwhile. */
export async function kept<Result>(
  { clock }: Pick<WorkServices, "clock">,
  delivery: Delivery,
  work: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const hide = async () => {
    while (!ended.signal.aborted) {
      await delivery.hide(HIDDEN_SECONDS);
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
