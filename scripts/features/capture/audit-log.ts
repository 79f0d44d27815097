import { gunzipSync } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { Cloud } from "./cloud.ts";

/** A line of the audit log, as far as it is shown. */
export interface AuditLine {
  readonly event_id: string;
  readonly type: "insert" | "modify" | "remove";
  readonly by: "caller" | "ttl";
  readonly keys: {
    readonly UserId: { readonly S: string };
    readonly ActivityId: { readonly S: string };
  };
  /** ISO 8601; DynamoDB rounds it down to the second. */
  readonly at: string;
  readonly sequence_number: string;
}

/** The audit log of some users since a moment (ms): its objects, and its lines in order, each change once. */
export async function auditOf({ s3, capture }: Cloud, users: readonly string[], since: number) {
  const first = new Date(Math.floor(since / 1_000) * 1_000).toISOString();
  const objects: string[] = [];
  const lines = new Map<string, AuditLine>();
  const Prefix = `${capture.audit_prefix}table=${capture.table_name}/`;
  for await (const page of paginateListObjectsV2(
    { client: s3 },
    { Bucket: capture.audit_bucket, Prefix },
  )) {
    for (const { Key } of page.Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: capture.audit_bucket, Key }));
      const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
      const ours = text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as AuditLine)
        .filter(({ keys, at }) => users.includes(keys.UserId.S) && at >= first);
      if (ours.length > 0 && Key !== undefined) objects.push(Key);
      for (const line of ours) lines.set(line.event_id, line);
    }
  }
  const inOrder = [...lines.values()].toSorted((a, b) =>
    a.sequence_number.padStart(40, "0") < b.sequence_number.padStart(40, "0") ? -1 : 1,
  );
  return { objects, lines: inOrder };
}
