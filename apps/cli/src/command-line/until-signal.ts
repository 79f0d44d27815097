/** Waits for Ctrl-C or SIGTERM. */
export function untilSignal(process: NodeJS.Process): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
