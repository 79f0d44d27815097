import { RECORDS, type Role, UNUSED } from "./framing/roles.ts";

/**
 * Where records are in a text of JSON values that may be spread over lines:
 *
 * - `values`: at the root, one after the other, or as the elements of arrays there
 * - `answers`: under `Items` of the objects at the root, as `Scan`, `Query` and `ExecuteStatement` answer
 */
export type JsonLayout = "values" | "answers";

/** A value of which it counts whether something is in it. */
const FACT: Role = { object: "frame", array: "skip", scalar: "frame" };

/** Members of an answer that say that there was more to be read. */
const MORE = new Set(["LastEvaluatedKey", "NextToken", "nextToken"]);

const VALUES: Role = {
  object: "frame",
  array: { object: "frame", array: "frame", scalar: "frame" },
  scalar: "frame",
};

const ANSWER = (name: string): Role => {
  if (name === "Items") return RECORDS;
  return MORE.has(name) ? FACT : UNUSED;
};

/** The role of what is at the root. Pages that were gathered stand in one array. */
export const ROOT_OF_LAYOUT: Readonly<Record<JsonLayout, Role>> = {
  values: VALUES,
  answers: {
    object: ANSWER,
    array: { object: ANSWER, array: "frame", scalar: "frame" },
    scalar: "frame",
  },
};

/** Members that have tables in them: of a request, of what it left undone, of what BatchGetItem answers. */
const OF_TABLES = new Set(["RequestItems", "UnprocessedItems", "Responses"]);

const TABLES = (name: string): Role => {
  if (!OF_TABLES.has(name)) return RECORDS;
  return { object: () => RECORDS, array: "skip", scalar: "skip" };
};

/** The role of what is at the root of a batch-write file: each table's name has its requests. */
export const ROOT_OF_BATCH: Role = {
  object: TABLES,
  array: { object: TABLES, array: "frame", scalar: "frame" },
  scalar: "frame",
};
