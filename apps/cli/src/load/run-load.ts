import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import {
  Interrupt,
  type LoadReport,
  type LoadRequest,
  type LoadStores,
  load,
} from "@spillway/load";
import { systemClock } from "@spillway/pacing";
import type { Command } from "commander";
import { collectOldMemoryEarly } from "../command-line/collect-memory.ts";
import { EXIT, type ExitCode, exitCodeOfClass } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { pricesFor } from "../prices/prices-for.ts";
import { type FromTableOptions, sourceTargetOf } from "./from-table-options.ts";
import { loadDisplay } from "./load-display.ts";
import { type LoadPaceOptions, paceTableOf, sharedPacerFor } from "./load-pace.ts";
import { startText } from "./load-start-text.ts";
import { loadText } from "./load-text.ts";

/** What a load is done with that is no part of what is asked for. */
export interface LoadSurroundings {
  readonly stores: LoadStores;
  /** Where a table is that is read. */
  readonly from: FromTableOptions;
  readonly pace: LoadPaceOptions;
  readonly environment: string | undefined;
  /** The file of `--prices`. */
  readonly prices: string | undefined;
}

/** Loads as the options of `spillway load` say, shows how far it is, and prints the report. */
export async function runLoad(
  request: LoadRequest,
  { stores, from, pace, environment, prices: priceFile }: LoadSurroundings,
  command: Command,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  collectOldMemoryEarly();
  const globals = globalOptions(command);
  const json = globals.json === true;
  const deployed = environment === undefined ? undefined : await deployedNamed(environment);
  const paceTable = paceTableOf(
    pace,
    request.maxWcu,
    deployed && (() => deployed.requireFeature(deployed.outputs, "jobs").jobs.jobs_table_name),
  );
  const target = targetOf(deployed?.outputs, globals, env);
  const prices = request.dryRun ? await pricesFor(target.region, priceFile) : undefined;
  const clients = createClients(target);
  const sourceClients = createClients(sourceTargetOf(target, from, env));
  const interrupt = new Interrupt();
  const display = await loadDisplay(terminal, json);
  const onSignal = () => {
    display.note(
      interrupt.requested
        ? "    stopping at once"
        : "    stopping: writing what was read (Ctrl-C again to stop at once)",
    );
    interrupt.request();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  let report: LoadReport;
  try {
    report = await load(request, {
      clients,
      sourceClients,
      stores,
      standardInput: process.stdin,
      clock: systemClock,
      random: Math.random,
      ...(prices !== undefined && { prices }),
      ...(paceTable !== undefined && {
        pacerFor: sharedPacerFor(paceTable, clients, {
          random: Math.random,
          note: (text) => display.note(text),
        }),
      }),
      interrupt,
      peakMemoryBytes: () => process.resourceUsage().maxRSS * 1_024,
      onProgress: (progress) => display.show(progress),
      onStart: (start) => {
        for (const line of startText(start)) display.note(`    ${line}`);
      },
    });
  } finally {
    display.end();
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    clients.destroy();
    sourceClients.destroy();
    // A pipe that nobody ends would keep the process.
    if ([request.source].flat().includes("-")) process.stdin.destroy();
  }
  if (json) terminal.print(JSON.stringify(report, null, 2));
  else terminal.print(loadText(report, terminal.colours));
  const { stopped } = report;
  if (!report.complete && stopped !== undefined && !json && !ASKED_FOR.has(stopped.code)) {
    terminal.note(`${terminal.noteColours.red("error:")} ${stopped.message}`);
    if (stopped.hint !== undefined)
      terminal.note(`       ${terminal.noteColours.dim(stopped.hint)}`);
  }
  endWith(exitCodeOfReport(report));
}

/** An environment's outputs, with what reads them: most loads name none, and need not wait for it. */
async function deployedNamed(environment: string) {
  const [{ readEnvironment }, { requireFeature }] = await Promise.all([
    import("../environment/read-environment.ts"),
    import("../environment/outputs.ts"),
  ]);
  return { outputs: await readEnvironment(environment), requireFeature };
}

/** What kept a load from its end counts, not what it got over: a deadline after which all was spilled. */
function exitCodeOfReport({ complete, stopped, rejected, failed }: LoadReport): ExitCode {
  if (!complete && stopped !== undefined) return exitCodeOfClass(stopped);
  return complete && rejected + failed === 0 ? EXIT.ok : EXIT.incomplete;
}

/** Ends that are no error: a second Ctrl-C, and --within. */
const ASKED_FOR = new Set(["ABORTED", "DEADLINE"]);
