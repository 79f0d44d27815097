/** A wish to stop, and the end of listening for it. */
export interface Stopping {
  /** Aborts at the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Listens no more. */
  end(): void;
}

/**
 * Turns the first Ctrl-C or SIGTERM into an abort, by which work ends in good order. A second one ends the
 * process, as if nobody listened.
 */
export function stopOnSignal(process: NodeJS.Process, onStop: () => void): Stopping {
  const controller = new AbortController();
  const end = () => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  };
  const stop = () => {
    end();
    onStop();
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return { signal: controller.signal, end };
}
