import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { ErrorReport } from "../../error-report.ts";

const FLUSH_MS = 500;
/** PutLogEvents takes ten times as many, if they are short. */
const MAX_EVENTS = 1_000;

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Writes access logs of stages into their log groups, half a second's lines at a time. */
export class AccessLogs {
  readonly #client: CloudWatchLogsClient;
  readonly #onError: ErrorReport;
  readonly #waiting = new Map<string, LogEvent[]>();
  readonly #streams = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(client: CloudWatchLogsClient, onError: ErrorReport) {
    this.#client = client;
    this.#onError = onError;
  }

  /**
   * @param destinationArn of the log group
   * @param stream a stage has one of its own
   */
  add(destinationArn: string, stream: string, message: string): void {
    const [, group = ""] = /:log-group:([^:]+)/.exec(destinationArn) ?? [];
    const key = `${group} ${stream}`;
    const events = this.#waiting.get(key) ?? [];
    this.#waiting.set(key, events);
    events.push({ timestamp: Date.now(), message });
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [key, events] of waiting) {
      const [group = "", stream = ""] = key.split(" ");
      try {
        await this.#put(group, stream, events);
      } catch (error) {
        this.#onError(`the access log in ${group} was not written`, error);
      }
    }
  }

  async #put(
    logGroupName: string,
    logStreamName: string,
    events: readonly LogEvent[],
  ): Promise<void> {
    const key = `${logGroupName} ${logStreamName}`;
    if (!this.#streams.has(key)) {
      const create = new CreateLogStreamCommand({ logGroupName, logStreamName });
      await this.#client.send(create).catch((error: unknown) => {
        if (!(error instanceof ResourceAlreadyExistsException)) throw error;
      });
      this.#streams.add(key);
    }
    try {
      for (let from = 0; from < events.length; from += MAX_EVENTS) {
        const logEvents = events.slice(from, from + MAX_EVENTS);
        await this.#client.send(
          new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }),
        );
      }
    } catch (error) {
      // A group that was made anew has no stream yet.
      this.#streams.delete(key);
      throw error;
    }
  }
}
