import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { wholeNumber } from "../command-line/option-values.ts";
import { withPrices } from "../prices/prices-for.ts";
import type { CompareOptions } from "./runs/run-compare.ts";

export function addCompareCommand(program: Command, context: CommandContext): void {
  withPrices(
    program
      .command("compare")
      .description(
        "send one spike directly, one through the queue and one with spillover, and show what each did",
      ),
  )
    .option("-e, --environment <name>", "a deployed environment", "local")
    .option("--outputs <file>", "its outputs, as terraform output -json writes them")
    .option(
      "--records <n>",
      "records in the spike (default: 1000)",
      wholeNumber({ min: 1, max: 1_000 }),
    )
    .option(
      "--timeout <seconds>",
      "give up after so long (default: twice the window and 5 minutes)",
      wholeNumber({ min: 1, max: 86_400, unit: "seconds" }),
    )
    .option(
      "--metrics-wait <seconds>",
      "wait so long for CloudWatch to show all writes (default: 300 on AWS, 15 locally)",
      wholeNumber({ min: 0, max: 3_600, unit: "seconds" }),
    )
    .option("--report [file]", "also write the HTML report")
    .option("--no-save", "do not keep the result for spillway report")
    .addHelpText("after", HELP)
    .action(async (options: CompareOptions, command: Command) => {
      const { runCompare } = await import("./runs/run-compare.ts");
      await runCompare(options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway compare
  $ spillway compare --environment dev --report
  $ spillway compare --environment dev --json | jq .strategies.direct.figures

Every record is looked up by its key: it is written, or failed and in a queue with its reason.
The result is kept in .spillway/reports/<run>.json.
${EXIT_CODES_HELP}
1 also when a record is unaccounted for. Throttled and failed records alone are a result: 0.`;
