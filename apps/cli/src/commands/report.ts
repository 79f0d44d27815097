import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { loadComparison } from "../compare/comparison-file.ts";
import { checkoutFolders, checkoutRoot } from "../environment/checkout.ts";
import { requireEnvironment } from "../environment/read-environment.ts";
import { type PricesOption, pricesFor, withPrices } from "../prices/prices-for.ts";
import { figuresText } from "../report/figures-text.ts";
import { writeReport } from "../report/write-report.ts";

interface ReportOptions extends PricesOption {
  readonly environment: string;
  readonly run: string;
  readonly output?: string;
  readonly quiet?: boolean;
}

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
      await report(options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway report
  $ spillway report --environment dev --output spike.html
  $ spillway report --run 019abc12-7f3e-7000-8000-5b1d2c3e4f50

The file needs no network: it can be mailed, kept as a build's artefact, or printed.
${EXIT_CODES_HELP}`;

async function report(
  options: ReportOptions,
  command: Command,
  { terminal, env }: CommandContext,
): Promise<void> {
  const globals = globalOptions(command);
  const { reports } = checkoutFolders(checkoutRoot);
  if (options.run === "latest") await requireEnvironment(options.environment);
  const comparison = await loadComparison(reports, options.run, options.environment);
  const prices = await pricesFor(comparison.outputs.region, options.prices);
  const clients = createClients(targetOf(comparison.outputs, globals, env));
  try {
    const written = await writeReport({
      clients,
      comparison,
      prices,
      file: options.output,
      folder: reports,
    });
    if (globals.json === true) {
      terminal.print(JSON.stringify({ file: written.file, ...written.comparison }, null, 2));
      return;
    }
    if (options.quiet !== true) terminal.print(figuresText(written.comparison, terminal.colours));
    terminal.note(`report: ${written.file}`);
  } finally {
    clients.destroy();
  }
}
