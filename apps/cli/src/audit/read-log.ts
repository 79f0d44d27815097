import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { S3Client } from "@aws-sdk/client-s3";
import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import {
  auditDatePrefix,
  auditTablePrefix,
  type ChangeEvent,
  changeCaptureError,
  parseAuditLine,
  parseAuditObjectKey,
} from "@spillway/change-capture";
import { type AttributeMap, keyText } from "@spillway/item";

/** Where the audit log of a table is. */
export interface AuditLog {
  readonly clients: Clients;
  readonly bucket: string;
  readonly prefix: string;
  readonly table: string;
}

export interface ReadLogOptions {
  /** Days to read, `2026-11-28`; default: all. */
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface ReadProgress {
  readonly objects: number;
  /** Changes of the item so far; one that is in the log twice counts twice. */
  readonly changes: number;
}

/** What a log has of one item. */
export interface ItemLog {
  /** In no order, and some more than once. */
  readonly changes: readonly ChangeEvent[];
  /** Time of the first change of the days that were read, of whatever item; undefined when there is none. */
  readonly beginsAt: string | undefined;
  readonly objects: number;
  /** Lines that name the item's key and could not be read. */
  readonly unreadableLines: number;
}

const OBJECTS_AT_ONCE = 16;

/**
 * Reads all changes of one item. The log is not sorted by item: all objects of the days are read, some at
 * once, and of each only this item's lines are kept.
 */
export async function readItemLog(
  log: AuditLog,
  keys: AttributeMap,
  options: ReadLogOptions = {},
): Promise<ItemLog> {
  const client = await log.clients.s3();
  const isItem = matcherOf(keys);
  const changes: ChangeEvent[] = [];
  let unreadableLines = 0;
  let objects = 0;
  let firstDay: string | undefined;
  let beginsAt: string | undefined;
  const read = async (key: string) => {
    const text = await textOf(log, client, key);
    const day = parseAuditObjectKey(key)?.date;
    if (day === firstDay) beginsAt = earlier(beginsAt, firstChange(text)?.at);
    for (const line of text.split("\n")) {
      if (!isItem.maybe(line)) continue;
      const change = changeOf(line);
      if (change === undefined) unreadableLines += 1;
      else if (isItem.surely(change)) changes.push(change);
    }
    objects += 1;
    options.onProgress?.({ objects, changes: changes.length });
  };
  const keysLeft = objectKeys(log, client, options);
  const reading = async () => {
    for await (const key of keysLeft) {
      // Listed in order: the first one is of the first day.
      firstDay ??= parseAuditObjectKey(key)?.date;
      await read(key);
    }
  };
  await Promise.all(Array.from({ length: OBJECTS_AT_ONCE }, reading));
  return { changes, beginsAt, objects, unreadableLines };
}

/** Any change of the table: the first that the log has; undefined when it has none. */
export async function anyChange(log: AuditLog): Promise<ChangeEvent | undefined> {
  const client = await log.clients.s3();
  for await (const key of objectKeys(log, client, {})) {
    const change = firstChange(await textOf(log, client, key));
    if (change !== undefined) return change;
  }
  return undefined;
}

/** Keys of a table's objects in order. Several may ask it at once: each key is given once. */
async function* objectKeys(
  { clients, bucket, prefix, table }: AuditLog,
  client: S3Client,
  { firstDay, lastDay }: ReadLogOptions,
): AsyncGenerator<string> {
  const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: auditTablePrefix(table, prefix),
      ...(firstDay === undefined ? {} : { StartAfter: auditDatePrefix(table, firstDay, prefix) }),
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    const answer = await awsRequest(`could not list s3://${bucket}/${prefix}`, clients.target, () =>
      client.send(command),
    );
    for (const { Key = "" } of answer.Contents ?? []) {
      const day = parseAuditObjectKey(Key)?.date;
      if (day === undefined) continue;
      if (lastDay !== undefined && day > lastDay) return;
      yield Key;
    }
    token = answer.NextContinuationToken;
  } while (token !== undefined);
}

const unzipped = promisify(gunzip);

async function textOf(
  { clients, bucket }: AuditLog,
  client: S3Client,
  key: string,
): Promise<string> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  const name = `s3://${bucket}/${key}`;
  const bytes = await awsRequest(`could not read ${name}`, clients.target, async () => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  });
  try {
    return (await unzipped(bytes)).toString("utf8");
  } catch (cause) {
    throw changeCaptureError("AUDIT_LINE_INVALID", `expected gzip in ${name}; came other bytes`, {
      cause,
    });
  }
}

/** Which lines are of an item: quickly by its text, for most are not, and then by its values. */
function matcherOf(keys: AttributeMap) {
  const entries = Object.entries(keys).map(([name, value]) => ({
    name,
    text: keyText(value),
    value,
  }));
  // Numbers and binary can be written in more than one way.
  const texts = entries.map(({ name, value }) =>
    "S" in value ? `${JSON.stringify(name)}:${JSON.stringify(value)}` : JSON.stringify(name),
  );
  return {
    maybe: (line: string) => texts.every((text) => line.includes(text)),
    surely: (change: ChangeEvent) =>
      entries.every(({ name, text }) => {
        const value = change.keys[name];
        return value !== undefined && keyText(value) === text;
      }),
  };
}

function firstChange(text: string): ChangeEvent | undefined {
  const end = text.indexOf("\n");
  return changeOf(end < 0 ? text : text.slice(0, end));
}

function changeOf(line: string): ChangeEvent | undefined {
  try {
    return parseAuditLine(line);
  } catch (error) {
    if (changeCaptureError.is(error, "AUDIT_LINE_INVALID")) return undefined;
    throw error;
  }
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
