// The types of the installed package: what a person writes for the command, and reads of it.
import type { auditDocument, stateAuditDocument } from "./audit/item-audit.ts";
import type { planJson } from "./plan/answer/plan-json.ts";

export type { LoadReport, Transform, TransformContext, Transformed } from "@spillway/load";
export type { ExportAnswer as ExportReport } from "./export/export-text.ts";
export type { QueueRedrive } from "./redrive/queue/queue-redrive.ts";
export type { StreamRedrive } from "./redrive/stream/stream-redrive.ts";

/** What `spillway plan --json` prints. */
export type PlanReport = ReturnType<typeof planJson>;

/** What `spillway audit --json` prints. */
export type AuditReport = ReturnType<typeof auditDocument>;

/** What `spillway audit --at … --json` prints. */
export type StateReport = ReturnType<typeof stateAuditDocument>;

/** What every command prints with `--json` instead, where it did not do what was asked. */
export interface ErrorReport {
  readonly error: {
    /** Stable, for programs: `TABLE_NOT_FOUND`. */
    readonly code: string;
    readonly message: string;
    /** What to do. */
    readonly hint?: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}
