import {
  changeCaptureError,
  compareFailures,
  type ObjectPlace,
  parseFailureMessage,
  parseFailureRecord,
} from "@spillway/change-capture";
import { reasonOf } from "@spillway/errors";
import type { DeadLetter, ReadableQueue, Receipt } from "../queue/dead-letter.ts";
import { type Failure, type HeldMessage, idOfObject, type UnreadableFailure } from "./failure.ts";
import type { FailedObjects } from "./ports.ts";

/** All failures that there are now. */
export interface Gathered {
  /** The oldest first. */
  readonly failures: readonly Failure[];
  /** Messages that are hidden from others meanwhile. */
  readonly messages: readonly HeldMessage[];
  readonly unreadable: readonly UnreadableFailure[];
  /** Whether queue or bucket have more than one run takes. */
  readonly hasMore: boolean;
}

export interface GatherOptions {
  /** Undefined: only objects. */
  readonly queue: ReadableQueue | undefined;
  /** Seconds for which the queue keeps a message. */
  readonly retentionSeconds: number | undefined;
  readonly objects: FailedObjects;
  readonly signal: AbortSignal;
  /** Told of each message as soon as it is held. */
  readonly onHeld: (message: Receipt) => void;
  readonly onProgress: (found: number) => void;
}

/** How long received messages are hidden, seconds; it is renewed as long as the run takes. */
export const HIDDEN_SECONDS = 120;
const EMPTY_ANSWERS = 2;
/** Messages of one run: each is hidden again every 40 seconds. */
const MOST_MESSAGES = 10_000;
/** Bytes of their bodies, which may hold records. */
const MOST_BYTES = 200_000_000;
const OBJECTS_AT_ONCE = 8;
/** Objects of one run: of each its place and what is known of it are kept. */
const MOST_OBJECTS = 50_000;
/** A stream keeps its records so long. */
const STREAM_MS = 24 * 3_600_000;

/**
 * Looks for failures: messages of the dead-letter queue, the objects that they name, and whatever else is in
 * the bucket. Nothing is changed but that messages are hidden.
 */
export async function gatherFailures(options: GatherOptions): Promise<Gathered> {
  const { objects, signal, onProgress } = options;
  const failures = new Map<string, Failure>();
  const places = new Map<string, ObjectPlace>();
  const unreadable: UnreadableFailure[] = [];
  const { letters, hasMore } = await receiveMessages(options.queue, signal, (message, count) => {
    options.onHeld(message);
    onProgress(count);
  });
  const messages = letters.map((letter) => {
    const message = parseFailureMessage(letter.body);
    const { id, receipt } = letter;
    const held: HeldMessage = { id, receipt, failures: new Set() };
    if (message.kind === "objects") {
      for (const place of message.objects) {
        places.set(idOfObject(place), place);
        held.failures.add(idOfObject(place));
      }
    } else if (message.kind === "record") {
      const failure = failureOfMessage(letter, message.record, options.retentionSeconds);
      failures.set(failure.id, failure);
      held.failures.add(failure.id);
    } else if (message.kind === "other") {
      unreadable.push({ id: messageId(id), reason: NOT_A_FAILURE });
      held.failures.add(messageId(id));
    }
    return held;
  });
  let hasMoreObjects = false;
  for await (const place of objects.list()) {
    hasMoreObjects = places.size >= MOST_OBJECTS;
    if (signal.aborted || hasMoreObjects) break;
    places.set(idOfObject(place), place);
  }
  const entries = places.entries();
  const reading = async () => {
    for (const [id, place] of entries) {
      if (signal.aborted) return;
      const found = await readFailure(objects, place);
      if (found === undefined) for (const { failures: ids } of messages) ids.delete(id);
      else if ("reason" in found) unreadable.push(found);
      else failures.set(id, found);
      onProgress(failures.size);
    }
  };
  await Promise.all(Array.from({ length: OBJECTS_AT_ONCE }, reading));
  return {
    failures: [...failures.values()].sort((one, other) =>
      compareFailures(one.record, other.record),
    ),
    messages,
    unreadable,
    hasMore: hasMore || hasMoreObjects,
  };
}

/** All messages that can be received now, each once. */
export async function receiveMessages(
  queue: ReadableQueue | undefined,
  signal: AbortSignal,
  onHeld: (message: Receipt, count: number) => void,
) {
  const letters = new Map<string, DeadLetter>();
  let empties = 0;
  let bytes = 0;
  const isFull = () => letters.size >= MOST_MESSAGES || bytes >= MOST_BYTES;
  while (queue !== undefined && !signal.aborted && empties < EMPTY_ANSWERS && !isFull()) {
    const received = await queue.receive(10, HIDDEN_SECONDS);
    const before = letters.size;
    for (const letter of received) {
      letters.set(letter.id, letter);
      bytes += letter.body.length;
      onHeld(letter, letters.size);
    }
    empties = letters.size === before ? empties + 1 : 0;
  }
  return { letters: [...letters.values()], hasMore: isFull() };
}

function failureOfMessage(
  { id, system }: DeadLetter,
  record: Failure["record"],
  retentionSeconds: number | undefined,
): Failure {
  const hasRecords = record.records !== undefined;
  const inStream = Date.parse(record.firstAt ?? "") + STREAM_MS;
  const inQueue =
    Number(system.SentTimestamp ?? Number.NaN) + (retentionSeconds ?? Number.NaN) * 1_000;
  const ends = [...(hasRecords ? [] : [inStream]), inQueue].filter((ms) => !Number.isNaN(ms));
  return {
    id: messageId(id),
    place: { kind: "message", messageId: id },
    record,
    hasRecords,
    keptUntil: ends.length === 0 ? undefined : new Date(Math.min(...ends)).toISOString(),
  };
}

/** Undefined when the object is gone: it was replayed, or its time was over. */
async function readFailure(
  objects: FailedObjects,
  object: ObjectPlace,
): Promise<Failure | UnreadableFailure | undefined> {
  const found = await objects.read(object);
  if (found === undefined) return undefined;
  const id = idOfObject(object);
  try {
    const { records, ...record } = parseFailureRecord(found.text);
    const hasRecords = records !== undefined;
    const inStream = new Date(Date.parse(record.firstAt ?? "") + STREAM_MS);
    const streamEnd = Number.isNaN(inStream.getTime()) ? undefined : inStream.toISOString();
    return {
      ...{ id, hasRecords, place: { kind: "object", object } },
      record: { ...record, records: undefined },
      keptUntil: hasRecords ? found.expiresAt : streamEnd,
    };
  } catch (error) {
    if (!changeCaptureError.is(error, "FAILURE_RECORD_INVALID")) throw error;
    return { id, reason: reasonOf(error) };
  }
}

const NOT_A_FAILURE = {
  code: "NOT_A_FAILURE",
  message: "it is neither a record of given up changes nor a notification of S3's",
};

export const messageId = (id: string) => `message ${id}`;
