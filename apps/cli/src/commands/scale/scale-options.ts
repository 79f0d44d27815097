import { type Command, InvalidArgumentError, Option } from "commander";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { withPrices } from "../../prices/prices-for.ts";
import type { ScaleOptions, ScalingTarget } from "../../scale/scaling-target.ts";

/** Adds the options that say which tables are meant, and where their scaling is remembered. */
export function withScaleOptions(command: Command): Command {
  return withPrices(command)
    .option("-e, --environment <name>", "a deployed environment that has feature scaling", "local")
    .option("--outputs <file>", "its outputs, as terraform output -json writes them")
    .addOption(
      new Option(
        "--state-table <name>",
        "instead of an environment: the table of leases and history",
      ).conflicts(["environment", "outputs"]),
    );
}

/** Does something with scaled tables, and closes the connections whatever came of it. */
export async function withTables<Result>(
  options: ScaleOptions,
  named: readonly string[],
  command: Command,
  { env, terminal }: CommandContext,
  use: (target: ScalingTarget) => Promise<Result>,
): Promise<Result> {
  // The SDK comes with it, for which no other command should wait.
  const { scalingTarget } = await import("../../scale/scaling-target.ts");
  const target = await scalingTarget(options, named, globalOptions(command), env);
  if (target.prices === undefined) {
    const { region } = target.clients.target;
    terminal.note(`no prices of ${region} come along: dollars are left out, see --prices`);
  }
  try {
    return await use(target);
  } finally {
    target.destroy();
  }
}

/** Adds one of several names to those before it. */
export function further(name: string, names: readonly string[] | undefined): readonly string[] {
  return [...(names ?? []), name];
}

/** What a capacity is multiplied by: above 1. */
export function factor(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 1) return value;
  throw new InvalidArgumentError("Expected a factor above 1, such as 2 or 1.5.");
}

export const TABLES_HELP = `
With --state-table the tables are those that are named, between the bounds of the variables that wrapped
clients read: DYNAMODB_BASE_WRITE_CAPACITY, DYNAMODB_MAX_WRITE_CAPACITY, and the same for reads.`;
