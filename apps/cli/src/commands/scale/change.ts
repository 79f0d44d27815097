import { type Command, Option } from "commander";
import { EXIT, EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { wholeNumber } from "../../command-line/option-values.ts";
import { cliError } from "../../errors.ts";
import type { AskedCapacity } from "../../scale/asked-capacity.ts";
import type { ScaleOptions } from "../../scale/scaling-target.ts";
import { factor, further, TABLES_HELP, withScaleOptions, withTables } from "./scale-options.ts";

interface ChangeOptions extends ScaleOptions {
  readonly table: string;
  readonly index?: readonly string[];
  readonly tableOnly?: boolean;
  readonly read?: number;
  readonly write?: number;
  readonly factor?: number;
  readonly toBase?: boolean;
  readonly force?: boolean;
  readonly wait: boolean;
}

const units = wholeNumber({ min: 1, max: 1_000_000 });

/** The commands that change capacity. */
export function addChangeCommands(scale: Command, context: CommandContext): void {
  const add = (direction: AskedCapacity["direction"], description: string) =>
    withScaleOptions(scale.command(direction).description(description))
      .requiredOption("-t, --table <name>", "the table")
      .option("--index <name>", "only this index of it; again for another one", further)
      .addOption(
        new Option("--table-only", "only the table, and none of its indexes").conflicts("index"),
      )
      .option("--write <n>", "write units a second", units)
      .option("--read <n>", "read units a second", units)
      .option(
        "--no-wait",
        "wait neither for another one who changes it nor until the change is in effect",
      )
      .action((options: ChangeOptions, command: Command) =>
        change(direction, options, command, context),
      );
  add("up", "raise capacity, of a table and its indexes alike")
    .addOption(
      new Option("--factor <f>", "reads and writes times so much: 2, 1.5")
        .argParser(factor)
        .conflicts(["read", "write"]),
    )
    .option("--force", "above the maximum too")
    .addHelpText("after", UP_HELP);
  add("down", "bring capacity down, to the baseline")
    .addOption(
      new Option("--to-base", "to the baseline, as without --read and --write").conflicts([
        "read",
        "write",
      ]),
    )
    .option("--force", "below the baseline too")
    .addHelpText("after", DOWN_HELP);
}

const UP_HELP = `
Examples:
  $ spillway scale up --table spillway-dev-entities --write 200
  $ spillway scale up --table spillway-dev-entities --factor 2 --environment dev
  $ spillway scale up --table spillway-dev-entities --index byEmail --write 400 --force
  $ spillway scale up --state-table scaling --table users --write 100 --table-only

A write needs capacity of the table and of each index that it touches, so all of them are raised unless
--index or --table-only says otherwise. What has more already stays. The scaler's function brings it down
again when it was not needed for the delay.
It is done under the lease that all who scale the table take, and is kept in the history.
${TABLES_HELP}
${EXIT_CODES_HELP}
1 when not all of it was done, and says what and why.`;

const DOWN_HELP = `
Examples:
  $ spillway scale down --table spillway-dev-entities
  $ spillway scale down --table spillway-dev-entities --index byEmail --to-base --environment prod
  $ spillway scale down --table spillway-dev-entities --write 50 --read 10

Each table and each index has four decreases a UTC day and one more each hour; reads and writes of one go
down by one decrease. Where none is left it stays, and the time of the next one is said. One decrease
follows the other when the table is ACTIVE again, so with --no-wait only the first is asked for.
It is done under the lease that all who scale the table take, and is kept in the history.
${TABLES_HELP}
${EXIT_CODES_HELP}
1 when not all of it was done, and says what and why.`;

async function change(
  direction: AskedCapacity["direction"],
  options: ChangeOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const { terminal, endWith } = context;
  const asked = askedOf(direction, options);
  const { changeCapacity, isDone } = await import("../../scale/change-capacity.ts");
  const { changeText } = await import("../../scale/change-text.ts");
  const { result, prices } = await withTables(
    options,
    [options.table],
    command,
    context,
    async (target) => {
      const scaling = target.tables.get(options.table);
      if (scaling === undefined) throw new Error("a table that was named is among the target's");
      const { prices } = target;
      return {
        result: await changeCapacity(target, options.table, scaling, asked, options.wait),
        prices,
      };
    },
  );
  const json = globalOptions(command).json === true;
  terminal.print(
    json ? JSON.stringify(result, null, 2) : changeText(result, terminal.colours, prices),
  );
  endWith(isDone(result) ? EXIT.ok : EXIT.incomplete);
}

function askedOf(
  direction: AskedCapacity["direction"],
  { index, tableOnly = false, read, write, factor: times, force = false }: ChangeOptions,
): AskedCapacity {
  // The table's name among resources.
  const resources = tableOnly ? [""] : index;
  const amounts = {
    ...(read === undefined ? {} : { readUnits: read }),
    ...(write === undefined ? {} : { writeUnits: write }),
  };
  const hasAmount = read !== undefined || write !== undefined;
  if (hasAmount) return { direction, resources, to: amounts, force };
  if (times !== undefined) return { direction, resources, to: { factor: times }, force };
  if (direction === "down") return { direction, resources, to: "base", force };
  throw cliError(
    "SCALE_AMOUNT_MISSING",
    "expected how far up; came none of --write, --read and --factor",
    {
      hint: "For example: --write 200",
    },
  );
}
