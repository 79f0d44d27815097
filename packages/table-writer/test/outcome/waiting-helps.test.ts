import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import { expect, it } from "vitest";
import {
  type SourceEntry,
  type WriteOptions,
  type WriteOutcome,
  writeAll,
} from "../../src/index.ts";
import { type Answer, FakeTable, serviceError, TABLE } from "../fixtures/fake-table.ts";
import { keyed } from "../fixtures/sources.ts";

const POSITION = { index: 0, line: 1 };
const keyless: readonly SourceEntry[] = [{ ok: true, record: { n: 1 }, position: POSITION }];
const aborted = AbortSignal.abort();
const always = (answer: Answer) => Array.from({ length: 99 }, () => answer);
const error = (name: string): Answer => ({
  kind: "error",
  error: serviceError(name, 400, "no"),
});

it.each<{
  why: string;
  code: string;
  helps: boolean;
  source?: readonly SourceEntry[];
  answers?: Answer[];
  refuses?: () => boolean;
  options?: (clock: ManualClock) => Partial<WriteOptions>;
}>([
  { why: "its key is missing", code: "KEY_MISSING", helps: false, source: keyless },
  { why: "DynamoDB refuses it alone", code: "ITEM_INVALID", helps: false, refuses: () => true },
  {
    why: "it was sent back at each attempt",
    code: "UNPROCESSED",
    helps: true,
    answers: always({ kind: "partial", nth: 1 }),
  },
  {
    why: "it was throttled at each attempt",
    code: "THROTTLED",
    helps: true,
    answers: always({ kind: "throttled", reasons: ["TableWriteProvisionedThroughputExceeded"] }),
  },
  {
    why: "DynamoDB failed at each attempt",
    code: "SERVICE_ERROR",
    helps: true,
    answers: always({ kind: "fault", status: 503 }),
  },
  {
    why: "nobody answers",
    code: "ENDPOINT_UNREACHABLE",
    helps: true,
    answers: always({ kind: "dropped", applied: false }),
  },
  {
    why: "no time is left",
    code: "DEADLINE",
    helps: true,
    options: (clock) => ({ deadline: Deadline.after(clock, 0) }),
  },
  {
    why: "the spill does not take it",
    code: "QUEUE_FULL",
    helps: true,
    options: (clock) => ({
      deadline: Deadline.after(clock, 0),
      spill: async (writes) => writes.map(() => ({ code: "QUEUE_FULL", message: "full" })),
    }),
  },
  {
    why: "the caller aborts",
    code: "ABORTED",
    helps: false,
    options: () => ({ signal: aborted }),
  },
  {
    why: "the table is gone",
    code: "TABLE_NOT_FOUND",
    helps: false,
    answers: [error("ResourceNotFoundException")],
  },
  {
    why: "a right is missing",
    code: "ACCESS_DENIED",
    helps: false,
    answers: [error("AccessDeniedException")],
  },
  {
    why: "DynamoDB gives a reason that is not known",
    code: "WRITE_REFUSED",
    helps: false,
    answers: [error("SomethingNewException")],
  },
])("where $why ($code) waiting helps: $helps", async (given) => {
  const { source = keyed(1), answers = [], refuses = () => false, options } = given;
  const clock = new ManualClock();
  const outcomes: WriteOutcome[] = [];
  const writing = writeAll(source, {
    transport: new FakeTable({ clock, answers, refuses }),
    table: TABLE,
    clock,
    random: () => 0.5,
    onOutcome: (outcome) => {
      outcomes.push(outcome);
    },
    ...options?.(clock),
  });
  await clock.run(writing);
  const told = outcomes.map(({ reason: { code }, waitingHelps }) => ({ code, waitingHelps }));
  expect(told).toEqual([{ code: given.code, waitingHelps: given.helps }]);
});
