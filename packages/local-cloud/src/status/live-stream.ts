import type { ServerResponse } from "node:http";
import type { History } from "./history.ts";
import type { LiveMessage } from "./live-document.ts";

export interface LiveStreamOptions {
  readonly history: Pick<History, "revision" | "since">;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly now: () => number;
}

/** Twice a second it is looked whether there is something new: so it is shown within a second. */
const LOOK_EVERY_MS = 500;
/** Without news every second message is left out, and the page knows that the local cloud lives. */
const SILENT_LOOKS = 2;
/** Metrics of a second come in for so long after it. */
const LATE_SECONDS = 4;
/** After this the browser tries again. */
const RETRY_MS = 1_000;

/** The headers of an answer that does not end. */
export const EVENT_STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
};

/** Tells those who listen what happens, as server-sent events. While nobody does, it does nothing. */
export class LiveStream {
  readonly #options: LiveStreamOptions;
  readonly #listening = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;
  #sent = -1;
  #silent = 0;

  constructor(options: LiveStreamOptions) {
    this.#options = options;
  }

  /** Begins with the history that is kept, and goes on until the client or the local cloud goes. */
  add(response: ServerResponse): void {
    response.write(`retry: ${RETRY_MS}\n\n`);
    response.write(eventOf(this.#message(0)));
    this.#listening.add(response);
    response.once("close", () => this.#remove(response));
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  close(): void {
    for (const response of this.#listening) response.end();
    clearInterval(this.#timer);
  }

  #remove(response: ServerResponse): void {
    this.#listening.delete(response);
    if (this.#listening.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const { revision } = this.#options.history;
    this.#silent += 1;
    if (revision === this.#sent && this.#silent < SILENT_LOOKS) return;
    this.#sent = revision;
    this.#silent = 0;
    const text = eventOf(this.#message(this.#second() - LATE_SECONDS));
    for (const response of this.#listening) {
      // Who does not keep up misses messages, not the memory of this process.
      if (!response.writableNeedDrain) response.write(text);
    }
  }

  #message(since: number): LiveMessage {
    const { history, startedAt } = this.#options;
    return {
      startedAt,
      revision: history.revision,
      at: this.#second(),
      seconds: [...history.since(since)],
    };
  }

  #second(): number {
    return Math.floor(this.#options.now() / 1_000);
  }
}

function eventOf(message: LiveMessage): string {
  return `event: second\ndata: ${JSON.stringify(message)}\n\n`;
}
