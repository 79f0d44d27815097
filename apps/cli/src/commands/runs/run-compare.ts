import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { timeOrderedId } from "@spillway/item";
import { systemClock } from "@spillway/pacing";
import type { Command } from "commander";
import { EXIT } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { isAccountedFor } from "../../compare/comparison.ts";
import { saveComparison } from "../../compare/comparison-file.ts";
import {
  liveProgress,
  type ProgressDisplay,
  plainProgress,
  silentProgress,
} from "../../compare/progress-display.ts";
import { runComparison } from "../../compare/run-comparison.ts";
import { defaultMetricsWaitSeconds, defaultTimeoutSeconds } from "../../compare/spike-plan.ts";
import { checkoutFolders, checkoutRoot } from "../../environment/checkout.ts";
import { requireFeature } from "../../environment/outputs.ts";
import { readEnvironment } from "../../environment/read-environment.ts";
import { type PricesOption, pricesFor } from "../../prices/prices-for.ts";
import { figuresText } from "../../report/figures-text.ts";
import { deployedStrategies } from "../../strategies/deployed-strategies.ts";
import { STRATEGIES, type Strategy, strategyEntries } from "../../strategies/strategy.ts";

export interface CompareOptions extends PricesOption {
  readonly environment: string;
  readonly outputs?: string;
  readonly records?: number;
  readonly timeout?: number;
  readonly metricsWait?: number;
  readonly report?: boolean | string;
  readonly save: boolean;
}

/** Compares as the options of `spillway compare` say, shows how far it is, and prints the figures. */
export async function runCompare(
  options: CompareOptions,
  command: Command,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  const globals = globalOptions(command);
  // Before the spike is sent: a result that can't be kept is not worth its records.
  const inReports = options.save || options.report === true;
  const reports = inReports
    ? checkoutFolders(checkoutRoot("the result of a comparison (or --no-save)")).reports
    : "";
  const environment = await readEnvironment(options.environment, { file: options.outputs });
  const outputs = requireFeature(environment, "spike");
  const prices = await pricesFor(outputs.region, options.prices);
  const clients = createClients(targetOf(outputs, globals, env));
  const strategies = strategyEntries(deployedStrategies(outputs)).map(([strategy]) => strategy);
  const missing = STRATEGIES.filter((strategy) => !strategies.includes(strategy));
  if (missing.length > 0 && globals.json !== true) {
    terminal.note(
      `${outputs.environment} was deployed without ${missing.join(", ")}: deploy again to compare ${STRATEGIES.length} strategies`,
    );
  }
  const display = await displayFor(terminal, globals.json === true, strategies);
  try {
    const comparison = await runComparison({
      clients,
      outputs,
      clock: systemClock,
      random: Math.random,
      run: timeOrderedId(Date.now()),
      records: options.records,
      timeoutSeconds: options.timeout ?? defaultTimeoutSeconds(outputs),
      metricsWaitSeconds: options.metricsWait ?? defaultMetricsWaitSeconds(outputs),
      prices,
      onProgress: (progress) => display.show(progress),
      onMetricsWait: () => {
        display.end();
        if (globals.json !== true) terminal.note("    reading CloudWatch");
      },
    });
    const file = options.save ? await saveComparison(comparison, reports) : undefined;
    if (globals.json === true) terminal.print(JSON.stringify(comparison, null, 2));
    else terminal.print(figuresText(comparison, terminal.colours));
    if (globals.json !== true && file !== undefined) {
      terminal.note(terminal.noteColours.dim(`\nkept in ${file}`));
    }
    if (options.report !== undefined && options.report !== false) {
      const { writeReport } = await import("../../report/write-report.ts");
      const written = await writeReport({
        clients,
        comparison,
        prices,
        file: options.report === true ? undefined : options.report,
        folder: reports,
      });
      if (globals.json !== true) terminal.note(`report: ${written.file}`);
    }
    endWith(isAccountedFor(comparison) ? EXIT.ok : EXIT.incomplete);
  } finally {
    display.end();
    clients.destroy();
  }
}

async function displayFor(
  terminal: CommandContext["terminal"],
  json: boolean,
  strategies: readonly Strategy[],
): Promise<ProgressDisplay> {
  if (json) return silentProgress;
  return terminal.noteStream.isTTY
    ? await liveProgress(terminal, strategies)
    : plainProgress(terminal);
}
