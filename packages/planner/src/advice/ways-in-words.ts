import { TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import { formatCount, formatCounted } from "@spillway/report-page";
import type { StrategyKey, StrategyPlan } from "../strategies/strategy-plan.ts";

/** What somebody does who takes a way of writing: the first words of the advice. */
export function wayInWords(plan: StrategyPlan, today: TableShape | undefined): string {
  return WAYS[plan.key](plan, today);
}

const WAYS: Readonly<
  Record<StrategyKey, (plan: StrategyPlan, today: TableShape | undefined) => string>
> = {
  "on-demand": ({ settings }, today) =>
    `${today?.billing.mode === "on-demand" ? "Leave" : "Take"} the table on demand${warmed(settings)}`,
  "on-demand-maximum": ({ settings }) =>
    `Take the table on demand with a maximum of ${formatCount(settings.maxWriteUnits ?? 0)} write units a second${warmed(settings)}`,
  fixed: ({ settings }) => `Provision ${capacity(settings.table)}`,
  "auto-scaling": (plan) => `Let Application Auto Scaling hold ${bounds(plan)}`,
  scaler: (plan) => `Let Spillway's scaler hold ${bounds(plan)}`,
  "scaler-predicting": (plan) => `Let Spillway's scaler, with prediction, hold ${bounds(plan)}`,
  buffered: ({ settings }) =>
    `Send every write through a queue that is drained into a table with ${capacity(settings.table)}`,
  spillover: ({ settings }) =>
    `Write at once what a table with ${capacity(settings.table)} takes, and the rest through a queue`,
  direct: ({ settings }) => `Write directly, with retries, into a table with ${provided(settings)}`,
  import: () => "Import the file from S3",
};

function warmed({ warmWriteUnits }: StrategyPlan["settings"]): string {
  if (warmWriteUnits === undefined) return "";
  return `, its warm throughput raised to ${formatCount(warmWriteUnits)} write units a second before`;
}

function provided({ billing, table }: StrategyPlan["settings"]): string {
  return billing === "on-demand" ? "what on demand gives" : capacity(table);
}

/** `120 write units a second`, `120 write units a second and 60 for byEmail`. */
export function capacity({ billing, globalIndexes }: TableShape): string {
  const own = billing.mode === "provisioned" ? billing.writeUnits : 0;
  const others = globalIndexes.flatMap(({ name, billing: { mode, ...units } }) =>
    mode === "provisioned" && "writeUnits" in units && units.writeUnits !== own
      ? [`${formatCount(units.writeUnits)} for ${name}`]
      : [],
  );
  return [`${formatCount(own)} write unit${own === 1 ? "" : "s"} a second`, ...others].join(
    " and ",
  );
}

function bounds({ settings }: StrategyPlan): string {
  const { min, max } = settings.bounds?.[TABLE_RESOURCE] ?? {};
  const [from, to] = [min?.writeUnits ?? 1, max?.writeUnits ?? 1];
  return from === to
    ? `the table at ${formatCounted(to, "write unit")} a second`
    : `the table between ${formatCount(from)} and ${formatCount(to)} write units a second`;
}
