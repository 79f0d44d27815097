import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { timeOrderedId } from "@spillway/item";
import { systemClock } from "@spillway/pacing";
import type { Command } from "commander";
import { EXIT, EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { wholeNumber } from "../command-line/option-values.ts";
import { isAccountedFor } from "../compare/comparison.ts";
import { saveComparison } from "../compare/comparison-file.ts";
import {
  liveProgress,
  type ProgressDisplay,
  plainProgress,
  silentProgress,
} from "../compare/progress-display.ts";
import { runComparison } from "../compare/run-comparison.ts";
import { defaultMetricsWaitSeconds, defaultTimeoutSeconds } from "../compare/spike-plan.ts";
import { checkoutFolders, checkoutRoot } from "../environment/checkout.ts";
import { requireFeature } from "../environment/outputs.ts";
import { readEnvironment } from "../environment/read-environment.ts";
import { type PricesOption, pricesFor, withPrices } from "../prices/prices-for.ts";
import { figuresText } from "../report/figures-text.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import { STRATEGIES, type Strategy, strategyEntries } from "../strategies/strategy.ts";

interface CompareOptions extends PricesOption {
  readonly environment: string;
  readonly outputs?: string;
  readonly records?: number;
  readonly timeout?: number;
  readonly metricsWait?: number;
  readonly report?: boolean | string;
  readonly save: boolean;
}

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
      await compare(options, command, context);
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

async function compare(
  options: CompareOptions,
  command: Command,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  const globals = globalOptions(command);
  const environment = await readEnvironment(options.environment, { file: options.outputs });
  const outputs = requireFeature(environment, "spike");
  const prices = await pricesFor(outputs.region, options.prices);
  const clients = createClients(targetOf(outputs, globals, env));
  const folders = checkoutFolders(checkoutRoot);
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
    const file = options.save ? await saveComparison(comparison, folders.reports) : undefined;
    if (globals.json === true) terminal.print(JSON.stringify(comparison, null, 2));
    else terminal.print(figuresText(comparison, terminal.colours));
    if (globals.json !== true && file !== undefined) {
      terminal.note(terminal.noteColours.dim(`\nkept in ${file}`));
    }
    if (options.report !== undefined && options.report !== false) {
      const { writeReport } = await import("../report/write-report.ts");
      const written = await writeReport({
        clients,
        comparison,
        prices,
        file: options.report === true ? undefined : options.report,
        folder: folders.reports,
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
