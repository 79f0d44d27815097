import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import type { CommandContext } from "../../command-line/global-options.ts";
import { wholeNumber } from "../../command-line/option-values.ts";
import type { ApiOptions } from "../../jobs/jobs-target.ts";
import { API_HELP, withApiOptions } from "./api-options.ts";
import type { ListOptions } from "./runs/run-look.ts";

/** The commands that look at jobs, and the one that stops one. */
export function addLookCommands(jobs: Command, context: CommandContext): void {
  withApiOptions(
    jobs.command("status").argument("<id>", "the job's id").description("show how far a job is"),
  )
    .addHelpText("after", help("status 019ac0de-0000-7000-8000-000000000000"))
    .action(async (id: string, options: ApiOptions, command: Command) => {
      const { runJobStatus } = await import("./runs/run-look.ts");
      await runJobStatus(id, options, command, context);
    });
  withApiOptions(jobs.command("list").description("list jobs, the newest first"))
    .option("--running", "only those that have not ended")
    .option("--limit <n>", "so many at the most", wholeNumber({ min: 1, max: 100 }), 20)
    .option("--after <next>", "those after a page, by its `next`")
    .addHelpText("after", help("list --running", "list --limit 100 --json"))
    .action(async (options: ListOptions, command: Command) => {
      const { runJobList } = await import("./runs/run-look.ts");
      await runJobList(options, command, context);
    });
  withApiOptions(
    jobs
      .command("cancel")
      .argument("<id>", "the job's id")
      .description("stop a job: its workers do within their next batch"),
  )
    .addHelpText("after", help("cancel 019ac0de-0000-7000-8000-000000000000"))
    .action(async (id: string, options: ApiOptions, command: Command) => {
      const { runJobCancel } = await import("./runs/run-look.ts");
      await runJobCancel(id, options, command, context);
    });
}

function help(...examples: readonly string[]): string {
  return `
Examples:
${examples.map((example) => `  $ spillway jobs ${example}`).join("\n")}
${API_HELP}
${EXIT_CODES_HELP}`;
}
