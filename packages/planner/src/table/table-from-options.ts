import type { Billing, GlobalIndexShape } from "@spillway/capacity";
import type { KeyAttribute, KeySchema, KeyType } from "@spillway/item";
import { plannerError } from "../planner-error.ts";
import type { PlannedTable } from "./planned-table.ts";

/** A table as a person writes it on a command line. */
export interface TableOptions {
  /** Default `planned`. */
  readonly name?: string;
  /** `pk:S,sk:N`: the partition key, and the sort key where there is one. Without a type it is `S`. */
  readonly key: string;
  /** `byEmail:email:S`, `byCity:city,date:N:KEYS_ONLY`: name, keys as in `key`, and what it holds. */
  readonly indexes?: readonly string[];
  /** Write units a second that it and each index have, and a read unit each, the least there is. Default: on demand. */
  readonly capacity?: number;
}

const KEY_HINT = "Write keys as name:type, such as --key pk:S,sk:N; types are S, N and B.";
const INDEX_HINT =
  "Write an index as name:keys, such as --index byEmail:email:S or --index byCity:city,date:N:KEYS_ONLY.";

/**
 * A table that is not there yet.
 *
 * @throws TABLE_INVALID for keys and indexes that are none
 * @example
 * tableFromOptions({ key: "pk:S", indexes: ["byEmail:email:S:KEYS_ONLY"], capacity: 100 });
 */
export function tableFromOptions(options: TableOptions): PlannedTable {
  const { name = "planned", key, indexes = [], capacity } = options;
  const billing: Billing =
    capacity === undefined
      ? { mode: "on-demand" }
      : { mode: "provisioned", writeUnits: capacity, readUnits: 1 };
  const globalIndexes = indexes.map((text) => indexOf(text, billing));
  const names = globalIndexes.map((index) => index.name);
  const twice = names.find((one, place) => names.indexOf(one) !== place);
  if (twice !== undefined) {
    throw plannerError("TABLE_INVALID", `expected indexes of different names; came ${twice} twice`);
  }
  const keys = keysOf(key, "a table with a key", KEY_HINT);
  return {
    shape: { name, keys, billing, globalIndexes, localIndexes: [] },
    source: "the options",
    exists: false,
  };
}

function indexOf(text: string, billing: Billing): GlobalIndexShape {
  const at = text.indexOf(":");
  const name = text.slice(0, at).trim();
  if (at < 1 || name === "") {
    throw invalid("an index with a name and keys", text, INDEX_HINT);
  }
  const [, keys = "", type = "ALL"] = /^(.*?)(?::(ALL|KEYS_ONLY))?$/.exec(text.slice(at + 1)) ?? [];
  return {
    name,
    keys: keysOf(keys, `the index ${name} with a key`, INDEX_HINT),
    projection: { type: type === "KEYS_ONLY" ? type : "ALL" },
    billing,
  };
}

function keysOf(text: string, expected: string, hint: string): KeySchema {
  const [partitionKey, sortKey, ...more] = text.split(",").map((part) => {
    const [, name, type = "S"] = /^\s*([^:,\s][^:,]*?)\s*(?::\s*([SNB]))?\s*$/.exec(part) ?? [];
    if (name === undefined) throw invalid(expected, text, hint);
    return { name, type: type as KeyType } satisfies KeyAttribute;
  });
  if (partitionKey === undefined || more.length > 0) throw invalid(expected, text, hint);
  return sortKey === undefined ? { partitionKey } : { partitionKey, sortKey };
}

function invalid(expected: string, text: string, hint: string) {
  return plannerError("TABLE_INVALID", `expected ${expected}; came ${JSON.stringify(text)}`, {
    hint,
  });
}
