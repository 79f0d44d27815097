import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { withPrices } from "../prices/prices-for.ts";
import type { ReportOptions } from "./runs/run-report.ts";

export function addReportCommand(program: Command, context: CommandContext): void {
  withPrices(
    program
      .command("report")
      .description("read CloudWatch and write a comparison as one self-contained HTML file"),
  )
    .option("-e, --environment <name>", "the environment whose latest comparison to take", "local")
    .option("--run <id>", "a comparison's run, or latest", "latest")
    .option("-o, --output <file>", "the file to write (default: .spillway/reports/<run>.html)")
    .option("-q, --quiet", "print no figures, only where the report is")
    .addHelpText("after", HELP)
    .action(async (options: ReportOptions, command: Command) => {
      const { runReport } = await import("./runs/run-report.ts");
      await runReport(options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway report
  $ spillway report --environment dev --output spike.html
  $ spillway report --run 019abc12-7f3e-7000-8000-5b1d2c3e4f50

The file needs no network: it can be mailed, kept as a build's artefact, or printed.
${EXIT_CODES_HELP}`;
