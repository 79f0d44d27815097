import { createHash } from "node:crypto";
import type { RequestKey } from "../carts.ts";

const DIGEST_BYTES = 8;

/** What is remembered of a request: of its key, and of key and payload together. 11 characters each. */
export function requestDigests({ key, digest }: RequestKey): {
  readonly ofKey: string;
  readonly ofPayload: string;
} {
  return { ofKey: short(`key ${key}`), ofPayload: short(`payload ${key} ${digest}`) };
}

function short(text: string): string {
  return createHash("sha256").update(text).digest().subarray(0, DIGEST_BYTES).toString("base64url");
}
