import type { ThrottlingCause } from "@spillway/capacity";
import type { Access } from "../rules/scaling-decision.ts";

/** One of the global indexes of a table. */
export const SOME_INDEX = Symbol("some index");
/** A table or one of its global indexes. */
export const TABLE_OR_INDEX = Symbol("table or index");

/** A table or index that throttled an operation. */
export interface ThrottledPart {
  readonly table: string;
  /** An index's name or `TABLE_RESOURCE`; else what DynamoDB did not tell further. */
  readonly resource: string | typeof SOME_INDEX | typeof TABLE_OR_INDEX;
  readonly access: Access;
  /** Undefined where DynamoDB did not tell; `not known here` where it told another one than these. */
  readonly cause?: ThrottlingCause | "not known here";
  /** DynamoDB's reason, or the error's name where it gave none. */
  readonly reason: string;
}

/** What an error says of a throttle. */
export interface Throttle {
  /** At least one; empty only where nothing tells which table it was. */
  readonly parts: readonly ThrottledPart[];
  readonly error: Error;
}

/** A command that was sent: its name without "Command", and its input as wire JSON or native values. */
export interface SentCommand {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}
