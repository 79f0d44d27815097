import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { wholeNumber } from "../../command-line/option-values.ts";
import type { ScaleOptions } from "../../scale/scaling-target.ts";
import { further, TABLES_HELP, withScaleOptions, withTables } from "./scale-options.ts";

interface HistoryOptions extends ScaleOptions {
  readonly table?: readonly string[];
  readonly limit: number;
}

export function addHistoryCommand(scale: Command, context: CommandContext): void {
  withScaleOptions(
    scale.command("history").description("list changes of capacity, the newest first, and why"),
  )
    .option("-t, --table <name>", "only this table; again for another one", further)
    .option("--limit <n>", "so many at the most", wholeNumber({ min: 1, max: 1_000 }), 20)
    .addHelpText("after", HELP)
    .action((options: HistoryOptions, command: Command) => history(options, command, context));
}

const HELP = `
Examples:
  $ spillway scale history
  $ spillway scale history --table spillway-dev-entities --limit 100 --environment dev
  $ spillway scale history --json | jq '.[] | select(.by == "person")'

Each with what it adds to a day's cost, and what its capacity above the baseline has cost until it was
changed again, at the list prices of the region. Events are kept for 90 days.
${TABLES_HELP}
${EXIT_CODES_HELP}`;

async function history(
  options: HistoryOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const { scalingHistory, historyText } = await import("../../scale/scaling-history.ts");
  const events = await withTables(options, options.table ?? [], command, context, (target) =>
    scalingHistory(target, options.limit, Date.now()),
  );
  const json = globalOptions(command).json === true;
  terminal.print(json ? JSON.stringify(events, null, 2) : historyText(events, terminal.colours));
}
