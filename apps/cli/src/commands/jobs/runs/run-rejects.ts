import { systemClock } from "@spillway/pacing";
import { formatCounted } from "@spillway/report-page";
import type { Command } from "commander";
import { type CommandContext, globalOptions } from "../../../command-line/global-options.ts";
import { progressLine } from "../../../command-line/progress-line.ts";
import type { ApiOptions } from "../../../jobs/jobs-target.ts";
import { type SavedRejects, saveRejects } from "../../../jobs/save-rejects.ts";
import { withApi } from "./with-api.ts";

export interface RejectsOptions extends ApiOptions {
  readonly out?: string;
}

/** Saves what a job did not write in one file, and says how much that is. */
export async function runRejects(
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
