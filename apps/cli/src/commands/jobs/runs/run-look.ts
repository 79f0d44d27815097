import type { Command } from "commander";
import { type CommandContext, globalOptions } from "../../../command-line/global-options.ts";
import { PLAIN_TABLE } from "../../../command-line/plain-table.ts";
import { jobText, listRows, summaryText } from "../../../jobs/job-text.ts";
import type { ApiOptions } from "../../../jobs/jobs-target.ts";
import { withApi } from "./with-api.ts";

export interface ListOptions extends ApiOptions {
  readonly running?: boolean;
  readonly limit: number;
  readonly after?: string;
}

/** Prints how far a job is, or what became of it. */
export function runJobStatus(
  id: string,
  options: ApiOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  return withApi(options, command, context, async ({ client }) =>
    print(await client.find(id), jobText, command, context),
  );
}

/** Asks a job's workers to stop, and prints the job. */
export function runJobCancel(
  id: string,
  options: ApiOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  return withApi(options, command, context, async ({ client }) =>
    print(await client.cancel(id), summaryText, command, context),
  );
}

/** Prints a page of jobs. */
export function runJobList(
  { limit, running = false, after, ...options }: ListOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  return withApi(options, command, context, async ({ client }) => {
    const page = await client.list({ limit, running, ...(after !== undefined && { after }) });
    const table = await listText(page.jobs);
    const more = page.next === undefined ? "" : `\nmore: spillway jobs list --after ${page.next}`;
    print(page, () => table + more, command, context);
  });
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
