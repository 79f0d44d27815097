import { type CapacityView, TABLE_RESOURCE } from "@spillway/capacity";
import type { ThrottledCapacity } from "../rules/raise-throttled.ts";
import type { Access, ScalingStep } from "../rules/scaling-decision.ts";
import { boundsOf, type TableScaling } from "../rules/table-scaling.ts";
import { units } from "../rules/units-of.ts";
import type { ScalingEvent } from "../state/scaling-store.ts";
import type { Condition, NotSteered } from "./condition.ts";

/** What is known of a steered table after a look at it. */
export interface TableFacts {
  readonly table: string;
  readonly scaling: TableScaling;
  /** Before the steps. */
  readonly view: CapacityView;
  readonly steps: readonly ScalingStep[];
  /** Throttled though capacity was left. */
  readonly hot: readonly ThrottledCapacity[];
  /** The history, newest first: of the last hour at least. */
  readonly events: readonly ScalingEvent[];
  /** Raises in an hour above which scaling is frequent. */
  readonly frequentAbove: number;
}

const HOUR_MS = 3_600_000;

/**
 * What of a steered table a person should know now: frequent scaling, capacities at their maximum, hot
 * partitions, bounds of an index that is not there.
 *
 * @example
 * conditionsOf({ table: "orders", ...facts }).map(({ subject }) => subject);
 * // → ["orders: write capacity is at its maximum of 50"]
 */
export function conditionsOf(facts: TableFacts): readonly Condition[] {
  const { table, view, hot } = facts;
  const conditions: Condition[] = [];
  const sinceMs = view.nowMs - HOUR_MS;
  const raises = raisesOf(facts.events, sinceMs);
  if (raises.length > facts.frequentAbove) conditions.push(frequent(facts, raises));
  const refused = facts.events.find((event) => event.atMs > sinceMs && isRefusedRaise(event));
  if (refused !== undefined) conditions.push(raiseRefused(table, refused));
  for (const index of Object.keys(facts.scaling.indexes)) {
    if (!view.resources.has(index)) conditions.push(noSuchIndex(table, index, view));
  }
  for (const [resource, { provisioned }] of view.resources) {
    for (const access of ["read", "write"] as const) {
      const step = facts.steps.find((each) => each.resource === resource && each.access === access);
      const capacity = step?.to ?? provisioned[units(access)];
      const atMaximum = maximum(facts, resource, access, capacity, step);
      if (atMaximum !== undefined) conditions.push(atMaximum);
    }
  }
  for (const { resource, access } of hot) {
    const what = named(table, resource);
    conditions.push({
      key: `hot ${access} ${resource}`,
      subject: subjectOf(`${what}: one key is ${access === "read" ? "read" : "written"} too often`),
      text: `${sentence(access)}s of ${what} were throttled while less of the capacity was used than the target allows. One partition is at its limit (1,000 write or 3,000 read units a second), or had no part of the capacity left. More capacity does not help, so nothing was raised.\n\nWhat to do: spread the keys, such as by a suffix that is drawn for each write; or slow down whoever uses the one key. CloudWatch Contributor Insights for DynamoDB names it.`,
      tellBy: "topic",
    });
  }
  return conditions;
}

/** A name that is mistyped leaves the index that was meant on its table's bounds. */
function noSuchIndex(table: string, index: string, view: CapacityView): Condition {
  const indexes = [...view.resources.keys()].filter((name) => name !== TABLE_RESOURCE);
  const there = indexes.length === 0 ? "it has none" : `it has ${indexes.join(", ")}`;
  return {
    key: `no such index ${index}`,
    subject: subjectOf(`${table}: there is no index ${index} to scale`),
    text: `SCALED_TABLES sets bounds of index ${index}, and table ${table} has no global index of this name: ${there}. An index that is not named there has its table's bounds.\n\nWhat to do: mend the name, or take it out of SCALED_TABLES (in Terraform: the variable tables).`,
    tellBy: "topic",
  };
}

/** That a table is among the settings and is not steered. */
export function notSteeredCondition(table: string, why: NotSteered): Condition {
  const [what, doing] = WHY_NOT[why];
  return {
    key: `not steered: ${why}`,
    subject: subjectOf(`${table}: capacity is not scaled (${why})`),
    text: `Table ${table} is among SCALED_TABLES, and its capacity is not scaled: ${what}.\n\nWhat to do: ${doing}.`,
    tellBy: why === "off by tag" ? "log" : "topic",
  };
}

const WHY_NOT: Readonly<Record<NotSteered, readonly [what: string, doing: string]>> = {
  "no such table": [
    "there is no table of this name in the function's region and account",
    "take it out of SCALED_TABLES (in Terraform: the variable tables), or mend the name",
  ],
  "on demand": [
    "it is on demand, which has no capacity to raise or lower",
    "take it out of SCALED_TABLES, or switch it to provisioned capacity",
  ],
  "application auto scaling": [
    "Application Auto Scaling has scalable targets on it, and two who change one capacity undo each other's work",
    "take it out of SCALED_TABLES, or deregister its scalable targets",
  ],
  "off by tag": [
    "its tag spillway:scaling is off",
    "nothing; remove the tag to have it scaled again",
  ],
};

/** A limit that stands against a raise is an account's: decreases alone have a budget. */
function isRefusedRaise({ refused, steps }: ScalingEvent): boolean {
  return refused === "LimitExceededException" && steps.some(({ from, to }) => to > from);
}

function raiseRefused(table: string, { steps }: ScalingEvent): Condition {
  const asked = steps
    .filter(({ from, to }) => to > from)
    .map(
      ({ resource, access, to }) => `${to} ${access} units a second of ${named(table, resource)}`,
    );
  return {
    key: "raise refused",
    subject: subjectOf(`${table}: DynamoDB refused to raise its capacity`),
    text: `DynamoDB refused ${asked.join(" and ")} with LimitExceededException. An account has quotas of units for each table and for all tables together (40,000 and 80,000 unless AWS has raised them), and of tables that are updated at once.\n\nWhat to do: ask for higher quotas in the Service Quotas console; or lower other tables, or this one's maximum.`,
    tellBy: "topic",
  };
}

/** Events that raised a capacity, newest first. */
function raisesOf(events: readonly ScalingEvent[], sinceMs: number): readonly ScalingEvent[] {
  return events.filter(
    ({ atMs, refused, steps }) =>
      atMs > sinceMs && refused === undefined && steps.some(({ from, to }) => to > from),
  );
}

function frequent(
  { table, scaling, frequentAbove }: TableFacts,
  raises: readonly ScalingEvent[],
): Condition {
  const highest = raises
    .flatMap(({ steps }) => steps)
    .filter(({ from, to }) => to > from)
    .reduce((most, step) => (step.to > most.to ? step : most));
  const base = boundsOf(scaling, highest.resource).base[units(highest.access)];
  return {
    key: "frequent scaling",
    subject: subjectOf(`${table}: capacity was raised ${raises.length} times in an hour`),
    text: `The capacity of table ${table} was raised ${raises.length} times in the last hour, which is more than ${frequentAbove}. The highest was ${highest.to} ${highest.access} units a second of ${named(table, highest.resource)}, from a baseline of ${base}. Each raise is paid for until the delay of quiet has passed, and writes are throttled until it is there.\n\nWhat to do: a higher baseline, where it is needed most of the time; a larger DYNAMODB_SCALE_UP_FACTOR, for fewer steps; a longer DYNAMODB_SCALE_DOWN_DELAY_MINUTES, so that it is not lowered between two spikes; PREDICTION=on, where they come at the same time each day. The history: spillway scale history ${table}`,
    tellBy: "topic",
  };
}

function maximum(
  { table, scaling }: TableFacts,
  resource: string,
  access: Access,
  capacity: number,
  step: ScalingStep | undefined,
): Condition | undefined {
  const { base, max } = boundsOf(scaling, resource);
  const most = max[units(access)];
  const isWanted = step?.reason === "at the maximum";
  // Where baseline and maximum are the same, being at it is nothing to tell.
  if (capacity < most || (base[units(access)] >= most && !isWanted)) return undefined;
  const what = named(table, resource);
  const variable = `DYNAMODB_MAX_${access.toUpperCase()}_CAPACITY`;
  const why = step === undefined ? "" : ` ${step.because}`;
  return {
    key: `at the maximum ${access} ${resource}`,
    subject: subjectOf(`${what}: ${access} capacity is at its maximum of ${most}`),
    text: `The ${access} capacity of ${what} is ${most} units a second, the maximum that is set.${why} What is asked for above it is throttled.\n\nWhat to do: raise ${variable} (or the table's max in SCALED_TABLES) if it may cost more; else slow down who asks, or let a queue hold it back.`,
    tellBy: "topic",
  };
}

function named(table: string, resource: string): string {
  return resource === TABLE_RESOURCE ? table : `${table}/${resource}`;
}

function sentence(access: Access): string {
  return access === "read" ? "Read" : "Write";
}

const SUBJECT_LENGTH = 100;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function subjectOf(text: string): string {
  return text.length <= SUBJECT_LENGTH ? text : `${text.slice(0, SUBJECT_LENGTH - 3)}...`;
}
