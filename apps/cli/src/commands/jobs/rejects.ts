import { systemClock } from "@spillway/pacing";
import { formatCounted } from "@spillway/report-page";
import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { progressLine } from "../../command-line/progress-line.ts";
import type { ApiOptions } from "../../jobs/jobs-target.ts";
import { type SavedRejects, saveRejects } from "../../jobs/save-rejects.ts";
import { API_HELP, withApi, withApiOptions } from "./api-options.ts";

interface RejectsOptions extends ApiOptions {
  readonly out?: string;
}

export function addRejectsCommand(jobs: Command, context: CommandContext): void {
  withApiOptions(
    jobs
      .command("rejects")
      .argument("<id>", "the job's id")
      .description("save the records that a job did not write, in one file"),
  )
    .option("--out <file>", "where to (default: <id>.rejects.jsonl)")
    .addHelpText("after", HELP)
    .action((id: string, options: RejectsOptions, command: Command) =>
      run(id, options, command, context),
    );
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

async function run(
  id: string,
  options: RejectsOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const json = globalOptions(command).json === true;
  const saved = await withApi(options, command, context, async ({ client }) => {
    const line = await progressLine(terminal, json, () => systemClock.now());
    try {
      return await saveRejects(id, options.out ?? `${id}.rejects.jsonl`, client, ({ lines }) =>
        line.show({ share: undefined, words: [`${formatCounted(lines, "record")} saved`] }),
      );
    } finally {
      line.end();
    }
  });
  terminal.print(json ? JSON.stringify(saved, null, 2) : textOf(saved));
}

function textOf({ file, lines }: SavedRejects): string {
  return file === null ? "no rejects" : `${formatCounted(lines, "record")} in ${file}`;
}
