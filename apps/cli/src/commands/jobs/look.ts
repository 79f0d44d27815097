import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { wholeNumber } from "../../command-line/option-values.ts";
import { PLAIN_TABLE } from "../../command-line/plain-table.ts";
import { jobText, listRows, summaryText } from "../../jobs/job-text.ts";
import type { ApiOptions } from "../../jobs/jobs-target.ts";
import { API_HELP, withApi, withApiOptions } from "./api-options.ts";

interface ListOptions extends ApiOptions {
  readonly running?: boolean;
  readonly limit: number;
  readonly after?: string;
}

/** The commands that look at jobs, and the one that stops one. */
export function addLookCommands(jobs: Command, context: CommandContext): void {
  withApiOptions(
    jobs.command("status").argument("<id>", "the job's id").description("show how far a job is"),
  )
    .addHelpText("after", help("status 019ac0de-0000-7000-8000-000000000000"))
    .action((id: string, options: ApiOptions, command: Command) =>
      withApi(options, command, context, async ({ client }) =>
        print(await client.find(id), jobText, command, context),
      ),
    );
  withApiOptions(jobs.command("list").description("list jobs, the newest first"))
    .option("--running", "only those that have not ended")
    .option("--limit <n>", "so many at the most", wholeNumber({ min: 1, max: 100 }), 20)
    .option("--after <next>", "those after a page, by its `next`")
    .addHelpText("after", help("list --running", "list --limit 100 --json"))
    .action((options: ListOptions, command: Command) =>
      withApi(options, command, context, async ({ client }) => {
        const { limit, running = false, after } = options;
        const page = await client.list({ limit, running, ...(after !== undefined && { after }) });
        const table = await listText(page.jobs);
        const more =
          page.next === undefined ? "" : `\nmore: spillway jobs list --after ${page.next}`;
        print(page, () => table + more, command, context);
      }),
    );
  withApiOptions(
    jobs
      .command("cancel")
      .argument("<id>", "the job's id")
      .description("stop a job: its workers do within their next batch"),
  )
    .addHelpText("after", help("cancel 019ac0de-0000-7000-8000-000000000000"))
    .action((id: string, options: ApiOptions, command: Command) =>
      withApi(options, command, context, async ({ client }) =>
        print(await client.cancel(id), summaryText, command, context),
      ),
    );
}

function help(...examples: readonly string[]): string {
  return `
Examples:
${examples.map((example) => `  $ spillway jobs ${example}`).join("\n")}
${API_HELP}
${EXIT_CODES_HELP}`;
}

function print<Value>(
  value: Value,
  text: (value: Value, colours: CommandContext["terminal"]["colours"]) => string,
  command: Command,
  { terminal }: CommandContext,
): void {
  const json = globalOptions(command).json === true;
  terminal.print(json ? JSON.stringify(value, null, 2) : text(value, terminal.colours));
}

async function listText(jobs: Parameters<typeof listRows>[0]): Promise<string> {
  if (jobs.length === 0) return "no jobs";
  const { default: Table } = await import("cli-table3");
  const table = new Table({
    head: ["id", "state", "table", "strategy", "created", "took", "source"],
    ...{
      chars: PLAIN_TABLE,
      style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    },
  });
  table.push(...listRows(jobs));
  return table
    .toString()
    .split("\n")
    .map((row) => row.trimEnd())
    .join("\n");
}
