import { commandTargets } from "../throttles/command-targets.ts";
import { type Fields, fieldsOf, listOf } from "../throttles/fields.ts";
import {
  type SentCommand,
  TABLE_OR_INDEX,
  type Throttle,
  type ThrottledPart,
} from "../throttles/throttle.ts";
import { sumOfConsumed } from "./sum-of-consumed.ts";

/** How the part of a batch that was not processed is known, sent again and put together. */
export interface BatchKind {
  /** The input for what is left of it; undefined where nothing is. */
  left(input: Fields, output: Fields): Fields | undefined;
  /** Both answers as one: what is left of the second is what is left. */
  merged(before: Fields, after: Fields): Fields;
}

const batchWrite: BatchKind = {
  left: (input, { UnprocessedItems: left }) => again(input, left),
  merged: (before, after) => ({
    ...after,
    ...consumed(before, after),
    ...listsOf("ItemCollectionMetrics", [before, after]),
  }),
};

const batchGet: BatchKind = {
  left: (input, { UnprocessedKeys: left }) => again(input, left),
  merged: (before, after) => ({
    ...after,
    ...consumed(before, after),
    ...listsOf("Responses", [before, after]),
  }),
};

const THROTTLED = ["ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded"];

/** PartiQL: each statement has its own answer, in order. */
const batchStatements: BatchKind = {
  left(input, output) {
    const statements = listOf(input.Statements);
    const left = throttledPlaces(output).map((place) => statements[place]);
    return left.length === 0 ? undefined : { ...input, Statements: left };
  },
  merged(before, after) {
    const answers = [...listOf(before.Responses)];
    throttledPlaces(before).forEach((place, sent) => {
      answers[place] = listOf(after.Responses)[sent];
    });
    const units = [...listOf(before.ConsumedCapacity), ...listOf(after.ConsumedCapacity)];
    return {
      ...after,
      ...(units.length === 0 ? {} : { ConsumedCapacity: units }),
      Responses: answers,
    };
  },
};

function throttledPlaces(output: Fields): readonly number[] {
  return listOf(output.Responses).flatMap((answer, place) => {
    const { Code: code } = fieldsOf(fieldsOf(answer).Error);
    return THROTTLED.includes(String(code)) ? [place] : [];
  });
}

/** By the command's name; other commands are done whole or not at all. */
export const BATCH_KINDS: ReadonlyMap<string, BatchKind> = new Map([
  ["BatchWriteItem", batchWrite],
  ["BatchGetItem", batchGet],
  ["BatchExecuteStatement", batchStatements],
]);

/** What a batch that came back in part says: which tables, and not why. */
export function leftoverThrottle({ name, input }: SentCommand): Throttle {
  const error = new Error(`DynamoDB left a part of ${name} unprocessed`);
  const parts = commandTargets({ name, input }).map(
    (target): ThrottledPart => ({
      ...target,
      resource: TABLE_OR_INDEX,
      reason: "Unprocessed",
    }),
  );
  return { parts, error };
}

function again(input: Fields, left: unknown): Fields | undefined {
  return Object.keys(fieldsOf(left)).length === 0 ? undefined : { ...input, RequestItems: left };
}

/** A list of each table, of both answers. */
function listsOf(name: string, outputs: readonly Fields[]): Fields {
  const lists: Record<string, readonly unknown[]> = {};
  for (const output of outputs) {
    for (const [table, list] of Object.entries(fieldsOf(output[name]))) {
      lists[table] = [...(lists[table] ?? []), ...listOf(list)];
    }
  }
  return outputs.some((output) => output[name] !== undefined) ? { [name]: lists } : {};
}

function consumed(before: Fields, after: Fields): Fields {
  const all = [...listOf(before.ConsumedCapacity), ...listOf(after.ConsumedCapacity)];
  return all.length === 0 ? {} : { ConsumedCapacity: sumOfConsumed(all) };
}
