import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import type { Command } from "commander";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { loadComparison } from "../../compare/comparison-file.ts";
import { checkoutFolders, checkoutRoot } from "../../environment/checkout.ts";
import { requireEnvironment } from "../../environment/read-environment.ts";
import { type PricesOption, pricesFor } from "../../prices/prices-for.ts";
import { figuresText } from "../../report/figures-text.ts";
import { writeReport } from "../../report/write-report.ts";

export interface ReportOptions extends PricesOption {
  readonly environment: string;
  readonly run: string;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Reads CloudWatch and writes a comparison as an HTML file. */
export async function runReport(
  options: ReportOptions,
  command: Command,
  { terminal, env }: CommandContext,
): Promise<void> {
  const globals = globalOptions(command);
  const { reports } = checkoutFolders(checkoutRoot("the comparison to report"));
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
