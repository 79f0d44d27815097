import type { Terminal } from "../command-line/terminal.ts";

export interface WatchOptions {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Whether each text takes the place of the one before it, where that is a terminal. */
  readonly inPlace: boolean;
  /** What is to be shown now, in at most so many rows of each table. */
  readonly textOf: (rows: number | undefined) => Promise<string>;
}

const REDRAW_MS = 1_000;
/** What a screen shows of each table. */
const ROWS = 5;

/** Shows a text anew each second until it is stopped: in its place on a terminal, else below the last. */
export async function watchStatus(options: WatchOptions): Promise<void> {
  const { terminal, signal, inPlace, textOf } = options;
  const { printStream } = terminal;
  if (!inPlace || !printStream.isTTY) {
    await eachSecond(signal, async () => terminal.print(await textOf(undefined)));
    return;
  }
  const { createLogUpdate } = await import("log-update");
  const redraw = createLogUpdate(printStream);
  await eachSecond(signal, async () => {
    const lines = (await textOf(ROWS)).split("\n");
    // What does not fit would be cut at the top, where the most important is.
    redraw(lines.slice(0, (printStream.rows ?? 24) - 1).join("\n"));
  });
  redraw.done();
}

async function eachSecond(signal: AbortSignal, draw: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await draw();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, REDRAW_MS);
      signal.addEventListener(
        "abort",
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}
