import type { Command } from "commander";
import { collectOldMemoryEarly } from "../command-line/collect-memory.ts";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { progressLine } from "../command-line/progress-line.ts";
import { PLAN_HELP, PLAN_QUESTIONS } from "../plan/plan-help.ts";
import { type PlanOptions, withPlanOptions } from "../plan/plan-options.ts";

export function addPlanCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("plan")
    .argument(
      "[source...]",
      "files, globs, folders, s3://bucket/key, s3://bucket/prefix/, - for standard input, or an export's folder",
    )
    .description(
      "say what will throttle, how long it takes and what it costs, before it is written",
    );
  withPlanOptions(command)
    .addHelpText("before", PLAN_QUESTIONS)
    .addHelpText("after", `${PLAN_HELP}\n${EXIT_CODES_HELP}`)
    .action((sources: string[], options: PlanOptions, own: Command) =>
      plan(sources, options, own, context),
    );
}

async function plan(
  sources: readonly string[],
  options: PlanOptions,
  command: Command,
  { terminal, env }: CommandContext,
): Promise<void> {
  // A file may be long.
  if (sources.length > 0) collectOldMemoryEarly();
  const globals = globalOptions(command);
  const json = globals.json === true;
  // The planner comes with it, for which no other command should wait.
  const [{ makePlan }, { assertNewValues, writeAnswer }, { planJson }, { planText }] =
    await Promise.all([
      import("../plan/make-plan.ts"),
      import("../plan/answer/write-answer.ts"),
      import("../plan/answer/plan-json.ts"),
      import("../plan/answer/plan-text.ts"),
    ]);
  await assertNewValues(options);
  const progress = await progressLine(terminal, json, Date.now);
  const made = await makePlan(sources, {
    ...{ options, globals, env, progress },
    standardInput: process.stdin,
  }).finally(() => {
    progress.end();
    // A pipe that nobody ends would keep the process.
    if (sources.includes("-")) process.stdin.destroy();
  });
  const written = await writeAnswer(made.plan, made.request, options);
  terminal.print(
    json ? JSON.stringify(planJson(made.plan), null, 2) : planText(made.plan, terminal.colours),
  );
  for (const line of written) terminal.note(line);
}
