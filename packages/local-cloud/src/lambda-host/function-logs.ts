import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import path from "node:path";
import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { ErrorReport } from "../error-report.ts";
import { loggedLine } from "../function-logs/log-line.ts";
import { logGroupOf } from "./environment-variables.ts";

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** A client of CloudWatch Logs that calls as the function's role. */
type LogsClientOf = (functionName: string) => Promise<CloudWatchLogsClient>;

const FLUSH_MS = 1_000;
/** A system lets a process have some hundreds, of functions there may be more. */
const MAX_OPEN_FILES = 100;

/**
 * The log lines of functions: a file for each, and CloudWatch Logs, a second's lines at a time. A
 * function's lines are written with its own role: without the right to, they are in the file only.
 */
export class FunctionLogs {
  readonly #directory: string;
  readonly #clientOf: LogsClientOf;
  readonly #files = new Map<string, WriteStream>();
  readonly #groups = new Set<string>();
  readonly #streams = new Set<string>();
  readonly #unwritten = new Set<string>();
  /** Functions whose lines are on their way. */
  readonly #busy = new Set<string>();
  readonly #onError: ErrorReport;
  readonly #timer: NodeJS.Timeout;
  /** By function and stream. */
  readonly #waiting = new Map<string, Map<string, LogEvent[]>>();
  #closed = false;

  /** @param onError told once of each function whose file can't be written */
  constructor(directory: string, clientOf: LogsClientOf, onError: ErrorReport) {
    this.#onError = onError;
    mkdirSync(directory, { recursive: true });
    this.#directory = directory;
    this.#clientOf = clientOf;
    this.#timer = setInterval(() => this.#flush(), FLUSH_MS).unref();
  }

  add(functionName: string, stream: string, line: string): void {
    // A function that still runs while everything is closed has nobody to tell.
    if (this.#closed) return;
    const timestamp = Date.now();
    this.#fileOf(functionName).write(loggedLine(line, timestamp));
    const streams = this.#waiting.get(functionName) ?? new Map<string, LogEvent[]>();
    this.#waiting.set(functionName, streams);
    const events = streams.get(stream) ?? [];
    streams.set(stream, events);
    // CloudWatch Logs refuses an empty message.
    events.push({ timestamp, message: line || " " });
  }

  /** A function that is deployed again gets a new log group if its old one is gone. */
  forget(functionName: string): void {
    this.#groups.delete(functionName);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await Promise.all(
      [...this.#files.values()].map((file) => new Promise((resolve) => file.end(resolve))),
    );
  }

  #fileOf(functionName: string): WriteStream {
    const open = this.#files.get(functionName);
    this.#files.delete(functionName);
    if (open) {
      // The one used last is last in the map.
      this.#files.set(functionName, open);
      return open;
    }
    const file: WriteStream = createWriteStream(path.join(this.#directory, `${functionName}.log`), {
      flags: "a",
    });
    // A full disk, perhaps: the next line tries anew, and what went wrong is said once.
    file.on("error", (error) => {
      this.#files.delete(functionName);
      file.destroy();
      if (!this.#unwritten.has(functionName)) this.#onError(`no log of ${functionName}`, error);
      this.#unwritten.add(functionName);
    });
    this.#files.set(functionName, file);
    const [[oldest, unused] = []] = this.#files;
    if (oldest !== undefined && unused !== undefined && this.#files.size > MAX_OPEN_FILES) {
      this.#files.delete(oldest);
      unused.end();
    }
    return file;
  }

  #flush(): void {
    for (const [functionName, streams] of this.#waiting) {
      // A machine may be slow: what comes meanwhile waits, so that no stream is made twice and lines keep
      // their order.
      if (this.#busy.has(functionName)) continue;
      this.#waiting.delete(functionName);
      this.#busy.add(functionName);
      void this.#putAll(functionName, streams).finally(() => this.#busy.delete(functionName));
    }
  }

  async #putAll(
    functionName: string,
    streams: ReadonlyMap<string, readonly LogEvent[]>,
  ): Promise<void> {
    for (const [stream, events] of streams) {
      // The file has every line; CloudWatch Logs is a second copy, not worth a failure.
      await this.#put(functionName, stream, events).catch(() => undefined);
    }
  }

  async #put(
    functionName: string,
    logStreamName: string,
    events: readonly LogEvent[],
  ): Promise<void> {
    const logGroupName = logGroupOf(functionName);
    const client = await this.#clientOf(functionName);
    if (!this.#streams.has(logStreamName)) {
      await this.#createStream(client, functionName, logStreamName);
      this.#streams.add(logStreamName);
    }
    const logEvents = [...events];
    await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
  }

  /** The group is made at most once, so that one that was destroyed does not come back. */
  async #createStream(
    client: CloudWatchLogsClient,
    functionName: string,
    logStreamName: string,
  ): Promise<void> {
    const logGroupName = logGroupOf(functionName);
    const create = new CreateLogStreamCommand({ logGroupName, logStreamName });
    try {
      await client.send(create).catch(unlessThere);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException) || this.#groups.has(functionName))
        throw error;
      await client.send(new CreateLogGroupCommand({ logGroupName })).catch(unlessThere);
      await client.send(create).catch(unlessThere);
    }
    this.#groups.add(functionName);
  }
}

/** What is there already was made by a request whose answer was lost, or by someone else. */
function unlessThere(error: unknown): void {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error;
}
