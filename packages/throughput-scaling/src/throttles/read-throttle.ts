import { TABLE_RESOURCE, type ThrottlingCause } from "@spillway/capacity";
import { arnParts, type CommandTarget, commandTargets } from "./command-targets.ts";
import { fieldsOf, listOf } from "./fields.ts";
import { type SentCommand, SOME_INDEX, type Throttle, type ThrottledPart } from "./throttle.ts";

const REASON =
  /^(?:Table|Index)(Read|Write)(ProvisionedThroughputExceeded|KeyRangeThroughputExceeded|AccountLimitExceeded|MaxOnDemandThroughputExceeded)$/;
const OF_INDEXES = /global secondary index/i;
/** ThrottlingException is also told of requests that change tables, without a word of throughput. */
const OF_THROUGHPUT = /throughput/i;
/** Reasons of a cancelled transaction that pass by themselves. */
const PASSING = ["None", "ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"];
const THROTTLED = ["ProvisionedThroughputExceeded", "ThrottlingError"];

/**
 * What an error of DynamoDB's says of a throttle: which tables and indexes, reads or writes, and why as
 * far as it tells.
 *
 * @param sent the command, where it is known: it names the table where the error does not
 * @param tableName the table, where neither tells
 * @returns undefined for an error that is no throttle of a table's
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html
 */
export function readThrottle(
  error: unknown,
  sent: SentCommand | undefined,
  tableName: string | undefined,
): Throttle | undefined {
  if (!(error instanceof Error)) return undefined;
  const told = toldReasons(error);
  const targets = targetsOf(sent, tableName);
  // A command that reads and writes no items, such as UpdateTable.
  if (sent !== undefined && targets.length === 0) return undefined;
  if (error.name === "TransactionCanceledException") return canceled(error, told, sent, targets);
  if (told.length > 0) return { parts: told, error };
  switch (error.name) {
    case "ProvisionedThroughputExceededException":
      return { parts: targets.map((target) => untold(target, error.name, error.message)), error };
    case "RequestLimitExceeded": {
      const cause = "AccountLimitExceeded" as const;
      return { parts: targets.map((target) => ({ ...target, cause, reason: error.name })), error };
    }
    case "ThrottlingException":
      if (!OF_THROUGHPUT.test(error.message)) return undefined;
      return { parts: targets.map((target) => untold(target, error.name, error.message)), error };
    default:
      return undefined;
  }
}

/** The reasons that newer versions of DynamoDB and its SDK tell, each with its resource. */
function toldReasons(error: Error): readonly ThrottledPart[] {
  const { ThrottlingReasons: upper, throttlingReasons: lower } = fieldsOf(error);
  return [...listOf(upper), ...listOf(lower)].flatMap((one) => {
    const { reason, resource } = fieldsOf(one);
    const named = typeof resource === "string" ? arnParts(resource) : undefined;
    if (typeof reason !== "string" || named === undefined) return [];
    const [, access, cause] = REASON.exec(reason) ?? [];
    return [
      {
        ...named,
        access: access === "Read" || /Read/.test(reason) ? "read" : "write",
        cause: cause === undefined ? "not known here" : (cause as ThrottlingCause),
        reason,
      } satisfies ThrottledPart,
    ];
  });
}

function targetsOf(
  sent: SentCommand | undefined,
  tableName: string | undefined,
): readonly CommandTarget[] {
  if (sent !== undefined) return commandTargets(sent);
  if (tableName === undefined) return [];
  // Nothing tells whether it read or wrote.
  return (["read", "write"] as const).map((access) => ({
    table: tableName,
    resource: TABLE_RESOURCE,
    access,
  }));
}

function untold(target: CommandTarget, reason: string, message: string): ThrottledPart {
  // A read of an index names it; a write does not name the index that throttled it.
  const ofIndexes = OF_INDEXES.test(message) && target.resource === TABLE_RESOURCE;
  return { ...target, resource: ofIndexes ? SOME_INDEX : target.resource, reason };
}

function canceled(
  error: Error,
  told: readonly ThrottledPart[],
  sent: SentCommand | undefined,
  targets: readonly CommandTarget[],
): Throttle | undefined {
  const reasons = listOf(fieldsOf(error).CancellationReasons).map(fieldsOf);
  // Where another reason would cancel it again, more capacity does not help.
  if (!reasons.every(({ Code: code }) => PASSING.includes(String(code ?? "None"))))
    return undefined;
  const throttled = reasons.flatMap(({ Code: code, Message: message }, place) =>
    THROTTLED.includes(String(code))
      ? [{ place, code: String(code), message: String(message) }]
      : [],
  );
  if (throttled.length === 0) return undefined;
  if (told.length > 0) return { parts: told, error };
  const list = sent?.input.TransactItems === undefined ? "TransactStatements" : "TransactItems";
  const items = listOf(sent?.input[list]);
  const parts = throttled.flatMap(({ place, code, message }) => {
    const item = items[place];
    const own =
      sent === undefined || item === undefined
        ? targets
        : commandTargets({ name: sent.name, input: { [list]: [item] } });
    return own.map((target) => untold(target, code, message));
  });
  return { parts, error };
}
