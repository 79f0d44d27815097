import {
  type ChangeEvent,
  type HistoryStep,
  type ItemState,
  itemHistory,
  type StateAt,
  stateAt,
} from "@spillway/change-capture";
import type { AttributeMap } from "@spillway/item";
import type { ItemLog } from "./read-log.ts";

/** What both answers of an audit begin with. */
interface AuditOfItem {
  readonly table: string;
  readonly keys: AttributeMap;
  /** Objects of the log that were read. */
  readonly objects: number;
  readonly unreadableLines: number;
}

/** The history of an item. */
export interface ItemAudit extends AuditOfItem {
  readonly steps: readonly HistoryStep[];
  /** The item was there before its first change in the log, which says nothing of earlier ones. */
  readonly earlierUnknown: boolean;
  /** Changes before which others are missing. */
  readonly holes: number;
}

/** An item at a moment. */
export interface StateAudit extends AuditOfItem, StateAt {
  readonly at: string;
  /** Time of the first change of the table in the log. */
  readonly logBegins: string | undefined;
}

export interface Window {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** The changes of an item in a window of time. */
export function itemAudit(
  table: string,
  keys: AttributeMap,
  log: ItemLog,
  { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY }: Window = {},
): ItemAudit {
  const { steps } = itemHistory(log.changes);
  const shown = steps.filter(({ change }) => {
    const ms = Date.parse(change.at);
    return ms >= fromMs && ms <= toMs;
  });
  const [first] = shown;
  return {
    ...{ table, keys, objects: log.objects, unreadableLines: log.unreadableLines },
    steps: shown,
    earlierUnknown:
      fromMs === Number.NEGATIVE_INFINITY && first !== undefined && first.change.type !== "insert",
    holes: shown.filter(({ hole }) => hole !== undefined).length,
  };
}

/** An item as it was at a moment. */
export function stateAudit(
  table: string,
  keys: AttributeMap,
  log: ItemLog,
  atMs: number,
): StateAudit {
  const begins = log.beginsAt;
  return {
    ...{ table, keys, objects: log.objects, unreadableLines: log.unreadableLines },
    ...stateAt(
      itemHistory(log.changes),
      atMs,
      begins === undefined ? Number.POSITIVE_INFINITY : Date.parse(begins),
    ),
    at: new Date(atMs).toISOString(),
    logBegins: begins,
  };
}

/** Of an audit as JSON has it: images in DynamoDB's JSON. */
export function auditDocument({ steps, ...rest }: ItemAudit) {
  return {
    ...rest,
    changes: steps.map(({ change, hole }) => ({
      ...changeDocument(change),
      old: change.oldImage,
      new: change.newImage,
      changed: change.changedAttributes,
      // What the change before had left, where that is not what this one found.
      ...(hole === undefined ? {} : { hole: stateDocument(hole) }),
    })),
  };
}

export function stateAuditDocument({ state, since, until, ...rest }: StateAudit) {
  return {
    ...rest,
    ...stateDocument(state),
    since: since && changeDocument(since),
    until: until && changeDocument(until),
  };
}

function changeDocument({ at, type, by, eventId, sequenceNumber }: ChangeEvent) {
  return { at, type, by, eventId, sequenceNumber };
}

function stateDocument(state: ItemState) {
  return {
    state: state.kind,
    ...(state.kind === "present" ? { item: state.item } : {}),
  };
}
