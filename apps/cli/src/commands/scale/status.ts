import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { PLAIN_TABLE } from "../../command-line/plain-table.ts";
import type { ScaleOptions } from "../../scale/scaling-target.ts";
import type { TableStatus } from "../../scale/table-status.ts";
import { further, TABLES_HELP, withScaleOptions, withTables } from "./scale-options.ts";

interface StatusOptions extends ScaleOptions {
  readonly table?: readonly string[];
}

export function addStatusCommand(scale: Command, context: CommandContext): void {
  withScaleOptions(
    scale
      .command("status")
      .description("show each scaled table and index: capacity, use, decreases left, cost"),
  )
    .option("-t, --table <name>", "only this table; again for another one", further)
    .addHelpText("after", HELP)
    .action((options: StatusOptions, command: Command) => status(options, command, context));
}

const HELP = `
Examples:
  $ spillway scale status
  $ spillway scale status --environment dev --table spillway-dev-entities
  $ spillway scale status --json | jq '.[] | select(.dollarsADay.aboveBase > 1) | .table'

Use and throttles are CloudWatch's, which knows a minute one to three minutes after it ended. Costs are
at the list prices of the region; where none come along they are left out.
${TABLES_HELP}
${EXIT_CODES_HELP}`;

async function status(
  options: StatusOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const { readStatus } = await import("../../scale/read-status.ts");
  const tables = await withTables(options, options.table ?? [], command, context, (target) =>
    readStatus(target, Date.now()),
  );
  const json = globalOptions(command).json === true;
  terminal.print(json ? JSON.stringify(tables, null, 2) : await textOf(tables, terminal.colours));
}

async function textOf(
  tables: readonly TableStatus[],
  colours: CommandContext["terminal"]["colours"],
): Promise<string> {
  const { statusNotes, statusRows, statusTitle, STATUS_HEAD } = await import(
    "../../scale/status-text.ts"
  );
  const { default: Table } = await import("cli-table3");
  const parts = tables.map((one) => {
    if (one.isOnDemand) return statusTitle(one, colours);
    const table = new Table({
      head: STATUS_HEAD,
      ...{
        chars: PLAIN_TABLE,
        style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
      },
    });
    table.push(...statusRows(one));
    const rows = table
      .toString()
      .split("\n")
      .map((row) => row.trimEnd());
    return [statusTitle(one, colours), ...rows, statusNotes(one, colours)].join("\n");
  });
  return parts.join("\n\n");
}
