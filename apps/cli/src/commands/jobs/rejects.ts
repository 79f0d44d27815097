import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import type { CommandContext } from "../../command-line/global-options.ts";
import { API_HELP, withApiOptions } from "./api-options.ts";
import type { RejectsOptions } from "./runs/run-rejects.ts";

export function addRejectsCommand(jobs: Command, context: CommandContext): void {
  withApiOptions(
    jobs
      .command("rejects")
      .argument("<id>", "the job's id")
      .description("save the records that a job did not write, in one file"),
  )
    .option("--out <file>", "where to (default: <id>.rejects.jsonl)")
    .addHelpText("after", HELP)
    .action(async (id: string, options: RejectsOptions, command: Command) => {
      const { runRejects } = await import("./runs/run-rejects.ts");
      await runRejects(id, options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway jobs rejects 019ac0de-0000-7000-8000-000000000000 --out bad.jsonl
  $ spillway load bad.jsonl --table users
  $ spillway jobs submit bad.jsonl --table users --wait

One record a line with its place and the reason, in the form that load and a new job take once the
cause or the lines are mended. A file that holds something is not overwritten.
Of a job that has not ended these are the rejects of the chunks that have.
${API_HELP}
${EXIT_CODES_HELP}`;
